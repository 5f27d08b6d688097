internal import ModuleFacts
internal import SourceText

/// Effect summaries of functions and statements, through the calls they make.
///
/// A least fixed point over the call graph. What can't be resolved is unknown, with the reason.
package final class EffectAnalysis {
  let program: Program
  private let summaries = FixedPoint<EffectSummary>()
  let methods: MethodTable
  let origins: ObjectOrigins

  /// What the project's settings say: it comes before what the sources and our own tables say.
  private let declared: EffectStubs

  package init(program: Program, declared: EffectStubs = EffectStubs()) {
    self.program = program
    self.declared = declared
    methods = MethodTable(program: program)
    origins = ObjectOrigins(program: program, methods: methods)
  }

  /// What running one top-level statement does, beyond binding names of its own module.
  package func summary(ofStatement index: Int, in module: Int) -> EffectSummary {
    let facts = program.facts(module)
    let statement = facts.statements[index]
    if statement.flags.contains(.pure) { return .none }
    var summary = EffectSummary()
    let writesNamespace = statement.flags.contains(.dynamicNamespace)
    for mutation in facts.mutations[statement.mutations.indices] {
      // `globals()[name] = value` binds names of its own module.
      if writesNamespace, mutation.kind == .item, mutation.target.root == .expression { continue }
      add(mutation, in: module, function: nil, to: &summary)
    }
    let changesInside = facts.mutations[statement.mutations.indices].contains {
      $0.target.isPartial || $0.target.root == .expression
    }
    for call in facts.calls[statement.calls.indices] {
      summary.add(effects(of: call, in: module, function: nil))
      addHandedOver(by: call, changesInside, in: module, to: &summary)
    }
    for index in statement.classes.indices {
      summary.add(classCreation(index, in: module))
    }
    if statement.kind == .augAssign {
      addAugmented(index, in: module, to: &summary)
    }
    // What is left of these is nobody's parameter.
    if !summary.changesOuter.isEmpty {
      summary.changesOuter = []
      summary.add(unknown: "it changes an object that can't be told")
    }
    for name in summary.globals.sorted()
    where !name.hasPrefix(program.modules[module].name + ":") {
      summary.add(
        unknown: "it sets the global name \(name.split(separator: ":").joined(separator: "."))"
      )
    }
    return summary
  }

  /// What calling a function does.
  package func summary(ofFunction index: Int, in module: Int) -> EffectSummary {
    summaries.value(of: FunctionKey(module: module, function: index)) {
      findSummary(ofFunction: $0.function, in: $0.module)
    }
  }

  private func findSummary(ofFunction index: Int, in module: Int) -> EffectSummary {
    let facts = program.facts(module)
    let function = facts.functions[index]
    var summary = EffectSummary()
    if !function.flags.contains(.pure), !function.flags.contains(.generator) {
      for mutation in facts.mutations[function.mutations.indices] {
        add(mutation, in: module, function: index, to: &summary)
      }
      for call in facts.calls[function.calls.indices] {
        summary.add(effects(of: call, in: module, function: index))
      }
    }
    // What functions within it change of its parameters, when it calls them itself.
    for outer in summary.changesOuter where outer.module == module && outer.function == index {
      summary.changesOuter.remove(outer)
      summary.changesParameters.insert(outer.position)
    }
    return summary
  }

  // MARK: - Calls

  private func effects(of call: CallFacts, in module: Int, function: Int?) -> EffectSummary {
    let facts = program.facts(module)
    let path = facts.strings(call.callee.names)
    let arguments = Array(facts.paths[call.arguments.indices])
    if call.opensToRead, program.targets(of: path, in: module) == [.external("builtins.open")] {
      return .none
    }
    if call.isDecorator, call.callee.root == .expression || call.callee.isPartial, !path.isEmpty {
      // `@route("/a")`: the result of a call is called; what it returns is a function inside it.
      var summary = EffectSummary()
      addDispatcher(path, program.targets(of: path, in: module), in: module, to: &summary)
      for target in program.targets(of: path, in: module) {
        summary.add(
          resultEffects(of: target, path, arguments, call: call, in: module, function: function)
        )
      }
      settleReceiver(&summary, path, call, in: module)
      return summary
    }
    switch call.callee.root {
    case .global:
      var summary = EffectSummary()
      let targets = program.targets(of: path, in: module)
      addDispatcher(path, targets, in: module, to: &summary)
      for target in targets {
        summary.add(
          effects(ofCalling: target, path, arguments, call: call, in: module, function: function)
        )
      }
      return summary
    case .parameter:
      // What is passed in is called; whoever calls this function answers for it.
      return path.count > 1
        ? methodEffects(path[path.count - 1], arguments, call: call, in: module, function: function)
        : .none
    case .receiver, .local, .enclosing, .expression:
      guard let name = path.last else {
        return call.callee.root == .local
          ? lambdaEffects(arguments, call: call, in: module, function: function)
          : EffectSummary(unknown: "line \(call.line) calls an object that can't be told")
      }
      if path.count == 1, call.callee.root == .local || call.callee.root == .enclosing {
        return nestedEffects(name, arguments, call: call, in: module, function: function)
      }
      return methodEffects(name, arguments, call: call, in: module, function: function)
    }
  }

  /// `@show.register(int)` adds to the table of a single dispatch function.
  private func addDispatcher(
    _ path: [String],
    _ targets: [Program.Target],
    in module: Int,
    to summary: inout EffectSummary
  ) {
    guard targets.contains(.external("functools.singledispatch.register")) else { return }
    for case .function(let owner, let index) in program.targets(
      of: Array(path.dropLast()),
      in: module
    ) {
      let facts = program.facts(owner)
      insert(owner, [facts.string(facts.functions[index].qualifiedName)], to: &summary)
    }
  }

  func effects(
    ofCalling target: Program.Target,
    _ path: [String],
    _ arguments: [NamePath],
    call: CallFacts,
    in module: Int,
    function: Int?
  ) -> EffectSummary {
    if declared.speaksOfProjects, let known = declaredEffects(of: target, call) { return known }
    switch target {
    case .function(let owner, let index):
      var summary = summary(ofFunction: index, in: owner)
      for decorator in program.facts(owner).functions[index].decorators.indices {
        let chain = program.facts(owner).strings(program.facts(owner).paths[decorator].names)
        for wrapper in program.targets(of: chain, in: owner) {
          summary.add(innerEffects(of: wrapper))
        }
      }
      return applied(summary, to: arguments, in: module, function: function, call: call)
    case .classType(let owner, let index): return construction(of: index, in: owner, call.line)
    case .external(let dotted):
      if dotted == "builtins.object.__setattr__" || dotted == "builtins.object.__delattr__" {
        return applied(
          EffectSummary(changesParameters: [0]),
          to: arguments,
          in: module,
          function: function,
          call: call
        )
      }
      return EffectTable.isPure(dotted)
        ? .none
        : EffectSummary(
          unknown: "line \(call.line) calls \(shown(dotted)), whose effects are not known"
        )
    case .module: return EffectSummary(unknown: "line \(call.line) calls a module")
    case .value, .unknown:
      if case .value(let owner, let name) = target, path.count == 1 || path.last == name,
        let known = effects(ofCallingValue: name, of: owner, arguments, call, in: module, function)
      {
        return known
      }
      if path.count > 1 {
        return methodEffects(
          path[path.count - 1],
          arguments,
          call: call,
          in: module,
          function: function
        )
      }
      return EffectSummary(
        unknown: "line \(call.line) calls \(path.joined(separator: ".")), which can't be resolved"
      )
    }
  }

  /// What the project's settings say of a callable; nil when they are silent.
  private func declaredEffects(of target: Program.Target, _ call: CallFacts) -> EffectSummary? {
    let name: String
    switch target {
    case .function(let owner, let index):
      let facts = program.facts(owner)
      name =
        program.modules[owner].name + "." + facts.string(facts.functions[index].qualifiedName)
    case .classType(let owner, let index):
      let facts = program.facts(owner)
      name = program.modules[owner].name + "." + facts.string(facts.classes[index].qualifiedName)
    case .external(let dotted): name = dotted
    case .module, .value, .unknown: return nil
    }
    guard let entry = declared.entry(of: name) else { return nil }
    if entry.kind != nil {
      return EffectSummary(
        unknown: "line \(call.line) calls \(shown(name)), which the settings say has an effect"
      )
    }
    let isPlain = !entry.isShared && !entry.callsArguments && !entry.changesArgument
    return entry.isPure && isPlain ? EffectSummary.none : nil
  }

  /// Calling what a call to `target` returned: any function nested in it.
  private func resultEffects(
    of target: Program.Target,
    _ path: [String],
    _ arguments: [NamePath],
    call: CallFacts,
    in module: Int,
    function: Int?
  ) -> EffectSummary {
    switch target {
    case .function, .classType:
      return applied(
        innerEffects(of: target),
        to: arguments,
        in: module,
        function: function,
        call: call
      )
    case .external(let dotted):
      return EffectTable.isPure(dotted)
        ? .none
        : EffectSummary(
          unknown: "line \(call.line) calls \(shown(dotted)), whose effects are not known"
        )
    case .module, .value, .unknown:
      if let name = path.last, path.count > 1 {
        let known = methods.named(name)
        if !known.isEmpty {
          return known.reduce(into: EffectSummary()) {
            $0.add(
              applied(
                innerEffects(of: $1),
                to: arguments,
                in: module,
                function: function,
                call: call
              )
            )
          }
        }
        if EffectTable.isPureMethod(name) { return .none }
      }
      return EffectSummary(
        unknown: "line \(call.line) calls what \(path.joined(separator: ".")) returned"
      )
    }
  }

  /// `@registry.named("a")`: what the factory's inner functions do to its `self` is done to the object
  /// before the dot.
  private func settleReceiver(
    _ summary: inout EffectSummary,
    _ path: [String],
    _ call: CallFacts,
    in module: Int
  ) {
    if summary.changesOuter.isEmpty { return }
    let isReceiver = summary.changesOuter.allSatisfy { outer in
      outer.position == 0
        && program.facts(outer.module).functions[outer.function].flags.contains(.method)
    }
    summary.changesOuter = []
    if isReceiver, path.count > 1 {
      add(registered: Array(path.dropLast()), in: module, line: call.line, to: &summary)
    } else {
      summary.add(unknown: "line \(call.line) changes an object that can't be told")
    }
  }

  /// The effects of all functions nested in a decorator factory.
  private func innerEffects(of target: Program.Target) -> EffectSummary {
    guard case .function(let owner, let outer) = target else { return .none }
    var summary = EffectSummary()
    let facts = program.facts(owner)
    for (index, nested) in facts.functions.enumerated()
    where nested.enclosingFunction == UInt32(truncatingIfNeeded: outer) {
      summary.add(self.summary(ofFunction: index, in: owner))
    }
    return summary
  }

  private func nestedEffects(
    _ name: String,
    _ arguments: [NamePath],
    call: CallFacts,
    in module: Int,
    function: Int?
  ) -> EffectSummary {
    let facts = program.facts(module)
    var outer = function.map { UInt32(truncatingIfNeeded: $0) } ?? .max
    while outer != .max {
      for (index, nested) in facts.functions.enumerated()
      where nested.enclosingFunction == outer && facts.string(nested.name) == name {
        return applied(
          summary(ofFunction: index, in: module),
          to: arguments,
          in: module,
          function: function,
          call: call
        )
      }
      let enclosing = facts.functions[Int(outer)]
      if facts.strings(enclosing.parameters).contains(name) { return .none }
      outer = enclosing.enclosingFunction
    }
    if function == nil, !call.callee.isCallResult {
      if let index = innerClass(name, at: call.line, in: module) {
        return construction(of: index, in: module, call.line)
      }
      let found = classFunctions(name, at: call.line, in: module)
      if !found.isEmpty {
        return found.reduce(into: EffectSummary()) { summary, index in
          summary.add(
            applied(
              self.summary(ofFunction: index, in: module),
              to: arguments,
              in: module,
              function: function,
              call: call
            )
          )
        }
      }
    }
    return EffectSummary(unknown: "line \(call.line) calls \(name), which can't be resolved")
  }

  /// A method known by its name only: all methods of that name in the project, or a builtin type's.
  private func methodEffects(
    _ name: String,
    _ arguments: [NamePath],
    call: CallFacts,
    in module: Int,
    function: Int?
  ) -> EffectSummary {
    let methods = self.methods(name, of: call.callee, by: function, in: module)
    if methods.isEmpty {
      if ["__init__", "__init_subclass__", "__new__", "__post_init__"].contains(name) {
        return .none
      }
      if function != nil, name == "__setattr__" || name == "__delattr__" {
        // `super().__setattr__(...)`
        return EffectSummary(changesParameters: [0])
      }
      let aliases = self.methods.aliases(name) + self.methods.innerClasses(name)
      if !aliases.isEmpty {
        return aliases.reduce(into: EffectSummary()) {
          $0.add(
            effects(ofCalling: $1, [name], arguments, call: call, in: module, function: function)
          )
        }
      }
      return EffectTable.isPureMethod(name) || EffectTable.isMutator(name)
        ? .none
        : EffectSummary(unknown: "line \(call.line) calls a method \(name) that can't be resolved")
    }
    var summary = EffectSummary()
    for case .function(let owner, let index) in methods {
      var inner = self.summary(ofFunction: index, in: owner)
      if inner.changesParameters.contains(0) {
        inner.changesParameters.remove(0)
        let path = program.facts(module).strings(call.callee.names)
        switch call.callee.root {
        case .global:
          add(registered: Array(path.dropLast()), in: module, line: call.line, to: &summary)
        case .parameter, .receiver: summary.changesParameters.insert(call.callee.parameter)
        case .local: break
        case .enclosing, .expression:
          inner.add(unknown: "line \(call.line) changes an object that can't be told")
        }
      }
      summary.add(
        applied(
          inner.withoutReceiver,
          to: arguments,
          in: module,
          function: function,
          call: call
        )
      )
    }
    return summary
  }

  /// The methods a call can mean: for `super().__init__()` those of the bases, else all of the name.
  private func methods(
    _ name: String,
    of callee: NamePath,
    by function: Int?,
    in module: Int
  ) -> [Program.Target] {
    if program.isBuiltinMethod(callee, in: module) { return [] }
    if let function, name.hasPrefix("__"), name.hasSuffix("__"),
      let above = methods.inherited(name, by: function, in: module)
    {
      return above
    }
    return methods.named(name)
  }

  /// Effects on parameters become effects on what was passed for them.
  func applied(
    _ summary: EffectSummary,
    to arguments: [NamePath],
    in module: Int,
    function: Int?,
    call: CallFacts
  ) -> EffectSummary {
    guard !summary.changesParameters.isEmpty else { return summary }
    var result = summary
    result.changesParameters = []
    for position in summary.changesParameters.sorted() {
      guard Int(position) < arguments.count else { continue }
      let argument = arguments[Int(position)]
      switch argument.root {
      case .local:
        if call.isDecorator { break }
        add(
          origins.origins(of: argument, in: module, function: function),
          line: call.line,
          to: &result
        )
      case .parameter, .receiver: result.changesParameters.insert(argument.parameter)
      case .global:
        let path = program.facts(module).strings(argument.names)
        if function == nil, isOwn(path, in: module) { continue }
        add(registered: path, in: module, line: call.line, to: &result)
      case .enclosing: result.add(unknown: "line \(call.line) changes an object that can't be told")
      case .expression:
        // The decorated object is made by the statement itself.
        if !call.isDecorator {
          result.add(unknown: "line \(call.line) changes an object that can't be told")
        }
      }
    }
    return result
  }

  func shown(_ dotted: String) -> String {
    dotted.hasPrefix("builtins.") ? String(dotted.dropFirst("builtins.".count)) : dotted
  }
}
