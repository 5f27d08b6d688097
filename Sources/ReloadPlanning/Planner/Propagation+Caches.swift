internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

extension Propagation {
  /// A memoised function remembers what the wrappers below its cache gave: when the code of a wrapper
  /// changes, it forgets.
  func clearCachesAround(_ function: StatementID, _ because: String) {
    let facts = program.facts(function.module)
    var outermost = facts.functions[function.statement].enclosingFunction
    guard outermost != .max else { return }
    while facts.functions[Int(outermost)].enclosingFunction != .max {
      outermost = facts.functions[Int(outermost)].enclosingFunction
    }
    let factory = Program.Target.function(module: function.module, function: Int(outermost))
    for cache in wrappedCaches where cache.decorators.contains(factory) {
      caches[cache.function] = "its wrapper changed, \(because)"
    }
  }

  /// A memoised function with other decorators.
  struct WrappedCache {
    var function: StatementID
    var decorators: Set<Program.Target>
  }

  func allWrappedCaches() -> [WrappedCache] {
    var found: [WrappedCache] = []
    for (module, entry) in program.modules.enumerated() where !entry.isExternal {
      let facts = entry.facts
      for (index, record) in facts.functions.enumerated()
      where record.decorators.count > 1 && isMemoised(record, in: module) {
        let paths = facts.paths[record.decorators.indices].filter { $0.root == .global }
        found.append(
          WrappedCache(
            function: StatementID(module: module, statement: index),
            decorators: Set(
              paths.flatMap { program.targets(of: facts.strings($0.names), in: module) }
            )
          )
        )
      }
    }
    return found
  }

  /// Methods that remember what they made of a class attribute which has another value now.
  func clearCaches(readingMembers members: Set<String>, ofClass index: Int, in module: Int) {
    guard !members.isEmpty, let family = callers.families.family(ofClass: index, in: module) else {
      return
    }
    var methods: [String: [StatementID]] = [:]
    for other in program.modules.indices where !program.modules[other].isExternal {
      let facts = program.facts(other)
      for (position, record) in facts.functions.enumerated()
      where record.enclosingClass != .max
        && callers.families.isMethod(position, of: family, in: other)
      {
        methods[facts.string(record.name), default: []]
          .append(StatementID(module: other, statement: position))
      }
    }
    for method in methods.values.joined().sorted() {
      let record = program.facts(method.module).functions[method.statement]
      guard isMemoised(record, in: method.module),
        reads(method, members, through: methods)
      else { continue }
      caches[method] = "\(members.sorted().joined(separator: ", ")) changed"
    }
  }

  /// Whether a method, or one that it names on its object, reads one of some attributes of that object.
  private func reads(
    _ method: StatementID,
    _ members: Set<String>,
    through methods: [String: [StatementID]]
  ) -> Bool {
    var rest = [method]
    var seen: Set<StatementID> = []
    while let next = rest.popLast() {
      guard seen.insert(next).inserted else { continue }
      let facts = program.facts(next.module)
      for name in facts.strings(facts.functions[next.statement].ownAttributes) {
        if members.contains(name) { return true }
        rest += methods[name] ?? []
      }
    }
    return false
  }
}
