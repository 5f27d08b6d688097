internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

extension Propagation {
  /// Names of the statement's module that functions it calls read, and that later statements give
  /// another value: all their writers run, so that the functions find what a start has by then.
  func readsOfCalled(_ statement: StatementID, because: String) {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    let scope = program.scope(statement.module)
    guard scope.isAmongWriters(statement.statement) else { return }
    var seen: Set<NameID> = []
    for function in reach.reached(from: statement)
    where function.module == statement.module {
      for read in facts.reads[facts.functions[function.statement].reads.indices]
      where read.path.root == .global {
        guard let name = facts.nameList(read.path.names).first, seen.insert(name).inserted else {
          continue
        }
        let binders = scope.binders(of: name)
        guard binders.contains(where: { $0.statement < statement.statement }),
          binders.contains(where: { $0.statement > statement.statement })
        else { continue }
        runWriters(
          of: facts.string(name),
          in: statement.module,
          because: "a call at line \(record.line) reads it on the way"
        )
      }
    }
  }
}
