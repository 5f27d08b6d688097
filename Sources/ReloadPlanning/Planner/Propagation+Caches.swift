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
    for (module, entry) in program.modules.enumerated() where !entry.isExternal {
      for (index, record) in entry.facts.functions.enumerated()
      where record.decorators.count > 1 && isMemoised(record, in: module) {
        let isWrapped = entry.facts.paths[record.decorators.indices].contains {
          $0.root == .global
            && program.targets(of: entry.facts.strings($0.names), in: module).contains(factory)
        }
        if isWrapped {
          caches[StatementID(module: module, statement: index)] = "its wrapper changed, \(because)"
        }
      }
    }
  }
}
