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

  /// A statement that reads a name which only it, or what stands below it, defines took it from a star
  /// import above: that runs first.
  func runStarsAbove(_ statement: StatementID) {
    let facts = program.facts(statement.module)
    let scope = program.scope(statement.module)
    let record = facts.statements[statement.statement]
    let stars = scope.starImports.map { facts.imports[$0] }
      .filter { Int($0.statement) < statement.statement }
    if stars.isEmpty { return }
    for read in facts.reads[record.reads.indices]
    where read.role != .late && read.path.root == .global {
      guard let id = facts.nameList(read.path.names).first else { continue }
      let binders = scope.binders(of: id)
      guard !binders.isEmpty, binders.allSatisfy({ $0.statement >= statement.statement }) else {
        continue
      }
      let name = facts.string(id)
      for star in stars {
        let provider = program.importedModule(star, in: statement.module)
          .flatMap { program.index(of: $0) }
        guard provider.map({ gives(name, $0) }) ?? true else { continue }
        run(
          StatementID(module: statement.module, statement: Int(star.statement)),
          because: "\(place(statement)) reads \(name) of it"
        )
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
