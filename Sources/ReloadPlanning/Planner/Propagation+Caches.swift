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
}
