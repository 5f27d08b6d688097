internal import ModuleFacts
internal import ProgramAnalysis

/// Operators, attributes and loops that run code with effects without looking like calls.
enum ImplicitProtocolEffect: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP116",
    "implicit-protocol-effect",
    .info,
    .extended,
    "Something that looks like a read runs code with effects"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects(EffectKinds(allBut: .unknown)) {
      switch placed.effect.entry {
      case .implicit: break
      case .direct where placed.effect.effect.how == .consumed: break
      case .direct, .call, .decorator, .classCreation: continue
      }
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)), though it looks like a read",
        help: "make it an explicit call, in a function"
      )
    }
  }
}
