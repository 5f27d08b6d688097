internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Functions whose results are remembered.
enum MemoCache: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP204",
    "memo-cache",
    .info,
    .extended,
    "A cache keeps results of old code, or is emptied"
  )

  private static let decorators: Set<String> = [
    "functools.lru_cache", "functools.cache", "functools.cached_property",
    "django.utils.functional.cached_property",
  ]

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for function in module.facts.functions
    where !function.decorators.isEmpty && module.isRunning(function.statement) {
      let isCached = module.facts.paths[function.decorators.indices].contains {
        $0.root == .global
          && module.values($0).contains {
            if case .external(let dotted) = $0 { return decorators.contains(dotted) }
            return false
          }
      }
      guard isCached else { continue }
      let name = module.string(function.qualifiedName)
      findings.add(
        line: function.headLine,
        column: function.column,
        symbol: name,
        "\(name) remembers results: new code behind it is not asked again, a reload forgets them",
        help: "clear the cache after new code is put in"
      )
    }
    let names = ["lru_cache", "cache", "cached_property"]
    guard names.contains(where: { module.facts.find($0) != nil }) else { return }
    for binding in module.bindings() where wraps(binding, module) {
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) remembers results: new code behind it is not asked again, a reload forgets them",
        help: "clear the cache after new code is put in"
      )
    }
  }

  /// `cached = lru_cache(f)` and `cached = lru_cache(maxsize=9)(f)`.
  private static func wraps(_ binding: BindingFacts, _ module: RuleSubject) -> Bool {
    guard binding.shape == .call, binding.path.base == .global else { return false }
    var path = binding.path
    path.root = path.base
    path.isPartial = false
    let facts = module.facts
    guard case .external(let dotted)? = module.values(path).first, decorators.contains(dotted)
    else { return false }
    return facts.calls[facts.statements[Int(binding.statement)].calls.indices].contains { call in
      guard call.line >= binding.line, let first = facts.paths[call.arguments.indices].first,
        first.root == .global, !first.isPartial
      else { return false }
      return module.values(first).contains {
        if case .function = $0 { return true }
        return false
      }
    }
  }
}
