internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// What a change of a class changes with it.
extension Propagation {
  /// A class has another member of a name than before: its own, or one it inherits.
  func changeMember(_ name: String, ofClass index: Int, in module: Int, because: String) {
    let facts = program.facts(module)
    let shown = "\(facts.string(facts.classes[index].qualifiedName)).\(name)"
    for caller in callers.callers(ofMember: name, of: index, in: module) {
      switch caller {
      case .function(let other):
        changeFunction(other, because: "it can come to \(shown), \(because)")
      case .statement(let statement):
        run(statement, because: "it comes to \(shown) at import time, \(because)")
      }
    }
  }

  /// Classes that a statement derives from a changed one: they need not be made again to be changed, too.
  func changeDerived(
    _ statement: StatementID,
    _ change: NameChange,
    of base: [NameID],
    because: String
  ) {
    // A docstring is not inherited.
    guard change.contains(.behaviour) else { return }
    let inherited = change.intersection([.content, .behaviour])
    let facts = program.facts(statement.module)
    for index in facts.statements[statement.statement].classes.indices {
      let definition = facts.classes[index]
      guard definition.enclosingFunction == .max,
        facts.paths[definition.bases.indices].contains(where: {
          $0.root == .global && facts.nameList($0.names) == base[...]
        })
      else { continue }
      var outermost = definition
      while outermost.enclosingClass != .max {
        outermost = facts.classes[Int(outermost.enclosingClass)]
      }
      let name = NameKey(module: statement.module, name: facts.string(outermost.name))
      self.change(name, inherited, because: "its base changed: \(because)")
    }
  }

  /// Whether making the classes of a statement looks at more of their bases than the method order.
  func inspectsBases(_ statement: StatementID) -> Bool {
    let facts = program.facts(statement.module)
    for index in facts.statements[statement.statement].classes.indices {
      let definition = facts.classes[index]
      if !definition.decorators.isEmpty || !definition.metaclass.isEmpty
        || !definition.keywords.isEmpty
      {
        return true
      }
      if hasHooks(index, in: statement.module, depth: 0) { return true }
    }
    return false
  }

  private func hasHooks(_ index: Int, in module: Int, depth: Int) -> Bool {
    if depth > 50 { return true }
    let facts = program.facts(module)
    let definition = facts.classes[index]
    if !definition.metaclass.isEmpty || depth > 0 && !definition.decorators.isEmpty { return true }
    if program.method("__init_subclass__", of: index, in: module) != nil { return true }
    for path in facts.paths[definition.bases.indices] {
      guard path.root == .global else { return true }
      for target in program.targets(of: facts.strings(path.names), in: module) {
        switch target {
        case .classType(let owner, let base):
          if hasHooks(base, in: owner, depth: depth + 1) { return true }
        case .external(let dotted):
          let isPlain =
            dotted.hasPrefix("builtins.") || dotted == "typing.Generic"
            || dotted == "threading.Thread" || dotted == "threading.local"
          if !isPlain { return true }
        case .function, .module, .value, .unknown: return true
        }
      }
    }
    return false
  }
}
