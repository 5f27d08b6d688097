internal import ModuleFacts
internal import ProgramAnalysis

/// Effects of top-level statements, as most rules of the first group look at them.
extension RuleSubject {
  /// An effect with the statement it belongs to.
  struct Placed {
    var statement: Int
    var effect: StatementEffect
    /// How many more places of the module come to the same by the same call.
    var repetitions = 0

    /// Whether what is called adds to a container itself or through one more function: whatever
    /// comes about deeper is no registration.
    var addsItself: Bool {
      guard effect.functions.count <= 2 else { return false }
      switch effect.effect.how {
      case .item, .method, .call: return true
      case .attribute, .augmented, .global, .consumed: return false
      }
    }

    var kind: EffectKind { effect.effect.kind }
    var what: String { effect.effect.what }
  }

  /// The effects of some kinds, without those that a test around them keeps from happening twice.
  ///
  /// What functions do that the module calls again and again is given once.
  func effects(_ kinds: EffectKinds) -> [Placed] {
    guard placedEffects.kinds.overlaps(kinds) else { return [] }
    return placedEffects.list.filter { kinds.contains($0.kind) }
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
    _ placed: RuleSubject.Placed,
    of module: RuleSubject,
    _ message: String,
    help: String,
    also: [String] = [],
    severity: Finding.Severity? = nil
  ) {
    let effect = placed.effect
    // What a function does only under some condition may never happen here.
    let isUncertain = !effect.functions.isEmpty && effect.effect.conditions > 0
    let severity = isUncertain ? .info : severity
    let more = placed.repetitions == 0 ? "" : " (and \(placed.repetitions) more like it)"
    add(
      line: effect.site.line,
      column: effect.site.column,
      symbol: module.symbol(effect),
      message + more,
      help: help,
      because: module.reasons(of: effect) + also,
      steps: module.steps(of: effect),
      severity: severity
    )
  }
}
