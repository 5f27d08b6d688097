internal import ModuleFacts
internal import ProgramAnalysis

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
      if placed.kind == .mutation, !isRegistering(callee) { continue }
      // Decorators are RP401's, abstract classes RP504's.
      if RegisteringDecorator.isFactory(placed, module) { continue }
      if placed.kind == .registry, AbstractRegistration.isAbstract(placed.what) { continue }
      findings.add(
        placed.effect,
        of: module,
        "\(module.sentence(placed.effect)): each reload registers again and the old entry stays",
        help: "key the registry by qualified name, or register from a function that runs once"
      )
    }
  }

  /// Whether a callee's last name says that it registers.
  static func isRegistering(_ callee: String) -> Bool {
    let last = callee.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let words = [
      "register", "connect", "subscribe", "listen", "add_", "install", "on_", "hook", "include_",
    ]
    return words.contains { last.hasPrefix($0) || last.hasSuffix("_register") }
      || last.hasPrefix("_register")
  }
}
