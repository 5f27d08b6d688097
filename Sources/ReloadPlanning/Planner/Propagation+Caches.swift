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

  /// A class that takes the place of one that is gone from elsewhere in the file: what its memoised methods
  /// computed on old instances is forgotten.
  func forgetCaches(of statement: StatementID, in old: FileFacts, because: String) {
    let facts = program.facts(statement.module)
    func decorators(_ function: FunctionFacts, _ facts: FileFacts) -> [String] {
      facts.paths[function.decorators.indices].map { facts.dotted($0) }
    }
    for index in facts.statements[statement.statement].functions.indices {
      let function = facts.functions[index]
      guard function.enclosingClass != .max, isMemoised(function, in: statement.module) else {
        continue
      }
      let name = facts.string(function.qualifiedName)
      let isThere = old.functions.contains {
        $0.enclosingClass != .max && old.string($0.qualifiedName) == name
          && decorators($0, old) == decorators(function, facts)
      }
      if isThere { caches[StatementID(module: statement.module, statement: index)] = because }
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
}
