internal import ModuleFacts
internal import ProgramAnalysis

/// Which modules add to objects of which others when they are imported.
final class ContributionIndex {
  struct Contribution {
    var modules: [Int]
    /// Where the first of them does it.
    var path: String
    var line: UInt32
  }

  private var table: [Int: [String: Contribution]] = [:]

  init(effects: ImportEffects, program: Program, isTest: [Bool]) {
    for module in program.modules.indices where !program.modules[module].isExternal {
      // What tests add ends with them.
      if isTest[module] { continue }
      for list in effects.effects(of: module) {
        for item in list where Self.adds(item) {
          let owner = item.effect.owner
          let prefix = program.modules[owner].name.utf8
          let what = item.effect.what.utf8
          guard what.count > prefix.count, what.starts(with: prefix) else { continue }
          let rest = what.dropFirst(prefix.count)
          guard rest.first == UInt8(ascii: "."), let name = String(rest.dropFirst()) else {
            continue
          }
          var entry =
            table[owner]?[name]
            ?? Contribution(modules: [], path: program.modules[module].path, line: item.site.line)
          if !entry.modules.contains(module) { entry.modules.append(module) }
          table[owner, default: [:]][name] = entry
        }
      }
    }
  }

  private static func adds(_ item: StatementEffect) -> Bool {
    guard item.effect.owner >= 0, item.functions.isEmpty || item.effect.conditions == 0 else {
      return false
    }
    switch item.effect.kind {
    case .registry: return true
    case .mutation:
      switch item.effect.how {
      case .method, .item: return true
      case .call, .attribute, .augmented, .global, .consumed: return false
      }
    default: return false
    }
  }

  func toModule(_ module: Int) -> [(String, Contribution)] {
    (table[module] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
