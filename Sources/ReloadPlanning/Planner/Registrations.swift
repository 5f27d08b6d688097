internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Who adds what to containers of other modules, before and after the edit.
struct Registrations {
  let program: Program
  let coldStart: ColdStart
  let effects: EffectAnalysis
  /// What the old versions of statements added to.
  var old: [StatementID: Set<String>] = [:]
  /// What statements that are gone had added, by module.
  var gone: [(module: Int, item: Unregistering)] = []

  init(program: Program, coldStart: ColdStart, effects: EffectAnalysis) {
    self.program = program
    self.coldStart = coldStart
    self.effects = effects
  }

  /// Whether the names a statement defines have no other writer, so that what they hold is what it
  /// added.
  func isOnlyWriter(_ statement: StatementID) -> Bool {
    let facts = program.facts(statement.module)
    let names = facts.nameList(facts.statements[statement.statement].defines)
    return names.allSatisfy { program.scope(statement.module).binders(of: $0).count == 1 }
  }

  /// Definitions that add to one of the containers, in the order of a start; nil when something else
  /// than a definition does.
  func registrants(of registers: Set<String>) -> [Registrant]? {
    var found: [(rank: UInt32, registrant: Registrant)] = []
    for module in program.modules.indices where !program.modules[module].isExternal {
      let facts = program.facts(module)
      for (index, statement) in facts.statements.enumerated() {
        guard !statement.flags.contains(.neverRuns), !statement.flags.contains(.mainGuard) else {
          continue
        }
        if statement.calls.isEmpty, statement.classes.isEmpty, statement.mutations.isEmpty {
          continue
        }
        let summary = effects.summary(ofStatement: index, in: module)
        guard !summary.registers.isDisjoint(with: registers) else { continue }
        let id = StatementID(module: module, statement: index)
        guard statement.kind == .functionDef || statement.kind == .classDef, isOnlyWriter(id) else {
          return nil
        }
        found.append(
          (
            coldStart.rank(id),
            Registrant(
              module: program.modules[module].name,
              names: facts.strings(statement.defines)
            )
          )
        )
      }
    }
    return found.sorted { $0.rank < $1.rank }.map(\.registrant)
  }

  /// A statement that adds to one of the containers after another one in a start.
  func next(after statement: StatementID, addingTo registers: Set<String>) -> StatementID? {
    var found: StatementID?
    let rank = coldStart.rank(statement)
    // Whose order nobody sees.
    let registers = registers.filter { !isDispatcher($0) }
    if registers.isEmpty { return nil }
    for module in program.modules.indices where !program.modules[module].isExternal {
      let facts = program.facts(module)
      for (index, record) in facts.statements.enumerated() {
        let id = StatementID(module: module, statement: index)
        guard coldStart.rank(id) > rank, !record.flags.contains(.neverRuns),
          !record.flags.contains(.mainGuard),
          !record.calls.isEmpty || !record.classes.isEmpty || !record.mutations.isEmpty,
          found.map({ coldStart.rank(id) < coldStart.rank($0) }) ?? true,
          !effects.summary(ofStatement: index, in: module).registers.isDisjoint(with: registers)
        else { continue }
        found = id
      }
    }
    return found
  }

  /// Whether a container is the table of a single dispatch function.
  private func isDispatcher(_ register: String) -> Bool {
    guard let colon = register.firstIndex(of: ":"),
      let module = program.index(of: String(register[..<colon]))
    else { return false }
    let path = register[register.index(after: colon)...].split(separator: ".").map(String.init)
    return program.targets(of: path, in: module).contains { target in
      guard case .function(let owner, let function) = target else { return false }
      let facts = program.facts(owner)
      return facts.paths[facts.functions[function].decorators.indices].contains { decorator in
        program.targets(of: facts.strings(decorator.names), in: owner)
          .contains(.external("functools.singledispatch"))
      }
    }
  }
}
