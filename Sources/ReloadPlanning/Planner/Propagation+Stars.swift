internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

extension Propagation {
  /// A star import that runs again binds all it can: statements below it that give one of those names
  /// another value have to run after it.
  func runWritersBelowStar(_ statement: StatementID) {
    let facts = program.facts(statement.module)
    guard facts.statements[statement.statement].flags.contains(.starImport) else { return }
    let stars = program.scope(statement.module).starImports.map { facts.imports[$0] }
      .filter { Int($0.statement) == statement.statement }
    var seen: Set<NameID> = []
    for below in facts.statements.dropFirst(statement.statement + 1) {
      for id in facts.nameList(below.defines) where seen.insert(id).inserted {
        let name = facts.string(id)
        if stars.contains(where: { gives(name, $0, in: statement.module) }) {
          runAllWriters(of: name, in: statement.module, because: "\(place(statement)) binds it too")
        }
      }
    }
  }

  /// A name that a star import further down binds too has its value from there.
  func runStarsBelow(_ statement: StatementID, _ names: [String]) {
    let facts = program.facts(statement.module)
    for position in program.scope(statement.module).starImports {
      let star = StatementID(
        module: statement.module,
        statement: Int(facts.imports[position].statement)
      )
      guard star.statement > statement.statement else { continue }
      if let name = names.first(where: { takes($0, star.statement, in: statement.module) }) {
        run(star, because: "it binds \(name) after \(place(statement))")
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
      for star in stars where gives(name, star, in: statement.module) {
        run(
          StatementID(module: statement.module, statement: Int(star.statement)),
          because: "\(place(statement)) reads \(name) of it"
        )
      }
    }
  }

  /// Whether a star import may bind a name; what a module outside the project offers isn't known.
  private func gives(_ name: String, _ star: ImportRecord, in module: Int) -> Bool {
    guard let imported = program.importedModule(star, in: module),
      let provider = program.index(of: imported)
    else { return true }
    return exports(name, from: provider) && !program.isBuiltin(name, in: provider)
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
