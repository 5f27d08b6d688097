internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Statements that would run again and read a name its module binds only further down.
///
/// The live process has the name from before the edit, so running the statement would hide that a
/// fresh start fails.
final class UnboundReads {
  private let program: Program
  private let reach: CallReach
  /// The imports in functions that have some; looked for when a statement runs again.
  private lazy var lateRecords = Self.lateRecords(program)

  init(program: Program, reach: CallReach) {
    self.program = program
    self.reach = reach
  }

  private static func lateRecords(_ program: Program) -> [StatementID: [ImportRecord]] {
    var found: [StatementID: [ImportRecord]] = [:]
    for module in program.modules.indices {
      let facts = program.facts(module)
      let late = facts.imports.filter { $0.time == .late }
      if late.isEmpty { continue }
      for (index, function) in facts.functions.enumerated() {
        let own = late.filter { function.line <= $0.line && $0.line <= function.endLine }
        if !own.isEmpty { found[StatementID(module: module, statement: index)] = own }
      }
    }
    return found
  }

  /// A read of `name` by a statement above its first definition.
  struct Read {
    var name: String
    var definition: Int
    /// Whether a function reads it that the statement may call, as far as names tell.
    var isLate: Bool
  }

  /// Such reads by a statement, its calls included.
  ///
  /// - Parameters:
  ///   - statement: A statement that would run again.
  ///   - isChanged: Whether its own file changed; otherwise only what it calls may have.
  /// - Returns: Each name with its first definition.
  func reads(in statement: StatementID, isChanged: Bool) -> [Read] {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    if record.flags.contains(.starImport) { return [] }
    var found = lateImports(by: statement)
    if !isChanged { return found }
    found += reads(record.reads, statement, includesLate: false)
    for function in reach.called(by: statement)
    where function.module == statement.module {
      let reads = facts.functions[function.statement].reads
      found += self.reads(reads, statement, includesLate: true)
    }
    return found
  }

  /// What functions that the statement calls may import from the statement's own module.
  private func lateImports(by statement: StatementID) -> [Read] {
    let own = program.facts(statement.module)
    let scope = program.scope(statement.module)
    var found: [Read] = []
    for function in reach.reached(from: statement) {
      guard let records = lateRecords[function] else { continue }
      let facts = program.facts(function.module)
      for record in records
      where program.importedModule(record, in: function.module)
        == program.modules[statement.module].name
      {
        for imported in facts.importedNames[record.names.indices] {
          guard let name = own.find(imported.name, of: facts),
            let definition = scope.writers(of: name).first?.statement,
            definition >= statement.statement
          else { continue }
          found.append(Read(name: own.string(name), definition: definition, isLate: true))
        }
      }
    }
    return found
  }

  private func reads(
    _ reads: FactRange,
    _ statement: StatementID,
    includesLate: Bool
  ) -> [Read] {
    let facts = program.facts(statement.module)
    let scope = program.scope(statement.module)
    let stars = scope.starImports.map { Int(facts.imports[$0].statement) }
    var found: [Read] = []
    for read in facts.reads[reads.indices]
    where read.path.root == .global && (includesLate || read.role != .late) {
      guard let name = facts.nameList(read.path.names).first else { continue }
      let definitions = scope.writers(of: name).filter { $0.kind != .delete }.map(\.statement)
      if definitions.isEmpty {
        guard let star = stars.min(), star > statement.statement,
          !program.isBuiltin(facts.string(name), in: statement.module)
        else { continue }
        found.append(
          Read(name: facts.string(name), definition: star, isLate: includesLate)
        )
        continue
      }
      guard let definition = definitions.first else { continue }
      // A star import above may have given the name, but the module holds its own value by now.
      let kind = facts.statements[definition].kind
      let isOwn = definition == statement.statement && (kind == .assign || kind == .annAssign)
      if definition > statement.statement || isOwn && !includesLate {
        found.append(
          Read(name: facts.string(name), definition: definition, isLate: includesLate)
        )
      }
    }
    return found
  }
}
