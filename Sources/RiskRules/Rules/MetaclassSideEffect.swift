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
    // Built when the first class is found: most modules make none that does anything.
    lazy var others = otherEffects(module, hooks)
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
        help: "let the registry replace classes of the same qualified name",
        also: others[className] ?? []
      )
    }
  }

  /// What else making each class does to others, by the class's name.
  private static func otherEffects(
    _ module: RuleSubject,
    _ hooks: Set<String>
  ) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for placed in module.effects([.mutation, .registry, .patch]) where !placed.addsItself {
      guard case .classCreation(let className, _, let hook) = placed.effect.entry,
        hooks.contains(hook)
      else { continue }
      let site = placed.effect.effect.site
      let path = module.program.modules[site.module].path
      let reason = "\(path):\(site.line) also \(module.doing(placed.effect.effect))"
      if !(found[className] ?? []).contains(reason) {
        found[className, default: []].append(reason)
      }
    }
    return found
  }
}
