internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Partials and bound methods of other modules' functions, kept by a module-level name.
enum BoundCallableCapture: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP305",
    "bound-callable-capture",
    .warning,
    "A partial or bound method keeps the old function of another module"
  )

  private static let binders: Set<String> = [
    "functools.partial", "functools.partialmethod", "types.MethodType",
  ]

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    checkBinders(module, into: &findings)
    for binding in module.bindings()
    where binding.shape == .chain && binding.path.root == .global && binding.path.names.count > 1 {
      // `send = client.send`, where another module makes `client`.
      guard let value = boundMethod(binding.path, module) else { continue }
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) is \(module.written(binding.path)) bound to the object that \(module.shown(value)) holds now: "
          + "after a reload of that module it still acts on the old one",
        help: "call \(module.written(binding.path)) where it is used"
      )
    }
  }

  /// Partials that a name, a table or a class keeps.
  private static func checkBinders(_ module: RuleSubject, into findings: inout RuleFindings) {
    let facts = module.facts
    let names = module.names(among: ["partial", "partialmethod", "MethodType"])
    let isRenamed = facts.importedNames.contains {
      $0.name != $0.boundName && names.contains($0.name)
    }
    if names.isEmpty { return }
    for statement in module.runningStatements {
      let record = facts.statements[statement]
      let isKept =
        record.kind == .assign || record.kind == .annAssign || record.kind == .classDef
      guard isKept, !record.calls.isEmpty else { continue }
      for position in record.calls.indices {
        let call = facts.calls[position]
        guard !call.isDecorator, call.callee.root == .global,
          let last = facts.nameList(call.callee.names).last, isRenamed || names.contains(last),
          case .external(let dotted)? = module.values(call.callee).first, binders.contains(dotted),
          let value = held(by: call, module), !isCalledAtOnce(position, record.calls, module)
        else { continue }
        let binding = module.bindings().first {
          $0.statement == UInt32(statement) && $0.shape == .call
            && $0.line <= call.line && $0.path == call.callee
        }
        let name =
          binding.map { module.string($0.name) }
          ?? facts.nameList(record.defines).first.map { module.string($0) } ?? dotted
        findings.add(
          line: binding?.line ?? call.line,
          column: binding?.column ?? call.column,
          symbol: name,
          "\(name) holds \(module.shown(value)) inside \(dotted): a reload of that module doesn't reach it",
          help: "look the function up when it is called, or reload this module after it"
        )
      }
    }
  }

  /// Whether `partial(f)(x)` is called where it is made.
  private static func isCalledAtOnce(
    _ position: Int,
    _ calls: FactRange,
    _ module: RuleSubject
  ) -> Bool {
    calls.indices.contains { other in
      let call = module.facts.calls[other]
      return call.receiver > 0 && other - Int(call.receiver) == position
        && call.callee.base != .expression
    }
  }

  private static func held(by call: CallFacts, _ module: RuleSubject) -> Value? {
    guard let first = module.facts.paths[call.arguments.indices].first, first.root == .global,
      !first.isPartial
    else { return nil }
    return module.values(first).first {
      switch $0 {
      case .function, .classType: module.isForeign($0)
      default: false
      }
    }
  }

  private static func boundMethod(_ path: NamePath, _ module: RuleSubject) -> Value? {
    var owner = path
    owner.names.count -= 1
    guard let name = module.facts.strings(path.names).last else { return nil }
    return module.values(owner).first {
      guard case .instance(let module_, let index, _) = $0, module.isForeign($0) else {
        return false
      }
      guard
        case .function(let owner, let function)? = module.resolver.method(
          name,
          of: index,
          in: module_
        )
      else { return false }
      return !module.resolver.isProperty(function, in: owner)
    }
  }
}
