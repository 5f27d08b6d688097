internal import ModuleFacts
internal import ProgramAnalysis

/// Metaclasses that note each class they make.
enum MetaclassSideEffect: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP404",
    "metaclass-side-effect",
    .warning,
    "A metaclass registers each class it makes, again on each reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    ClassCreationFindings.check(module, hooks: ["__prepare__", "__new__", "__init__"], &findings)
  }
}

/// What the rules about hooks of class creation share.
enum ClassCreationFindings {
  static func check(_ module: RuleSubject, hooks: Set<String>, _ findings: inout RuleFindings) {
    var seen: Set<String> = []
    for placed in module.effects([.mutation, .registry, .patch]) {
      guard case .classCreation(let className, _, let hook) = placed.effect.entry,
        hooks.contains(hook), placed.addsItself, seen.insert(className).inserted
      else { continue }
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)): after a reload "
          + (placed.effect.effect.how == .item
            ? "the new class stands in the old one's place or beside it"
            : "the old class and the new one are both there"),
        help: "let the registry replace classes of the same qualified name"
      )
    }
  }
}
