internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Who lists the subclasses of a class at import time, when one comes or goes.
extension Planner {
  mutating func followSubclassLists() {
    // By base, where a start makes the first of its new subclasses.
    var grown: [ClassKey: UInt32] = [:]
    var shrunk: Set<ClassKey> = []
    for module in diffs.keys.sorted() {
      let names = { (facts: FileFacts, index: Int) in
        Set(facts.statements[index].classes.indices.map { facts.string(facts.classes[$0].name) })
      }
      guard let old = sources[module].old else { continue }
      let facts = program.facts(module)
      let before = Set(old.statements.indices.flatMap { names(old, $0) })
      let after = Set(facts.statements.indices.flatMap { names(facts, $0) })
      for index in facts.classes.indices
      where !before.contains(facts.string(facts.classes[index].name)) {
        for base in ancestors(index, module, program) {
          grown[base] = min(grown[base] ?? .max, rank(index, module))
        }
      }
      if before.isSubset(of: after) { continue }
      let (oldProgram, _) = oldAnalysis()
      for index in old.classes.indices
      where !after.contains(old.string(old.classes[index].name)) {
        shrunk.formUnion(ancestors(index, module, oldProgram))
      }
    }
    if grown.isEmpty, shrunk.isEmpty { return }
    for (statement, listed) in subclassLists() {
      if let gone = listed.intersection(shrunk).min() {
        blockList(statement, gone, "one that is gone stays among them for a while")
      } else if let base = listed.filter({ grown[$0] != nil }).min(), let first = grown[base] {
        if hasSubclass(of: base, after: first) {
          blockList(
            statement,
            base,
            "a new one would be the last of them, which it is not in a fresh start"
          )
        } else {
          wave.run(
            statement,
            because: "it lists the subclasses of \(base.name), and there is a new one"
          )
        }
      }
    }
  }

  private mutating func blockList(_ statement: StatementID, _ base: ClassKey, _ reason: String) {
    let line = Int(program.facts(statement.module).statements[statement.statement].line)
    let name = program.modules[statement.module].name
    block(
      "RP301",
      sources[statement.module],
      line,
      "line \(line) of \(name) lists the subclasses of \(base.name), and \(reason)",
      help: "restart the program"
    )
  }

  private func rank(_ index: Int, _ module: Int) -> UInt32 {
    let statement = Int(program.facts(module).classes[index].statement)
    return coldStart.rank(StatementID(module: module, statement: statement))
  }

  /// Whether a start makes another subclass after a new one.
  private func hasSubclass(of base: ClassKey, after first: UInt32) -> Bool {
    program.modules.indices.contains { module in
      !program.modules[module].isExternal && sources[module].isLoaded
        && program.facts(module).classes.indices.contains {
          rank($0, module) > first && ancestors($0, module, program).contains(base)
        }
    }
  }

  private struct ClassKey: Hashable, Comparable {
    var module: String
    var name: String

    static func < (left: ClassKey, right: ClassKey) -> Bool {
      (left.module, left.name) < (right.module, right.name)
    }
  }

  private func key(_ index: Int, _ module: Int, _ program: Program) -> ClassKey {
    let facts = program.facts(module)
    return ClassKey(
      module: program.modules[module].name,
      name: facts.string(facts.classes[index].qualifiedName)
    )
  }

  /// The project's classes that a class derives from.
  private func ancestors(_ index: Int, _ module: Int, _ program: Program) -> Set<ClassKey> {
    var found: Set<ClassKey> = []
    var rest = [(index, module)]
    while let (index, module) = rest.popLast() {
      let facts = program.facts(module)
      for path in facts.paths[facts.classes[index].bases.indices] where path.root == .global {
        for case .classType(let owner, let base) in program.targets(
          of: facts.strings(path.names),
          in: module
        ) where found.insert(key(base, owner, program)).inserted {
          rest.append((base, owner))
        }
      }
    }
    return found
  }

  /// Statements that read `C.__subclasses__`, or call a function that does, with the classes.
  private func subclassLists() -> [(StatementID, Set<ClassKey>)] {
    var functions: [StatementID: Set<ClassKey>] = [:]
    var found: [StatementID: Set<ClassKey>] = [:]
    for module in program.modules.indices where !program.modules[module].isExternal {
      let facts = program.facts(module)
      guard facts.names.find("__subclasses__") != nil else { continue }
      for (index, function) in facts.functions.enumerated() {
        let listed = classes(function.reads, facts, module)
        if !listed.isEmpty { functions[StatementID(module: module, statement: index)] = listed }
      }
      for (index, statement) in facts.statements.enumerated()
      where !statement.flags.contains(.mainGuard) {
        let listed = classes(statement.reads, facts, module)
        if !listed.isEmpty { found[StatementID(module: module, statement: index)] = listed }
      }
    }
    if !functions.isEmpty {
      let callers = program.modulesThatReach(Set(functions.keys.map(\.module)))
      for module in callers.sorted() where !program.modules[module].isExternal {
        for (index, statement) in program.facts(module).statements.enumerated()
        where !statement.calls.isEmpty && !statement.flags.contains(.mainGuard) {
          let id = StatementID(module: module, statement: index)
          for function in reach.reached(from: id) {
            if let listed = functions[function] { found[id, default: []].formUnion(listed) }
          }
        }
      }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func classes(_ reads: FactRange, _ facts: FileFacts, _ module: Int) -> Set<ClassKey> {
    var found: Set<ClassKey> = []
    for read in facts.reads[reads.indices] where read.path.root == .global {
      let names = facts.strings(read.path.names)
      guard let place = names.firstIndex(of: "__subclasses__"), place > 0 else { continue }
      for case .classType(let owner, let index) in program.targets(
        of: Array(names[..<place]),
        in: module
      ) {
        found.insert(key(index, owner, program))
      }
    }
    return found
  }
}
