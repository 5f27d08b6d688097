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

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() where binding.path.root == .global {
      let name = module.string(binding.name)
      switch binding.shape {
      case .call:
        guard case .external(let dotted)? = module.values(binding.path).first,
          ["functools.partial", "functools.partialmethod", "types.MethodType"].contains(dotted),
          let value = argument(of: binding, module)
        else { continue }
        findings.add(
          line: binding.line,
          column: binding.column,
          symbol: name,
          "\(name) holds \(module.shown(value)) inside \(dotted): a reload of that module doesn't reach it",
          help: "look the function up when it is called, or reload this module after it"
        )
      case .chain:
        // `send = client.send`, where another module makes `client`.
        guard binding.path.names.count > 1, let value = boundMethod(binding.path, module) else {
          continue
        }
        findings.add(
          line: binding.line,
          column: binding.column,
          symbol: name,
          "\(name) is \(module.written(binding.path)) bound to the object that \(module.shown(value)) holds now: "
            + "after a reload of that module it still acts on the old one",
          help: "call \(module.written(binding.path)) where it is used"
        )
      case .literal, .container, .tuple, .lambda, .other: continue
      }
    }
  }

  private static func argument(of binding: BindingFacts, _ module: RuleSubject) -> Value? {
    let facts = module.facts
    let calls = facts.calls[facts.statements[Int(binding.statement)].calls.indices]
    let call = calls.first {
      $0.line >= binding.line && !$0.isDecorator
        && facts.nameList($0.callee.names).elementsEqual(facts.nameList(binding.path.names))
    }
    guard let call, let first = facts.paths[call.arguments.indices].first, first.root == .global,
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
