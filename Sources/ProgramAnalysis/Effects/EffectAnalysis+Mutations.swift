internal import ModuleFacts
internal import SourceText

/// Whose objects are changed in place, and what that means to whoever runs it.
extension EffectAnalysis {
  /// `NAMES += [...]` on an imported name changes the list of the module it comes from.
  func addAugmented(_ index: Int, in module: Int, to summary: inout EffectSummary) {
    let facts = program.facts(module)
    let scope = program.scope(module)
    for name in facts.nameList(facts.statements[index].defines) {
      let before = scope.writers(of: name).last {
        $0.statement < index && facts.statements[$0.statement].kind != .augAssign
      }
      switch before?.kind {
      case .imported: break
      case nil:
        if scope.starImports.isEmpty { continue }
      default: continue
      }
      summary.registers.insert(
        program.modules[module].name + ":" + facts.string(name)
      )
    }
  }

  func add(
    _ mutation: MutationFacts,
    in module: Int,
    function: Int?,
    to summary: inout EffectSummary
  ) {
    let facts = program.facts(module)
    switch mutation.target.root {
    case .local:
      add(
        origins.origins(of: mutation.target, in: module, function: function),
        line: mutation.line,
        to: &summary
      )
    case .parameter, .receiver:
      summary.changesParameters.insert(mutation.target.parameter)
    case .enclosing:
      let name = facts.strings(mutation.target.names).first ?? ""
      if let outer = outerParameter(name, function, in: module) {
        summary.changesOuter.insert(outer)
      } else {
        summary.add(unknown: "line \(mutation.line) changes an object that can't be told")
      }
    case .expression:
      summary.add(unknown: "line \(mutation.line) changes an object that can't be told")
    case .global:
      if mutation.kind == .global, function != nil {
        summary.globals.insert(
          program.modules[module].name + ":" + facts.string(mutation.member)
        )
        return
      }
      let path = facts.strings(mutation.target.names)
      if path.first == "__class__", let function, let owner = enclosingClass(function, in: module) {
        insert(
          module,
          [facts.string(facts.classes[owner].qualifiedName)] + path.dropFirst(),
          to: &summary
        )
        return
      }
      if function == nil, isOwn(path, in: module) {
        addShared(path, mutation, in: module, to: &summary)
        return
      }
      if function == nil, mutation.kind == .attribute, !mutation.target.isPartial,
        let assigned = assigned(path, facts.string(mutation.member), in: module)
      {
        summary.assigns.insert(assigned)
        return
      }
      add(registered: path, in: module, line: mutation.line, to: &summary)
    }
  }

  /// `Problem.__module__ = __name__` on an imported class: setting it again is setting it.
  func assigned(_ path: [String], _ attribute: String, in module: Int) -> String? {
    guard path.count == 1, !attribute.isEmpty else { return nil }
    // The statement itself counts as a writer of the name it begins with.
    let targets = program.targets(of: path, in: module).filter {
      $0 != .value(module: module, name: path[0])
    }
    guard targets.count == 1 else { return nil }
    switch targets[0] {
    case .classType(let owner, let index) where !program.modules[owner].isExternal:
      let facts = program.facts(owner)
      return program.modules[owner].name + ":" + facts.string(facts.classes[index].qualifiedName)
        + "." + attribute
    case .function(let owner, let index) where !program.modules[owner].isExternal:
      let facts = program.facts(owner)
      return program.modules[owner].name + ":" + facts.string(facts.functions[index].qualifiedName)
        + "." + attribute
    case .function, .classType, .module, .value, .external, .unknown: return nil
    }
  }

  /// The class that `__class__` means in a method, or in a function within one.
  func enclosingClass(_ function: Int, in module: Int) -> Int? {
    let facts = program.facts(module)
    var record = facts.functions[function]
    while record.enclosingFunction != .max {
      record = facts.functions[Int(record.enclosingFunction)]
    }
    return record.enclosingClass == .max ? nil : Int(record.enclosingClass)
  }

  /// The parameter that a variable of an enclosing function is.
  func outerParameter(
    _ name: String,
    _ function: Int?,
    in module: Int
  ) -> EffectSummary.OuterParameter? {
    guard let function else { return nil }
    let facts = program.facts(module)
    var outer = facts.functions[function].enclosingFunction
    while outer != .max {
      let record = facts.functions[Int(outer)]
      if let position = facts.strings(record.parameters).firstIndex(of: name) {
        return EffectSummary.OuterParameter(
          module: module,
          function: Int(outer),
          position: UInt8(clamping: position)
        )
      }
      outer = record.enclosingFunction
    }
    return nil
  }

  /// A change of objects that are not new.
  func add(
    _ origins: Set<ObjectOrigins.Origin>,
    line: UInt32,
    to summary: inout EffectSummary
  ) {
    // The order decides which reason is told.
    for origin in origins.sorted(by: { "\($0)" < "\($1)" }) {
      switch origin {
      case .parameter(let position): summary.changesParameters.insert(position)
      case .global(let owner, let path):
        add(registered: path, in: owner, line: line, to: &summary)
      case .unknown: summary.add(unknown: "line \(line) changes what a call returned")
      }
    }
  }

  func add(
    registered path: [String],
    in module: Int,
    line: UInt32,
    to summary: inout EffectSummary
  ) {
    guard let root = path.first else { return }
    for target in program.targets(of: root, in: module) {
      let rest = path.dropFirst()
      switch target {
      case .value(let owner, let name): insert(owner, [name] + rest, to: &summary)
      case .module(let owner):
        if rest.isEmpty {
          insert(owner, [], to: &summary)
        } else {
          add(registered: Array(rest), in: owner, line: line, to: &summary)
        }
      case .classType(let owner, let index):
        let facts = program.facts(owner)
        insert(owner, [facts.string(facts.classes[index].qualifiedName)] + rest, to: &summary)
      case .function(let owner, let index):
        let facts = program.facts(owner)
        insert(owner, [facts.string(facts.functions[index].qualifiedName)] + rest, to: &summary)
      case .external(let dotted):
        summary.add(
          unknown: "line \(line) changes \(shown(dotted)), which is not part of the project"
        )
      case .unknown:
        summary.add(unknown: "line \(line) changes \(path.joined(separator: "."))")
      }
    }
  }

  func insert(_ module: Int, _ path: [String], to summary: inout EffectSummary) {
    if program.modules[module].isExternal {
      let name = ([program.modules[module].name] + path).joined(separator: ".")
      summary.add(unknown: "it changes \(name), which is not part of the project")
    }
    summary.registers.insert(program.modules[module].name + ":" + path.joined(separator: "."))
  }

  /// Whether a chain starts at a name its own module defines (not one it imports).
  func isOwn(_ path: [String], in module: Int) -> Bool {
    guard let root = path.first else { return false }
    return program.targets(of: root, in: module).allSatisfy {
      switch $0 {
      case .value(let owner, _), .function(let owner, _), .classType(let owner, _): owner == module
      case .module, .external, .unknown: false
      }
    }
  }
}
