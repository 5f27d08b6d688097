internal import ModuleFacts
internal import ProgramAnalysis

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
  /// `exportsChanged` are the modules whose `__all__` is another one, or may be.
  func changes(exportsChanged: Set<Int>) -> [Change] {
    var found: [Change] = []
    for importer in program.modules.indices {
      for record in program.scope(importer).starImports {
        let imports = program.facts(importer).imports[record]
        guard let name = program.importedModule(imports, in: importer),
          let provider = program.index(of: name)
        else { continue }
        guard let before = names(of: provider, isOld: true),
          let after = names(of: provider, isOld: false)
        else {
          let facts = program.facts(provider)
          if let before = old[provider],
            before.exports != facts.exports || exportsChanged.contains(provider)
              || ModuleDiff.boundNames(before) != ModuleDiff.boundNames(facts)
          {
            found.append(
              Change(
                importer: importer,
                record: record,
                provider: provider,
                added: [],
                removed: [],
                isUnknown: true
              )
            )
          }
          continue
        }
        if before == after { continue }
        found.append(
          Change(
            importer: importer,
            record: record,
            provider: provider,
            added: after.subtracting(before).sorted(),
            removed: before.subtracting(after).sorted(),
            isUnknown: false
          )
        )
      }
    }
    return found
  }

  /// Names that star imports of the old source of a changed module bound and nothing in the new one does.
  ///
  /// - Returns: The names, or nil when they can't be told.
  func lost(by importer: Int) -> [String]? {
    guard let before = old[importer] else { return [] }
    let records = ModuleScope(facts: before).starImports
    if records.isEmpty { return [] }
    var gone: Set<String> = []
    for record in records {
      guard
        let name = program.importedModule(
          before.imports[record],
          of: before,
          in: importer
        )
      else { return nil }
      guard let provider = program.index(of: name) else {
        // A module outside the project still binds the same names, if it is imported at all.
        if kept(before.imports[record], before, by: importer) { continue }
        return nil
      }
      guard let names = names(of: provider, isOld: true) else {
        if kept(before.imports[record], before, by: importer) { continue }
        return nil
      }
      gone.formUnion(names)
    }
    let facts = program.facts(importer)
    for record in program.scope(importer).starImports {
      guard let name = program.importedModule(facts.imports[record], in: importer),
        let provider = program.index(of: name)
      else { continue }
      guard let names = names(of: provider, isOld: false) else { continue }
      gone.subtract(names)
    }
    return gone.subtracting(ModuleDiff.boundNames(facts)).sorted()
  }

  /// The star import, the last one, that gives a module a name; nil when none does.
  func source(of name: String, in importer: Int) -> (statement: Int, provider: Int)? {
    let facts = program.facts(importer)
    for record in program.scope(importer).starImports.reversed() {
      guard
        let module = program.importedModule(facts.imports[record], in: importer),
        let provider = program.index(of: module),
        names(of: provider, isOld: false)?.contains(name) ?? false
      else { continue }
      return (Int(facts.imports[record].statement), provider)
    }
    return nil
  }

  /// Names a star import binds that other statements of its module bind too; nil when they can't be told.
  func overlap(of record: Int, in importer: Int) -> [String]? {
    let facts = program.facts(importer)
    guard let name = program.importedModule(facts.imports[record], in: importer) else { return nil }
    let own = ModuleDiff.boundNames(facts).union(
      facts.statements.flatMap { facts.strings($0.deletes) }
    )
    guard let provider = program.index(of: name), let names = names(of: provider, isOld: false)
    else {
      return own.isEmpty ? [] : nil
    }
    return names.intersection(own).sorted()
  }

  /// Whether the new source has the same star import.
  private func kept(_ record: ImportRecord, _ facts: FileFacts, by importer: Int) -> Bool {
    let new = program.facts(importer)
    return program.scope(importer).starImports.contains {
      new.string(new.imports[$0].module) == facts.string(record.module)
        && new.imports[$0].level == record.level
    }
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
        guard let name = program.importedModule(facts.imports[record], of: facts, in: module),
          let provider = program.index(of: name)
        else { continue }
        guard let inner = names(of: provider, isOld: isOld, seen: &seen) else { return nil }
        found.formUnion(inner)
      }
      return found
    }
  }
}
