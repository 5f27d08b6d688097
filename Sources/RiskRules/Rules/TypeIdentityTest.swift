internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Tests against classes of other modules that old instances fail.
enum TypeIdentityTest: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP308",
    "type-identity-test",
    .warning,
    scope: .edge,
    "Old instances fail tests against the new class"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    var seen: Set<Value> = []
    for use in module.facts.uses where use.kind == .caught || use.kind == .pattern {
      guard use.path.root == .global else { continue }
      let function = use.function == .max ? nil : Int(use.function)
      add(use.path, function, use.line, use.column, use.kind == .caught, module, &seen, &findings)
    }
    let isinstance = module.facts.find("isinstance")
    let subclass = module.facts.find("issubclass")
    if isinstance == nil, subclass == nil { return }
    let (calls, lists) = (module.facts.calls, module.facts.nameLists)
    for (index, function) in module.facts.functions.enumerated() {
      for position in function.calls.indices {
        let call = calls[position]
        guard call.callee.root == .global, call.callee.names.count == 1, call.arguments.count == 2
        else { continue }
        let name = lists[Int(call.callee.names.start)]
        guard name == isinstance || name == subclass,
          let type = module.facts.paths[call.arguments.indices].last, type.root == .global,
          !type.isPartial
        else { continue }
        add(type, index, call.line, call.column, false, module, &seen, &findings)
      }
    }
  }

  private static func add(
    _ path: NamePath,
    _ function: Int?,
    _ line: UInt32,
    _ column: UInt32,
    _ isCaught: Bool,
    _ module: RuleSubject,
    _ seen: inout Set<Value>,
    _ findings: inout RuleFindings
  ) {
    for value in module.resolver.values(of: path, in: module.index, function: function) {
      guard case .classType = value, module.isForeign(value), seen.insert(value).inserted else {
        continue
      }
      let shown = module.shown(value)
      findings.add(
        line: line,
        column: column,
        symbol: shown,
        isCaught
          ? "an instance of the old \(shown) is not caught once its module is reloaded alone"
          : "an old instance of \(shown) fails this test once its module is reloaded alone",
        help: "reload this module too and take old instances over, or test an attribute"
      )
    }
  }
}
