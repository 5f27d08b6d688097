internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Attributes of modules and classes that are replaced while the module is imported.
enum Monkeypatch: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP107",
    "monkeypatch",
    .warning,
    "Module-level code replaces an attribute of another module or class"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.patch]) {
      if case .classCreation = placed.effect.entry { continue }
      if let saved = savedOriginal(placed.effect, module) {
        findings.add(
          placed,
          of: module,
          "\(module.sentence(placed.effect)) with a function that calls \(saved), the saved original:"
            + " after a reload \(saved) is the patch itself and it calls itself for ever",
          help: "guard it: `if not hasattr(original, \"_patched\")`",
          severity: .blocker
        )
        continue
      }
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)): the patch is gone once its target is reloaded, and is "
          + "made again with this module",
        help: "guard the patch, or apply it from a function that runs after both modules"
      )
    }
  }

  /// The module-level name that keeps what is patched, when a function of the module calls it.
  private static func savedOriginal(_ effect: StatementEffect, _ module: RuleSubject) -> String? {
    guard effect.entry == .direct, effect.effect.how == .attribute else { return nil }
    let saved = module.bindings().first {
      $0.shape == .chain && $0.path.root == .global && $0.line < effect.site.line
        && module.facts.strings($0.path.names) == effect.target
    }
    guard let saved else { return nil }
    let isCalled = module.facts.functions.contains { function in
      module.facts.calls[function.calls.indices].contains {
        $0.callee.base == .global && module.facts.nameList($0.callee.names).first == saved.name
      }
    }
    return isCalled ? module.string(saved.name) : nil
  }
}
