internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Decorators that put what they decorate into a table of another module.
enum RegisteringDecorator: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP401",
    "registering-decorator",
    .warning,
    "A decorator registers the function elsewhere, again on each reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    var seen: Set<String> = []
    addByName(module, to: &findings)
    for placed in module.effects([.registry, .mutation]) where placed.addsItself {
      let decorator: String
      switch placed.effect.entry {
      case .decorator(let name): decorator = name
      case .call(let name) where isFactory(placed, module): decorator = name
      case .direct where placed.kind == .registry && isFactory(placed, module):
        decorator = placed.effect.target.joined(separator: ".")
      case .direct, .call, .classCreation, .implicit: continue
      }
      guard seen.insert("\(placed.effect.site.line) \(decorator)").inserted else { continue }
      let definition = definition(at: placed, module)
      findings.add(
        placed,
        of: module,
        "@\(decorator) puts \(definition) into \(placed.what): a reload registers it a second time, "
          + (placed.effect.effect.how == .item
            ? "in the old one's place or beside it" : "and the old one stays"),
        help: "let the registry replace entries of the same qualified name"
      )
    }
  }

  /// Names of decorators that register wherever they come from.
  private static let names: Set<String> = [
    "route", "register", "task", "command", "receiver", "listens_for", "hookimpl", "fixture",
  ]

  /// Decorators of unknown packages are judged by their names.
  private static func addByName(_ module: RuleSubject, to findings: inout RuleFindings) {
    var seen: Set<UInt32> = []
    for placed in module.effects([.unknown]) where placed.effect.functions.isEmpty {
      let written: String
      switch placed.effect.entry {
      case .decorator(let name): written = name
      case .call(let name) where isFactory(placed, module): written = name
      case .call, .direct, .classCreation, .implicit: continue
      }
      guard names.contains(String(written.lastName)),
        isOutside(placed, module), seen.insert(placed.effect.site.line).inserted
      else { continue }
      findings.add(
        placed,
        of: module,
        "@\(written) registers \(definition(at: placed, module)), as its name says: a reload does that a "
          + "second time, and the old one stays",
        help: "let the registry replace entries of the same qualified name"
      )
    }
  }

  /// Whether a decorator belongs to an object that this module doesn't make itself.
  private static func isOutside(_ placed: RuleSubject.Placed, _ module: RuleSubject) -> Bool {
    let facts = module.facts
    let call = facts.calls[facts.statements[placed.statement].calls.indices].first {
      $0.isDecorator && $0.line == placed.effect.site.line
        && $0.column == placed.effect.site.column && $0.callee.base == .global
    }
    guard var path = call?.callee else { return false }
    path.root = path.base
    path.isPartial = false
    return module.values(path).contains {
      switch $0 {
      case .external: true
      case .externalMember(_, let place?): place.module != module.index
      default: false
      }
    }
  }

  /// Whether the call makes the decorator of a definition: `@app.route("/")`.
  static func isFactory(_ placed: RuleSubject.Placed, _ module: RuleSubject) -> Bool {
    let facts = module.facts
    return facts.calls[facts.statements[placed.statement].calls.indices].contains {
      $0.isDecorator && $0.line == placed.effect.site.line
        && $0.column == placed.effect.site.column
    }
  }

  /// The name of the function or class that is decorated.
  static func definition(at placed: RuleSubject.Placed, _ module: RuleSubject) -> String {
    let facts = module.facts
    let record = facts.statements[placed.statement]
    let line = placed.effect.site.line
    for index in record.functions.indices {
      let function = facts.functions[index]
      if function.line <= line, line <= function.headLine {
        return facts.string(function.qualifiedName)
      }
    }
    for index in record.classes.indices {
      let definition = facts.classes[index]
      if definition.line <= line, line <= definition.headLine {
        return facts.string(definition.qualifiedName)
      }
    }
    return facts.strings(record.defines).first ?? "it"
  }
}
