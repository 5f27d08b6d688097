internal import ModuleFacts
internal import ProgramAnalysis

/// Effects of top-level statements, as most rules of the first group look at them.
extension RuleSubject {
  /// An effect with the statement it belongs to.
  struct Placed {
    var statement: Int
    var effect: StatementEffect

    var kind: EffectKind { effect.effect.kind }
    var what: String { effect.effect.what }
  }

  /// The effects of some kinds, without those that a test around them keeps from happening twice.
  func effects(_ kinds: Set<EffectKind>) -> [Placed] {
    var found: [Placed] = []
    for (statement, list) in statementEffects.enumerated() {
      var seen: Set<String> = []
      for effect in list where kinds.contains(effect.effect.kind) {
        if effect.entry == .direct, isGuarded(statement, effect.target) { continue }
        // Several ways to the same thing from one place are one finding.
        let key = "\(effect.site.line) \(effect.effect.kind) \(effect.effect.what)"
        guard seen.insert(key).inserted else { continue }
        found.append(Placed(statement: statement, effect: effect))
      }
    }
    return found
  }

  /// Who does it, as the start of a sentence.
  func actor(_ effect: StatementEffect) -> String {
    switch effect.entry {
    case .direct: "importing \(name)"
    case .call(let callee): "calling \(callee.isEmpty ? "this" : callee) at import time"
    case .decorator(let decorator): "the decorator @\(decorator)"
    case .classCreation(let className, let base, let hook):
      "making the class \(className) runs \(base).\(hook), which"
    case .implicit(let what): what
    }
  }

  /// Who does what: `importing shop.worker calls threading.Thread.start`.
  func sentence(_ effect: StatementEffect) -> String {
    "\(actor(effect)) \(doing(effect.effect))"
  }

  /// The symbol of an effect: what it is about and who does it.
  func symbol(_ effect: StatementEffect) -> String {
    switch effect.entry {
    case .direct, .implicit: effect.effect.what
    case .call(let callee): callee + " " + effect.effect.what
    case .decorator(let decorator): "@" + decorator + " " + effect.effect.what
    case .classCreation(let className, _, _): className + " " + effect.effect.what
    }
  }
}

extension RuleFindings {
  /// Adds a finding about an effect, with the calls that lead to it.
  mutating func add(
    _ effect: StatementEffect,
    of module: RuleSubject,
    _ message: String,
    help: String,
    severity: Finding.Severity? = nil
  ) {
    add(
      line: effect.site.line,
      column: effect.site.column,
      symbol: module.symbol(effect),
      message,
      help: help,
      because: module.reasons(of: effect),
      steps: module.steps(of: effect),
      severity: severity
    )
  }
}
