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
        joined(
          name,
          " is a second name of ",
          module.shown(value),
          " and stays the old object when that is reloaded"
        ),
        help: "reload this module after it"
      )
    }
    addTypes(module, to: &findings)
    guard module.program.modules[module.index].isPackage else { return }
    for (position, record) in module.facts.imports.enumerated()
    where record.kind == .from && record.time == .importTime && record.condition != .typing {
      guard let provider = module.provider(ofImport: position),
        module.moduleName(provider).hasPrefix(module.name + ".")
      else { continue }
      let names = module.takenNames(ofImport: position)
      guard let first = names.first else { continue }
      let (owner, package) = (module.moduleName(provider), module.name)
      findings.add(
        line: record.line,
        column: record.column,
        symbol: owner,
        joined(
          package,
          " passes ",
          module.string(first.name),
          names.count > 1 ? " and \(names.count - 1) more" : "",
          " of ",
          owner,
          " on: who imports from the package gets the old object until it is reloaded too"
        ),
        help: joined("reload ", owner, ", then ", package, ", then who imports from it")
      )
    }
  }

  /// `Maybe = Optional[other.Shape]`: the type holds the class.
  private static func addTypes(_ module: RuleSubject, to findings: inout RuleFindings) {
    let facts = module.facts
    // Few statements name a type: what others subscript is not looked at.
    var naming: Set<UInt32> = []
    for binding in module.bindings() where binding.shape == .other {
      let kind = facts.statements[Int(binding.statement)].kind
      if kind == .assign || kind == .annAssign { naming.insert(binding.statement) }
    }
    if naming.isEmpty { return }
    var subscripted: Set<UInt32> = []
    for use in facts.uses
    where use.kind == .subscripted && use.function == .max && naming.contains(use.statement) {
      let isType = module.values(use.path).contains {
        guard case .external(let dotted) = $0 else { return false }
        return dotted.hasPrefix("typing.") || dotted.hasPrefix("typing_extensions.")
          || dotted.hasPrefix("collections.abc.")
          || ["builtins.list", "builtins.dict", "builtins.set", "builtins.tuple", "builtins.type"]
            .contains(dotted)
      }
      if isType { subscripted.insert(use.statement) }
    }
    if subscripted.isEmpty { return }
    for binding in module.bindings()
    where binding.shape == .other && subscripted.contains(binding.statement) {
      let statement = facts.statements[Int(binding.statement)]
      var held: Value?
      for read in facts.reads[statement.reads.indices]
      where held == nil && read.role == .value && read.path.root == .global
        && !read.path.isPartial
      {
        held = module.values(read.path).first {
          if case .classType = $0 { return module.isForeign($0) }
          return false
        }
      }
      guard let held else { continue }
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) is a type of \(module.shown(held)) and stays one of the old class when that is reloaded",
        help: "reload this module after it"
      )
    }
  }
}
