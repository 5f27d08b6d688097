internal import ModuleFacts
internal import ProgramAnalysis

/// Who looks at a container that other statements add to.
extension Propagation {
  /// A statement that adds to `registers` (as `module:name.path`) is new, another one, or gone.
  func changeEntries(of registers: Set<String>, because: String) {
    for register in registers.sorted() where seenRegisters.insert(register).inserted {
      guard let container = Container(register, in: program) else { continue }
      for reader in program.modulesThatReach([container.module]).sorted()
      where !program.modules[reader].isExternal {
        followReaders(of: container, in: reader, register, because)
      }
    }
  }

  struct Container {
    var module: Int
    var name: String
    /// The attributes from there on.
    var rest: [String]

    /// The container that a summary of effects writes as `module:name.path`.
    init?(_ register: String, in program: Program) {
      let parts = register.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let module = program.index(of: parts[0]) else { return nil }
      let path = parts[1].split(separator: ".").map(String.init)
      guard let name = path.first else { return nil }
      self.module = module
      self.name = name
      rest = Array(path.dropFirst())
    }
  }

  private enum Match {
    case container, owner, none
  }

  private func followReaders(
    of container: Container,
    in module: Int,
    _ register: String,
    _ because: String
  ) {
    let facts = program.facts(module)
    for (index, function) in facts.functions.enumerated() {
      let isReader = facts.reads[function.reads.indices].contains {
        $0.path.root == .global && match($0.path, container, in: module) == .container
      }
      guard isReader, !effects.summary(ofFunction: index, in: module).registers.contains(register)
      else { continue }
      changeFunction(
        StatementID(module: module, statement: index),
        because: "which reads \(container.name), and \(because)"
      )
    }
    for (index, statement) in facts.statements.enumerated()
    where statement.kind != .functionDef && statement.kind != .classDef
      && !statement.reads.isEmpty
    {
      let id = StatementID(module: module, statement: index)
      guard runs[id] == nil, looksInto(container, statement, in: module) else { continue }
      run(id, because: "it reads \(container.name), and \(because)")
    }
  }

  /// Whether a statement does more with a container than hold it or add to it.
  private func looksInto(
    _ container: Container,
    _ statement: StatementFacts,
    in module: Int
  ) -> Bool {
    let facts = program.facts(module)
    for call in facts.calls[statement.calls.indices] {
      let isGiven = facts.paths[call.arguments.indices].contains {
        $0.root == .global && match($0, container, in: module) != .none
      }
      if isGiven, !arguments.onlyKeepsArguments(call, in: module) { return true }
    }
    return facts.reads[statement.reads.indices].contains { read in
      guard read.path.root == .global, match(read.path, container, in: module) == .container else {
        return false
      }
      if read.role == .callee {
        return !Self.adders.contains(facts.strings(read.path.names).last ?? "")
      }
      return read.path.isPartial || statement.flags.contains(.iterates)
    }
  }

  private static let adders: Set<String> = [
    "append", "appendleft", "add", "extend", "insert", "update", "setdefault",
  ]

  /// Whether a chain leads to a container, or stops at what holds it.
  private func match(_ path: NamePath, _ container: Container, in module: Int) -> Match {
    let facts = program.facts(module)
    let names = facts.strings(path.names)
    for count in names.indices.map({ $0 + 1 }) {
      let isFound = program.targets(of: Array(names[..<count]), in: module).contains {
        switch $0 {
        case .value(let owner, let name): owner == container.module && name == container.name
        case .classType(let owner, let index):
          owner == container.module
            && program.facts(owner).string(program.facts(owner).classes[index].qualifiedName)
              == container.name
        case .function, .module, .external, .unknown: false
        }
      }
      if !isFound { continue }
      let rest = names[count...]
      if rest.starts(with: container.rest) { return .container }
      return container.rest.starts(with: rest) ? .owner : .none
    }
    return .none
  }
}
