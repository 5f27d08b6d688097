internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Entries in tables that outlive the module.
enum ForeignRegistryCall: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP102",
    "foreign-registry-call",
    .warning,
    "A call at import time adds to a registry outside the module, again on each reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.registry, .mutation]) {
      let callee: String
      switch placed.effect.entry {
      case .direct where placed.kind == .registry: callee = placed.what
      case .call(let name): callee = name
      case .direct, .decorator, .classCreation, .implicit: continue
      }
      if placed.kind == .mutation {
        guard placed.addsItself else { continue }
        // `setup()`, which itself calls `bus.subscribe(f)`.
        let inner = placed.effect.functions.last.map { module.functionName($0) }
        guard
          isRegistering(callee) || inner.map(isRegistering) ?? false
            || isApplication(placed, module)
        else { continue }
      }
      // Decorators are RP401's, abstract classes RP504's.
      if RegisteringDecorator.isFactory(placed, module) { continue }
      if placed.kind == .registry, AbstractRegistration.isAbstract(placed.what) { continue }
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)): each reload registers again, "
          + (placed.effect.effect.how == .item
            ? "over the old entry or beside it" : "and the old entry stays"),
        help: "key the registry by qualified name, or register from a function that runs once"
      )
    }
  }

  /// Whether a decorator is applied by hand: `app.route("/")(function)`.
  private static func isApplication(_ placed: RuleSubject.Placed, _ module: RuleSubject) -> Bool {
    let facts = module.facts
    return facts.calls[facts.statements[placed.statement].calls.indices].contains {
      !$0.isDecorator && $0.receiver > 0 && $0.callee.root == .expression
        && $0.callee.base != .expression && $0.line == placed.effect.site.line
        && $0.column == placed.effect.site.column
    }
  }

  /// Whether a callee's last name says that it registers.
  static func isRegistering(_ callee: String) -> Bool {
    let last = callee.lastName
    let words = last.split(separator: "_").map { $0.lowercased() }
    guard let first = words.first else { return false }
    let verbs: Set<String> = [
      "register", "registers", "subscribe", "listen", "listens", "install", "enlist", "connect",
    ]
    if words.contains(where: { verbs.contains($0) && ($0 != "connect" || words.count == 1) }) {
      return true
    }
    return first == "add" || last.hasPrefix("register")
      || last.hasPrefix("add")
        && last.dropFirst(3).first?.isUppercase == true
  }
}
