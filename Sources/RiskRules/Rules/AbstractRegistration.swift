internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Classes registered with abstract classes of others, and code that lists subclasses.
enum AbstractRegistration: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP504",
    "abc-or-subclass-registry-leak",
    .warning,
    .extended,
    "An abstract class elsewhere keeps the old class"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    let help = "derive from the abstract class, or register from a function that runs once"
    for placed in module.effects([.registry]) where isAbstract(placed.what) {
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)): the abstract class keeps the old class beside the new one",
        help: help
      )
    }
    let register = module.facts.find("register")
    for statement in register == nil ? [] : module.runningStatements {
      for call in module.facts.calls[module.facts.statements[statement].calls.indices]
      where call.callee.root == .global && call.callee.names.count > 1 {
        guard module.facts.nameList(call.callee.names).last == register else { continue }
        var owner = call.callee
        owner.names.count -= 1
        for case .classType(let other, let index) in module.values(owner)
        where other != module.index && isAbstract(other, index, module) {
          let name = module.shown(.classType(module: other, classIndex: index))
          findings.add(
            line: call.line,
            column: call.column,
            symbol: name,
            "\(name) keeps what is registered: after a reload the old class beside the new one",
            help: help
          )
        }
      }
    }
    for use in subclassLists(module) {
      findings.add(
        line: use.line,
        column: use.column,
        symbol: "__subclasses__",
        "__subclasses__() lists the old class and the new one after a reload",
        help: "keep a dictionary of classes by name instead",
        severity: .info
      )
    }
  }

  /// Whether what a call registers with is an abstract class of the standard library.
  static func isAbstract(_ what: String) -> Bool {
    guard what.hasSuffix(".register") else { return false }
    return ["collections.abc.", "numbers.", "io.", "os.PathLike", "importlib.abc.", "contextlib."]
      .contains { what.hasPrefix($0) }
  }

  private static func isAbstract(_ owner: Int, _ index: Int, _ module: RuleSubject) -> Bool {
    for (owner, index) in module.resolver.lineage(of: index, in: owner) {
      let facts = module.program.facts(owner)
      let paths =
        Array(facts.paths[facts.classes[index].bases.indices])
        + Array(facts.paths[facts.classes[index].metaclass.indices])
      for path in paths where ["ABC", "ABCMeta"].contains(facts.strings(path.names).last ?? "") {
        return true
      }
    }
    return false
  }

  private static func subclassLists(_ module: RuleSubject) -> [CallFacts] {
    guard let name = module.facts.find("__subclasses__") else { return [] }
    return module.facts.calls.filter { module.facts.nameList($0.callee.names).last == name }
  }
}
