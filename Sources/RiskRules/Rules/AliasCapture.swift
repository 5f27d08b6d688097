internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Second names of objects of other modules, and what packages pass on from their modules.
enum AliasCapture: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP302",
    "alias-or-reexport-capture",
    .info,
    scope: .edge,
    "An alias or re-export keeps the old object and passes it on"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() where binding.shape == .chain && binding.path.root == .global {
      guard !binding.path.isPartial, let value = module.values(binding.path).first,
        module.isForeign(value)
      else { continue }
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) is a second name of \(module.shown(value)) and stays the old object when that is reloaded",
        help: "reload this module after it"
      )
    }
    guard module.program.modules[module.index].isPackage else { return }
    for (position, record) in module.facts.imports.enumerated()
    where record.kind == .from && record.time == .importTime && record.condition != .typing {
      guard let provider = module.provider(ofImport: position),
        module.moduleName(provider).hasPrefix(module.name + ".")
      else { continue }
      let names = module.takenNames(ofImport: position)
      guard let first = names.first else { continue }
      findings.add(
        line: record.line,
        column: record.column,
        symbol: module.moduleName(provider),
        "\(module.name) passes \(module.string(first))\(names.count > 1 ? " and \(names.count - 1) more" : "") of "
          + "\(module.moduleName(provider)) on: who imports from the package gets the old object until "
          + "it is reloaded too",
        help: "reload \(module.moduleName(provider)), then \(module.name), then who imports from it"
      )
    }
  }
}
