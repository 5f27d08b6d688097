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

  private var holders: [UInt64: [Holder]] = [:]
  /// Modules that another module imports as a module.
  private var imported: [Bool]
  private let program: Program

  init(program: Program, isTest: [Bool]) {
    self.program = program
    imported = Array(repeating: false, count: program.modules.count)
    // What tests hold ends with them.
    for module in program.modules.indices
    where !program.modules[module].isExternal && !isTest[module] {
      let facts = program.facts(module)
      let targets = program.importTargets(of: module)
      let submodules = program.importedSubmodules(of: module)
      for (position, record) in facts.imports.enumerated()
      where record.condition != .typing && !record.isDead {
        guard let provider = targets[position].module else { continue }
        if provider != module { imported[provider] = true }
        guard record.kind == .from, record.time == .importTime else { continue }
        let provided = program.facts(provider)
        for position in record.names.indices {
          if let submodule = submodules[position], submodule != module {
            imported[submodule] = true
          }
          let item = facts.importedNames[position]
          // Who asks knows the name.
          guard provider != module, let name = provided.find(item.name, of: facts) else { continue }
          holders[Self.key(provider, name), default: []].append(
            Holder(module: module, line: record.line, bound: item.boundName)
          )
        }
      }
    }
  }

  private static func key(_ module: Int, _ name: NameID) -> UInt64 {
    UInt64(module) << 32 | UInt64(name.index)
  }

  /// Who holds a module's name by a from-import, the module itself left out.
  func holders(of name: NameID, in module: Int) -> [Holder] {
    holders[Self.key(module, name)] ?? []
  }

  /// The same by the name's text.
  func holders(of name: String, in module: Int) -> [Holder] {
    program.facts(module).find(name).map { holders(of: $0, in: module) } ?? []
  }

  /// Whether another module imports this one.
  func isImported(_ module: Int) -> Bool { imported[module] }
}
