internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Instances of the project's classes that other modules hold.
enum ModuleSingleton: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP203",
    "module-singleton",
    .info,
    .extended,
    "A module-level instance that others hold becomes another object on a reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() where binding.shape == .call {
      guard let holder = module.holders.holders(of: binding.name, in: module.index).first else {
        continue
      }
      let isInstance = module.resolver.result(
        ofCalling: binding.path,
        in: module.index,
        function: nil
      ).contains {
        if case .instance(_, _, nil) = $0 { return true }
        return false
      }
      guard isInstance else { continue }
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) is another object after a reload; \(module.moduleName(holder.module)) and who else "
          + "imported it keep the old one",
        help: "import the module and read \(module.name).\(name) where it is used"
      )
    }
  }
}
