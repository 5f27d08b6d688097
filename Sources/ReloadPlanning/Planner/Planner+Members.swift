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

  /// What memoised methods with other code had computed on instances of a class is forgotten: those keep it when the
  /// class's statement runs again.
  func forgetCaches(_ old: Int, _ new: Int, in module: Int, because: String) {
    guard let oldFacts = sources[module].old else { return }
    let facts = program.facts(module)
    func decorators(_ function: FunctionFacts, _ facts: FileFacts) -> [String] {
      facts.paths[function.decorators.indices].map { facts.dotted($0) }
    }
    for index in facts.statements[new].functions.indices {
      let function = facts.functions[index]
      guard function.enclosingClass != .max, wave.isMemoised(function, in: module) else { continue }
      let name = facts.string(function.qualifiedName)
      let isOther = oldFacts.functions[oldFacts.statements[old].functions.indices].contains {
        oldFacts.string($0.qualifiedName) == name
          && decorators($0, oldFacts) == decorators(function, facts)
          && ($0.body != function.body || $0.parametersDigest != function.parametersDigest
            || $0.defaultsDigest != function.defaultsDigest)
      }
      if isOther { wave.caches[StatementID(module: module, statement: index)] = because }
    }
  }

  /// The old statement that defined the same names, of those that are gone.
  func twin(of new: Int, in module: Int, among deleted: [Int]) -> Int? {
    guard let old = sources[module].old else { return nil }
    let facts = program.facts(module)
    let (kind, names) = (facts.statements[new].kind, facts.strings(facts.statements[new].defines))
    return deleted.first {
      old.statements[$0].kind == kind && old.strings(old.statements[$0].defines) == names
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
