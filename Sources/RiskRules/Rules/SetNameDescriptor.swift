internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Attributes whose types are told their names when the class is made.
enum SetNameDescriptor: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP408",
    "set-name-descriptor",
    .info,
    .extended,
    "A descriptor's __set_name__ runs again on a reload, and not at all when a class is patched"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.facts.bindings
    where binding.enclosingClass != .max && binding.function == .max && binding.shape == .call
      && module.isRunning(binding.statement)
    {
      for case .instance(let owner, let type, _) in module.resolver.result(
        ofCalling: binding.path,
        in: module.index,
        function: nil
      ) {
        guard module.resolver.method("__set_name__", of: type, in: owner) != nil else { continue }
        let name = module.string(binding.name)
        let shown = module.shown(.classType(module: owner, classIndex: type))
        findings.add(
          line: binding.line,
          column: binding.column,
          symbol: module.string(module.facts.classes[Int(binding.enclosingClass)].qualifiedName)
            + "." + name,
          "\(name) is a \(shown), whose __set_name__ runs again on a reload and not when the class is patched",
          help: "whoever patches the class has to call __set_name__"
        )
        break
      }
    }
  }
}
