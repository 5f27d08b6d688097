internal import ModuleFacts

/// What `from m import *` binds, before and after an edit.
struct StarExports {
  private let program: Program
  /// The old facts of modules whose files changed.
  private let old: [Int: FileFacts]

  init(program: Program, old: [Int: FileFacts]) {
    self.program = program
    self.old = old
  }

  /// The difference for one star import.
  struct Change {
    var importer: Int
    var record: Int
    var provider: Int
    var added: [String]
    var removed: [String]
    /// Whether a computed `__all__` keeps the names from being told.
    var isUnknown: Bool
  }

  /// The star imports of loaded and unchanged text that bind other names than before.
  ///
  /// - Parameter exportsChanged: Modules whose `__all__` is another one, or may be.
  func changes(exportsChanged: Set<Int>) -> [Change] {
    var found: [Change] = []
    for importer in program.modules.indices {
      for record in program.scope(importer).starImports {
        let imports = program.facts(importer).imports[record]
        guard let name = program.importedModule(imports, in: importer),
          let provider = program.index(of: name)
        else { continue }
        guard let before = names(of: provider, isOld: true), let after = names(of: provider, isOld: false)
        else {
          let facts = program.facts(provider)
          if let before = old[provider],
            before.exports != facts.exports || exportsChanged.contains(provider)
              || ModuleDiff.boundNames(before) != ModuleDiff.boundNames(facts)
          {
            found.append(
              Change(
                importer: importer, record: record, provider: provider, added: [], removed: [],
                isUnknown: true))
          }
          continue
        }
        if before == after { continue }
        found.append(
          Change(
            importer: importer, record: record, provider: provider,
            added: after.subtracting(before).sorted(), removed: before.subtracting(after).sorted(),
            isUnknown: false))
      }
    }
    return found
  }

  /// The names a star import of the module binds; nil when `__all__` is computed.
  private func names(of module: Int, isOld: Bool) -> Set<String>? {
    var seen: Set<Int> = []
    return names(of: module, isOld: isOld, seen: &seen)
  }

  private func names(of module: Int, isOld: Bool, seen: inout Set<Int>) -> Set<String>? {
    guard seen.insert(module).inserted else { return [] }
    let facts = isOld ? old[module] ?? program.facts(module) : program.facts(module)
    switch facts.exports {
    case .names(let range): return Set(facts.strings(range))
    case .dynamic: return nil
    case .absent:
      var found = ModuleDiff.boundNames(facts).filter { !$0.hasPrefix("_") }
      for record in ModuleScope(facts: facts).starImports {
        guard let name = program.importedModule(facts.imports[record], in: module),
          let provider = program.index(of: name)
        else { continue }
        guard let inner = names(of: provider, isOld: isOld, seen: &seen) else { return nil }
        found.formUnion(inner)
      }
      return found
    }
  }
}
