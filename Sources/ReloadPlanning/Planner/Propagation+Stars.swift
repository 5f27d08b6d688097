internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

extension Propagation {
  /// A star import that runs again binds all it can: statements below it that give one of those names
  /// another value have to run after it.
  func runWritersBelowStar(_ statement: StatementID) {
    let facts = program.facts(statement.module)
    guard facts.statements[statement.statement].flags.contains(.starImport) else { return }
    let records = program.scope(statement.module).starImports.map { facts.imports[$0] }
    let providers = records.filter { Int($0.statement) == statement.statement }.map {
      program.importedModule($0, in: statement.module).flatMap { program.index(of: $0) }
    }
    var seen: Set<NameID> = []
    for below in facts.statements.dropFirst(statement.statement + 1) {
      for id in facts.nameList(below.defines) where seen.insert(id).inserted {
        let name = facts.string(id)
        // What a module outside the project offers isn't known.
        if providers.contains(where: { $0.map { gives(name, $0) } ?? true }) {
          runAllWriters(of: name, in: statement.module, because: "\(place(statement)) binds it too")
        }
      }
    }
  }

  private func gives(_ name: String, _ provider: Int) -> Bool {
    exports(name, from: provider)
      && program.targets(of: name, in: provider) != [.external("builtins." + name)]
  }

  func exports(_ name: String, from module: Int) -> Bool {
    let facts = program.facts(module)
    switch facts.exports {
    case .absent: return !name.hasPrefix("_")
    case .names(let range): return facts.strings(range).contains(name)
    case .dynamic: return true
    }
  }
}
