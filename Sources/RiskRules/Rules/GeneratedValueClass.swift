internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Classes whose equality or construction is generated when they are made.
enum GeneratedValueClass: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP407",
    "generated-value-class",
    .info,
    .extended,
    scope: .edge,
    "Old instances of a generated class differ from new ones"
  )

  private static let makers: Set<String> = [
    "collections.namedtuple", "dataclasses.make_dataclass", "typing.NamedTuple",
    "typing.TypedDict", "typing_extensions.NamedTuple", "typing_extensions.TypedDict",
    "attr.make_class", "attrs.make_class",
  ]

  /// Whether `type` is called with a name, bases and a dictionary.
  private static func makesClass(_ binding: BindingFacts, _ module: RuleSubject) -> Bool {
    let facts = module.facts
    return facts.calls[facts.statements[Int(binding.statement)].calls.indices].contains {
      $0.line == binding.line && facts.strings($0.callee.names) == ["type"]
        && Int($0.arguments.count) - Int($0.keywords.count) >= 3
    }
  }

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for (index, record) in module.facts.classes.enumerated()
    where module.isRunning(record.statement) && record.enclosingFunction == .max {
      let what: String
      switch module.kind(ofClass: index) {
      case .dataclass: what = "a dataclass: old instances never equal new ones"
      case .attrs: what = "an attrs class: old instances never equal new ones"
      case .namedTuple: what = "a named tuple: old instances keep their old fields"
      case .typedDict: what = "a TypedDict: who looked at its keys keeps the old ones"
      case .enumeration, nil: continue
      }
      let name = module.string(record.qualifiedName)
      findings.add(
        line: record.headLine,
        column: record.column,
        symbol: name,
        "\(name) is \(what) after a reload",
        help: "give old instances the new class when the fields are the same"
      )
    }
    for binding in module.bindings() where binding.shape == .call {
      guard case .external(let dotted)? = module.values(binding.path).first,
        makers.contains(dotted) || dotted == "builtins.type" && makesClass(binding, module)
      else { continue }
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) is made by \(dotted): old instances keep their old fields after a reload",
        help: "give old instances the new class when the fields are the same"
      )
    }
  }
}
