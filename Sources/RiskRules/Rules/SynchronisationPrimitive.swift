internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Locks, events and context variables at module level.
enum SynchronisationPrimitive: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP207",
    "sync-or-context-primitive",
    .warning,
    "A lock or context variable is made anew on a reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() where binding.shape == .call {
      guard case .external(let dotted)? = module.values(binding.path).first,
        let isLock = kind(of: dotted), !ModuleState.isPreserved(binding, module)
      else { continue }
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        isLock
          ? "\(name) is a second \(dotted) after a reload: who waits for or holds the first excludes nobody"
          : "\(name) is a new \(dotted) after a reload: the values set in the first are gone",
        help: "keep it: `try: \(name)` / `except NameError: \(name) = ...`, or `# reload: keep`"
      )
    }
  }

  /// Whether it is a lock (true) or holds values by context (false); nil for all else.
  private static func kind(of dotted: String) -> Bool? {
    switch dotted {
    case "threading.local", "contextvars.ContextVar": return false
    default: return locks.contains(dotted) ? true : nil
    }
  }

  private static let locks: Set<String> = Set(
    ["threading", "multiprocessing", "asyncio", "_thread"].flatMap { module in
      [
        "Lock", "RLock", "Condition", "Event", "Semaphore", "BoundedSemaphore", "Barrier",
        "allocate_lock",
      ].map { module + "." + $0 }
    }
  )
}
