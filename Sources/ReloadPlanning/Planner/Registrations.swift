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
}
