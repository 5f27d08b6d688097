internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Decorators that compile or rewrite the code they are given.
enum IntrospectingWrapper: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP411",
    "code-introspecting-wrapper",
    .warning,
    .extended,
    "A decorator compiled the old code and keeps running it"
  )

  private static let decorators: Set<String> = [
    "numba.jit", "numba.njit", "numba.vectorize", "numba.guvectorize", "numba.cfunc",
    "numba.cuda.jit", "torch.compile", "torch.jit.script", "torch.jit.trace", "jax.jit",
    "tensorflow.function", "cython.compile", "hypothesis.given", "taichi.kernel", "triton.jit",
    "line_profiler.profile",
  ]

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for function in module.facts.functions
    where !function.decorators.isEmpty && module.isRunning(function.statement) {
      for path in module.facts.paths[function.decorators.indices] where path.root == .global {
        guard case .external(let dotted)? = module.values(path).first, decorators.contains(dotted)
        else { continue }
        let name = module.string(function.qualifiedName)
        findings.add(
          line: function.headLine,
          column: function.column,
          symbol: name,
          "\(dotted) compiled the code of \(name): new code put into the function isn't used",
          help: "reload the module and who imports \(name) from it"
        )
        break
      }
    }
  }
}
