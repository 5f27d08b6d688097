internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Decorators whose wrappers hide the function they wrap.
enum OpaqueWrapper: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP402",
    "opaque-wrapper",
    .warning,
    "A decorator hides the function it wraps"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    // At the decorator, once, and only if something is decorated with it.
    for (value, isFactory) in module.decoratorsDefinedHere() {
      guard case .function(_, let index) = value,
        module.facts.functions[index].enclosingFunction == .max,
        case .opaque(let wrapper) = DecoratorAnswer.of(value, isFactory: isFactory, module)
      else { continue }
      let function = module.facts.functions[index]
      let name = module.string(function.qualifiedName)
      findings.add(
        line: function.headLine,
        column: function.column,
        symbol: name,
        "\(name) returns \(wrapper) without functools.wraps: new code for a decorated function has "
          + "to be found in the wrapper's cells",
        help: "put `@functools.wraps(...)` on \(wrapper)"
      )
    }
  }
}
