internal import ModuleFacts
internal import ProgramAnalysis

/// Members of classes whose statements run again: a class in a table or an instance that somebody made leads to them, and no
/// name of the class does.
extension Planner {
  mutating func followMembers(_ old: Int, _ new: Int, in module: Int, because: String) {
    guard let oldFacts = sources[module].old else { return }
    let diff = ClassDiff(old, oldFacts, new, program.facts(module))
    for (name, index) in diff.members {
      wave.changeMember(name, ofClass: index, in: module, because: because)
    }
    for (index, paths) in diff.bases {
      var names: Set<String> = []
      for path in paths { names.formUnion(members(ofBase: path, in: module)) }
      for name in names.sorted() {
        wave.changeMember(name, ofClass: index, in: module, because: because)
      }
    }
  }

  /// What a base gives to the classes that derive from it; of one outside the project, what may be called without a name.
  private func members(ofBase path: [String], in module: Int) -> Set<String> {
    var found: Set<String> = []
    var seen: Set<StatementID> = []
    var rest = [(path, module)]
    while let (path, module) = rest.popLast() {
      for target in program.targets(of: path, in: module) {
        guard case .classType(let owner, let index) = target else {
          found.formUnion(Callers.operators)
          continue
        }
        guard seen.insert(StatementID(module: owner, statement: index)).inserted else { continue }
        let facts = program.facts(owner)
        found.formUnion(
          facts.members[facts.classes[index].members.indices].map { facts.string($0.name) }
        )
        rest += facts.paths[facts.classes[index].bases.indices].map {
          (facts.strings($0.names), owner)
        }
      }
    }
    return found
  }
}
