internal import ModuleFacts
internal import SourceText

/// Statements that would run again and read a name its module binds only further down.
///
/// The live process has the name from before the edit, so running the statement would hide that a
/// fresh start fails.
struct UnboundReads {
  private let program: Program
  private let reach: CallReach

  init(program: Program, reach: CallReach) {
    self.program = program
    self.reach = reach
  }

  /// A read of `name` by a statement above its first definition.
  struct Read {
    var statement: StatementID
    var name: String
    var definition: Int
  }

  func first(in statement: StatementID) -> Read? {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    if record.flags.contains(.conditional) || record.flags.contains(.starImport) { return nil }
    if let found = first(record.reads, statement, includesLate: false) { return found }
    // A definition calls little, and what it may call by name alone is nearly everything.
    if record.kind == .classDef || record.kind == .functionDef { return nil }
    for function in reach.reached(from: statement) where function.module == statement.module {
      let reads = facts.functions[function.statement].reads
      if let found = first(reads, statement, includesLate: true) { return found }
    }
    return nil
  }

  private func isBuiltin(_ name: String, _ module: Int) -> Bool {
    program.targets(of: name, in: module) == [.external("builtins." + name)]
  }

  private func first(_ reads: FactRange, _ statement: StatementID, includesLate: Bool) -> Read? {
    let facts = program.facts(statement.module)
    let scope = program.scope(statement.module)
    if scope.starImports.contains(where: {
      Int(facts.imports[$0].statement) < statement.statement
    }) {
      return nil
    }
    for read in facts.reads[reads.indices]
    where read.path.root == .global && (includesLate || read.role != .late) {
      guard let name = facts.nameList(read.path.names).first else { continue }
      let definitions = scope.writers(of: name).map(\.statement)
      let star = definitions.isEmpty && !isBuiltin(facts.string(name), statement.module)
      guard
        let definition = definitions.first
          ?? (star ? scope.starImports.map { Int(facts.imports[$0].statement) }.min() : nil)
      else { continue }
      let isOwn = definition == statement.statement && facts.statements[definition].kind == .assign
      if definition > statement.statement || isOwn && !includesLate {
        return Read(statement: statement, name: facts.string(name), definition: definition)
      }
    }
    return nil
  }
}
