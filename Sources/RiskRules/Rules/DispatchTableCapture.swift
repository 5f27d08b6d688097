internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Tables of classes or functions that another module defines.
enum DispatchTableCapture: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP306",
    "dispatch-table-capture",
    .warning,
    "A module-level table holds classes or functions of another module"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() where isTable(binding, module) {
      let statement = module.facts.statements[Int(binding.statement)]
      guard statement.kind == .assign || statement.kind == .annAssign else { continue }
      let held = held(by: statement, module)
      guard let first = held.first else { continue }
      let name = module.string(binding.name)
      add(name, first, held.count, binding.line, binding.column, module, &findings)
    }
    // `TABLE["name"] = other.function`
    for statement in module.runningStatements {
      let record = module.facts.statements[statement]
      guard record.kind == .assign, record.mutations.count == 1 else { continue }
      let mutation = module.facts.mutations[Int(record.mutations.start)]
      guard mutation.kind == .item, mutation.target.root == .global,
        mutation.target.names.count == 1, holdsOwnTable(mutation.target, module)
      else { continue }
      let held = held(by: record, module)
      guard let first = held.first else { continue }
      let name = module.written(mutation.target)
      add(name, first, held.count, mutation.line, mutation.column, module, &findings)
    }
  }

  /// Whether a name is given a table: a display, or `dict(name=function)`.
  private static func isTable(_ binding: BindingFacts, _ module: RuleSubject) -> Bool {
    switch binding.shape {
    case .container, .tuple: return true
    case .call:
      guard case .external(let dotted)? = module.values(binding.path).first else { return false }
      return module.facts.statements[Int(binding.statement)].calls.count == 1
        && [
          "builtins.dict", "builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset",
          "collections.OrderedDict", "types.MappingProxyType",
        ].contains(dotted)
    case .literal, .entered, .chain, .lambda, .other: return false
    }
  }

  private static func holdsOwnTable(_ path: NamePath, _ module: RuleSubject) -> Bool {
    module.values(path).contains {
      switch $0 {
      case .container(let place?): place.module == module.index
      case .externalInstance(let type, let place?):
        place.module == module.index && ValueResolver.containerTypes.contains(type)
      default: false
      }
    }
  }

  /// The functions and classes of other modules that a statement reads.
  private static func held(by statement: StatementFacts, _ module: RuleSubject) -> [Value] {
    var held: [Value] = []
    for read in module.facts.reads[statement.reads.indices]
    where read.role == .value && read.path.root == .global && !read.path.isPartial {
      for value in module.values(read.path) {
        switch value {
        case .function, .classType:
          if module.isForeign(value), !held.contains(value) { held.append(value) }
        default: continue
        }
      }
    }
    return held
  }

  private static func add(
    _ name: String,
    _ first: Value,
    _ count: Int,
    _ line: UInt32,
    _ column: UInt32,
    _ module: RuleSubject,
    _ findings: inout RuleFindings
  ) {
    let more = count > 1 ? " and \(count - 1) more" : ""
    findings.add(
      line: line,
      column: column,
      symbol: name,
      "the table \(name) holds \(module.shown(first))\(more): once that is reloaded, it has the old "
        + "one and looking the new one up misses",
      help: "reload this module after it, or key the table by qualified name"
    )
  }
}
