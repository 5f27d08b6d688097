internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Unique objects that other modules compare with or took as defaults.
enum SentinelIdentity: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP205",
    "sentinel-identity",
    .warning,
    "A sentinel that other modules hold is another object after a reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() where binding.shape == .call {
      let isSentinel =
        binding.path.names.count == 1 && module.written(binding.path) == "object"
        && module.values(binding.path) == [.external("builtins.object")]
      let name = module.string(binding.name)
      guard isSentinel, !ModuleState.isPreserved(binding, module),
        let holder = module.holders.holders(of: name, in: module.index).first
      else { continue }
      let importer = module.moduleName(holder.module)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) is another object after a reload: \(importer) holds the old one, and `is \(name)` fails",
        help: "keep it: `try: \(name)` / `except NameError: \(name) = object()`, or use an enum",
        because: ["\(module.program.modules[holder.module].path):\(holder.line) imports it"]
      )
    }
  }
}
