internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Which modules take which names from which module at import time.
final class HolderIndex {
  /// A name taken by a from-import.
  struct Holder {
    var module: Int
    var line: UInt32
    /// What it is bound to there.
    var bound: NameID
  }

  private var holders: [Value.Place: [Holder]] = [:]
  /// Modules imported as modules.
  private var importers: [Int: Set<Int>] = [:]

  init(program: Program) {
    for module in program.modules.indices where !program.modules[module].isExternal {
      // What tests hold ends with them.
      if StateIndex.isTest(program.modules[module].name) { continue }
      let facts = program.facts(module)
      for record in facts.imports where record.condition != .typing && !record.isDead {
        guard let name = program.importedModule(record, in: module),
          let provider = program.index(of: name)
        else { continue }
        importers[provider, default: []].insert(module)
        guard record.kind == .from, record.time == .importTime else { continue }
        for imported in facts.importedNames[record.names.indices] {
          let text = facts.string(imported.name)
          if let submodule = program.index(of: name + "." + text) {
            importers[submodule, default: []].insert(module)
          }
          holders[Value.Place(module: provider, name: text), default: []].append(
            Holder(module: module, line: record.line, bound: imported.boundName)
          )
        }
      }
    }
  }

  /// Who holds a module's name by a from-import, the module itself left out.
  func holders(of name: String, in module: Int) -> [Holder] {
    (holders[Value.Place(module: module, name: name)] ?? []).filter { $0.module != module }
  }

  /// Whether another module imports this one.
  func isImported(_ module: Int) -> Bool {
    !(importers[module] ?? []).subtracting([module]).isEmpty
  }
}
