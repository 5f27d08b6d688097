internal import NativeFacts

/// Which macros stand for which functions, over all units: `#define save(x) save_to(x, __FILE__)`.
struct MacroWrappers {
  /// Names of functions by the macro's key, names of macros by the function's.
  private var functions: [String: Set<String>] = [:]
  private var macros: [String: Set<String>] = [:]

  /// More names than these say nothing more.
  private static let nameLimit = 3

  init(of units: [UnitFacts]) {
    for facts in units {
      for use in facts.uses where use.from >= 0 && facts.symbols[use.from].kind == .macro {
        let macro = facts.symbols[use.from]
        let function = facts.symbols[use.to]
        guard function.kind == .function || function.kind == .template else { continue }
        functions[macro.key, default: []].insert(function.name)
        macros[function.key, default: []].insert(macro.name)
      }
    }
  }

  /// The edit, with the functions or macros behind it in its phrase.
  func naming(_ edit: NativeEdit) -> NativeEdit {
    let (names, word) =
      functions[edit.key].map { ($0, "for") } ?? (macros[edit.key] ?? [], "behind macro")
    if names.isEmpty { return edit }
    var edit = edit
    let more = names.count > Self.nameLimit ? " and others" : ""
    let shown = names.sorted().prefix(Self.nameLimit).joined(separator: ", ")
    edit.phrase += ", \(word) \(shown)\(more)"
    return edit
  }
}
