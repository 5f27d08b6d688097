internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// `function.attribute = value` at the top of several modules.
extension Propagation {
  /// A statement that sets an attribute of something.
  struct Patch {
    var statement: StatementID
    /// What it sets it on.
    var targets: [Program.Target]
  }

  func patchesByMember() -> [String: [Patch]] {
    var table: [String: [Patch]] = [:]
    for (module, entry) in program.modules.enumerated() where !entry.isExternal {
      for (index, statement) in entry.facts.statements.enumerated() {
        for mutation in entry.facts.mutations[statement.mutations.indices]
        where mutation.kind == .attribute && mutation.target.root == .global {
          let patch = Patch(
            statement: StatementID(module: module, statement: index),
            targets: targets(of: mutation, in: module)
          )
          table[entry.facts.string(mutation.member), default: []].append(patch)
        }
      }
    }
    return table
  }

  /// Other statements that set the same attribute of the same object run too, in the order of a start:
  /// the last of them decides.
  func runOtherPatches(_ mutation: MutationFacts, of statement: StatementID) {
    guard mutation.kind == .attribute else { return }
    let member = program.facts(statement.module).string(mutation.member)
    let targets = Set(targets(of: mutation, in: statement.module))
    for other in patches[member] ?? []
    where other.statement != statement && !targets.isDisjoint(with: other.targets) {
      run(other.statement, because: "it sets \(member) of what \(place(statement)) sets it on")
    }
  }

  private func targets(of mutation: MutationFacts, in module: Int) -> [Program.Target] {
    program.targets(of: program.facts(module).strings(mutation.target.names), in: module)
      .filter { $0 != .unknown }
  }
}
