internal import ModuleFacts
internal import SourceText

/// Calls: whom they reach, and with what.
extension BehaviourBuilder {
  /// Adds the call at a position of the pool; `range` is the list it is in.
  mutating func add(call position: Int, in range: FactRange) {
    let call = facts.calls[position]
    if call.isDecorator, isDeclaredPure(call.callee) { return }
    let site = site(call.line, call.column)
    let callees = callees(of: position, call)
    if callees.isEmpty {
      addUnresolved(call, site)
      return
    }
    for callee in callees {
      // What a decorator made of a function, when that can't be called: then the function is meant.
      if callees.count > 1, case .instance(let owner, let index, _) = callee,
        resolver.method("__call__", of: index, in: owner) == nil
      {
        continue
      }
      add(callee, position, site)
    }
  }

  /// What the callee of a call stands for; empty when a parameter or something untold is called.
  func callees(of position: Int, _ call: CallFacts) -> [Value] {
    let path = call.callee
    if path.root == .expression, path.base != .expression, !path.names.isEmpty, call.isDecorator {
      // `@route("/a")`: what the call gave is called.
      return resolver.result(ofCalling: decoratorFactory(path), in: module, function: function)
    }
    if path.root == .expression, call.receiver > 0 {
      let inner = position - Int(call.receiver)
      // `f(a)(b)`: the path names what the call before calls.
      if path.base != .expression { return results(of: inner) }
      // `Thread(...).start()`: an attribute of what the call before gave.
      if !path.names.isEmpty {
        return facts.strings(path.names).reduce(results(of: inner)) { values, name in
          values.flatMap { resolver.member(name, of: $0) }
        }
      }
    }
    if path.root == .expression || path.isPartial { return [] }
    if path.base == .parameter { return [] }
    if path.base == .enclosing, isParameterOfOuter(path) { return [] }
    return resolver.values(of: path, in: module, function: function)
  }

  /// What the call at a position of the pool gives.
  private func results(of position: Int) -> [Value] {
    let call = facts.calls[position]
    if call.receiver > 0, call.callee.root == .expression {
      return callees(of: position, call).flatMap { resolver.result(ofCalling: $0) }
    }
    guard call.callee.base != .parameter, call.callee.base != .expression else { return [] }
    return resolver.result(ofCalling: call.callee, in: module, function: function)
  }

  /// Whether a user's table calls the function pure that makes a decorator: then using it is harmless too.
  private func isDeclaredPure(_ path: NamePath) -> Bool {
    guard stubs.speaksOfProjects, path.root == .expression || path.isPartial, !path.names.isEmpty
    else { return false }
    return resolver.values(of: decoratorFactory(path), in: module, function: function).contains {
      guard case .function(let owner, let index) = $0 else { return false }
      return userEntry(FunctionKey(module: owner, function: index))?.isPure ?? false
    }
  }

  /// The path of a decorator that is called, as that of its callee.
  private func decoratorFactory(_ path: NamePath) -> NamePath {
    var factory = path
    factory.root = path.base
    factory.isPartial = false
    return factory
  }

  private func isParameterOfOuter(_ path: NamePath) -> Bool {
    guard let root = facts.nameList(path.names).first, let function else { return false }
    var outer = facts.functions[function].enclosingFunction
    while outer != .max {
      let record = facts.functions[Int(outer)]
      if facts.nameList(record.parameters).contains(root) { return true }
      outer = record.enclosingFunction
    }
    return false
  }

  private mutating func addUnresolved(
    _ call: CallFacts,
    _ site: SourceSite
  ) {
    if call.callee.base == .parameter, call.callee.root == .parameter, call.callee.names.count == 1
    {
      behaviour.calledParameters.insert(call.callee.parameter)
      return
    }
    if let method = method(of: call), isHarmless(method: method) { return }
    addUnknown(call, site)
  }

  /// The name of the method that a call calls; nil when it calls a name.
  private func method(of call: CallFacts) -> String? {
    guard call.callee.names.count > 1 || call.callee.root == .expression else { return nil }
    return facts.nameList(call.callee.names).last.map { facts.string($0) }
  }

  private func isHarmless(method: String) -> Bool {
    EffectTable.isPureMethod(method) || Self.mutators.contains(method)
  }

  private mutating func addUnknown(_ call: CallFacts, _ site: SourceSite) {
    if behaviour.effects.contains(where: { $0.kind == .unknown }) { return }
    let names = facts.strings(call.callee.names)
    let what = names.isEmpty ? "the result of an expression" : names.joined(separator: ".")
    add(.unknown, what, owner: Value.Place.outside, how: .call, at: site)
  }

  /// Methods of builtin containers that change them: mutations of their own in the facts.
  static let mutators: Set<String> = [
    "append", "add", "update", "insert", "extend", "pop", "remove", "discard", "clear",
    "setdefault", "popitem", "sort", "reverse", "appendleft", "extendleft", "popleft", "rotate",
    "intersection_update", "difference_update", "symmetric_difference_update",
  ]

  private mutating func add(
    _ callee: Value,
    _ position: Int,
    _ site: SourceSite
  ) {
    let call = facts.calls[position]
    switch callee {
    case .function(let owner, let index):
      let key = FunctionKey(module: owner, function: index)
      let record = program.facts(owner).functions[index]
      // A generator or coroutine runs when somebody goes through it.
      if record.flags.contains(.generator) || record.flags.contains(.async) { return }
      let receiver = receiver(of: position, callee: key)
      behaviour.edges.append(edge(to: key, call, receiver, site))
    case .classType(let owner, let index):
      for hook in resolver.constructors(of: index, in: owner) {
        let instance = CallEdge.Argument.newInstance(module: owner, classIndex: index)
        behaviour.edges.append(edge(to: hook.key, call, hook.isNew ? .new : instance, site))
      }
    case .instance(let owner, let index, _):
      guard
        case .function(let module, let function)? = resolver.method(
          "__call__",
          of: index,
          in: owner
        )
      else { return addUnknown(call, site) }
      let key = FunctionKey(module: module, function: function)
      behaviour.edges.append(edge(to: key, call, .values([callee]), site))
    case .external(let dotted): addOutside(dotted, call, site)
    case .externalMember(let dotted, let place):
      // Whoever made the object new can't be refused twice.
      let isOwn = place.map { $0.module == module } ?? true
      if isOwn, resolver.outside(dotted).entry?.kind == .rejected { return }
      addOutside(dotted, call, site)
    case .externalInstance(let type, _):
      // What a call outside gave is called: a decorator made by a factory, which acted already.
      let known = resolver.outside(type)
      if known.entry == nil, !known.isPure { addUnknown(call, site) }
    case .object, .unknown, .container:
      if let method = method(of: call), isHarmless(method: method) { return }
      addUnknown(call, site)
    case .module, .constant: break
    }
  }

  /// What `self` is in a call of a method; nil when the callee takes none from the call.
  private func receiver(
    of position: Int,
    callee: FunctionKey
  ) -> CallEdge.Argument? {
    let call = facts.calls[position]
    let target = program.facts(callee.module)
    let record = target.functions[callee.function]
    guard record.flags.contains(.method) else { return nil }
    let decorators = target.paths[record.decorators.indices].compactMap {
      $0.names.count == 1 ? target.dotted($0) : nil
    }
    if decorators.contains("staticmethod") { return nil }
    let isClassMethod = decorators.contains("classmethod")
    if call.callee.root == .expression || call.isDecorator, call.callee.names.isEmpty {
      return .new
    }
    var owner = call.callee
    if owner.base == .expression, call.receiver > 0 { return receiver(before: position, call) }
    guard owner.names.count > 1 else { return boundReceiver(owner) }
    owner.names.count -= 1
    if owner.base == .parameter || owner.base == .receiver {
      return owner.names.count == 1 ? .parameter(owner.parameter) : .unknown
    }
    if call.callee.root == .expression, call.receiver > 0 { return .new }
    let values = resolver.values(of: owner, in: module, function: function)
    // `C.method(x)`: the instance is the first argument.
    let isUnbound = values.contains {
      if case .classType = $0 { return true }
      return false
    }
    return isUnbound && !isClassMethod ? nil : .values(values)
  }

  /// `make().method()`: what the call before gave; new, unless somebody keeps that.
  private func receiver(before position: Int, _ call: CallFacts) -> CallEdge.Argument {
    let names = facts.strings(call.callee.names)
    let values = names.dropLast().reduce(results(of: position - Int(call.receiver))) {
      values,
      name in values.flatMap { resolver.member(name, of: $0) }
    }
    return values.contains { $0.place != nil } ? .values(values) : .new
  }

  /// `add = table.add` at module level, and then `add(x)`: the table.
  private func boundReceiver(_ callee: NamePath) -> CallEdge.Argument {
    guard callee.base == .global, let name = facts.nameList(callee.names).first,
      let position = resolver.index(module).moduleBindings[name]?.last,
      facts.bindings[position].shape == .chain, facts.bindings[position].path.root == .global,
      facts.bindings[position].path.names.count > 1
    else { return .unknown }
    var owner = facts.bindings[position].path
    owner.names.count -= 1
    return .values(resolver.values(of: owner, in: module, function: nil))
  }

  private func edge(
    to key: FunctionKey,
    _ call: CallFacts,
    _ receiver: CallEdge.Argument?,
    _ site: SourceSite
  ) -> CallEdge {
    let arguments = facts.paths[call.arguments.indices]
    let keywords = call.keywords.isEmpty ? [] : facts.strings(call.keywords)
    let count = max(0, arguments.count - keywords.count)
    var positional: [CallEdge.Argument] = []
    positional.reserveCapacity(count + (receiver == nil ? 0 : 1))
    if let receiver { positional.append(receiver) }
    for path in arguments.prefix(count) { positional.append(argument(path, call)) }
    var edge = CallEdge(callee: key, site: site, arguments: positional)
    for (name, path) in zip(keywords, arguments.suffix(keywords.count)) {
      edge.keywords.append((name, argument(path, call)))
    }
    return edge
  }

  func argument(_ path: NamePath, _ call: CallFacts) -> CallEdge.Argument {
    if call.isDecorator, path.root == .expression { return .new }
    switch path.root {
    case .parameter, .receiver:
      return path.names.count == 1 && !path.isPartial ? .parameter(path.parameter) : .unknown
    case .local where path.names.isEmpty: return .new
    case .global, .local, .enclosing:
      if path.isPartial { return .unknown }
      let values = resolver.values(of: path, in: module, function: function)
      return .values(values)
    case .expression: return .unknown
    }
  }

  // MARK: - Outside the program

  private mutating func addOutside(
    _ dotted: String,
    _ call: CallFacts,
    _ site: SourceSite
  ) {
    let outside = Value.Place.outside
    let known = resolver.outside(dotted)
    guard let entry = known.entry else {
      if known.isPure { return }
      let method = String(dotted.lastName)
      if Self.mutators.contains(method) { return }
      if behaviour.effects.contains(where: { $0.kind == .unknown }) { return }
      add(.unknown, shortened(dotted), owner: outside, how: .call, at: site)
      return
    }
    if entry.callsArguments { addCalled(call, site) }
    if entry.changesArgument { addChanged(call, site) }
    guard var kind = entry.kind else {
      if dotted == "builtins.next" { addConsumed(call, site) }
      return
    }
    if kind == .fileRead, call.flags.contains(.writes) { kind = .fileWrite }
    if kind == .code, call.flags.contains(.literalArgument) { return }
    if kind == .rejected, isInOwnRegistry(call) { return }
    if dotted == "weakref.finalize", !isAboutSharedObject(call) { return }
    // `with catch_warnings():` puts the filters back.
    if kind == .setting, dotted.hasPrefix("warnings."), entersCatchWarnings { return }
    // A dispatcher, a class or a logger of this module is its own to change.
    if kind == .registry || kind == .logging || kind == .mutation || kind == .rejected,
      let owner = ownerOfReceiver(call)
    {
      add(kind, shown(owner), owner: owner.module, how: .call, at: site)
      return
    }
    add(kind, shortened(dotted), owner: outside, how: .call, at: site)
  }

  /// Whether a registry of this very module is passed: one that it makes anew each time.
  private func isInOwnRegistry(_ call: CallFacts) -> Bool {
    facts.paths[call.arguments.indices].contains { path in
      guard path.root == .global, !path.isPartial else { return false }
      return resolver.values(of: path, in: module, function: function).contains {
        guard case .externalInstance(let type, let place?) = $0, place.module == module else {
          return false
        }
        return type.hasSuffix("MetaData") || type.lowercased().hasSuffix("registry")
      }
    }
  }

  /// `heappush(QUEUE, x)`: what is passed first changes.
  private mutating func addChanged(_ call: CallFacts, _ site: SourceSite) {
    guard let path = facts.paths[call.arguments.indices].first, !path.isPartial else { return }
    switch path.root {
    case .global:
      for value in resolver.values(of: path, in: module, function: function) {
        if case .external = value { continue }
        changed(value, "", .method, site)
      }
    case .parameter, .receiver:
      let member = path.names.count > 1 ? facts.strings(path.names)[1] : ""
      let change = ParameterChange(position: path.parameter, member: member, how: .method)
      if behaviour.changes[change] == nil {
        behaviour.changes[change] = ChangeSite(site: site, conditions: 0)
      }
    case .local, .enclosing, .expression: break
    }
  }

  /// Whether the first argument is an object that some module keeps.
  private func isAboutSharedObject(_ call: CallFacts) -> Bool {
    guard let path = facts.paths[call.arguments.indices].first, path.base == .global else {
      return false
    }
    return resolver.values(of: path, in: module, function: function).contains { value in
      value.place.map { $0.module != module } ?? false
    }
  }

  private var entersCatchWarnings: Bool {
    guard let name = facts.find("catch_warnings") else { return false }
    let calls: [CallFacts]
    if let function {
      calls = Array(facts.calls[facts.functions[function].calls.indices])
    } else {
      calls = Array(statementCalls)
    }
    return calls.contains { facts.nameList($0.callee.names).last == name }
  }

  /// `builtins.open` is `open` for people.
  func shortened(_ dotted: String) -> String {
    dotted.hasPrefix("builtins.") ? String(dotted.dropFirst("builtins.".count)) : dotted
  }

  /// Functions given to `map` and the like run.
  private mutating func addCalled(_ call: CallFacts, _ site: SourceSite) {
    for path in facts.paths[call.arguments.indices] {
      for value in called(path) {
        switch value {
        case .function(let owner, let index):
          let key = FunctionKey(module: owner, function: index)
          behaviour.edges.append(CallEdge(callee: key, site: site, arguments: []))
        case .external(let dotted):
          if let kind = resolver.outside(dotted).entry?.kind {
            add(kind, shortened(dotted), owner: Value.Place.outside, how: .call, at: site)
          }
        default: break
        }
      }
    }
  }

  /// What an argument that is called may be: a function, or one that a call gave.
  private func called(_ path: NamePath) -> [Value] {
    if path.root == .global, !path.isPartial {
      return resolver.values(of: path, in: module, function: function)
    }
    guard path.isCallResult, let maker = path.makers.indices.first else { return [] }
    let callee = facts.makers[maker].callee
    guard callee.root == .global, !callee.isPartial else { return [] }
    return resolver.result(ofCalling: callee, in: module, function: function)
  }

  /// `next(shared)`.
  private mutating func addConsumed(_ call: CallFacts, _ site: SourceSite) {
    guard let path = facts.paths[call.arguments.indices].first, path.root == .global else { return }
    for value in resolver.values(of: path, in: module, function: function) {
      guard let place = value.place else { continue }
      add(.mutation, shown(place), owner: place.module, how: .consumed, at: site)
    }
  }

  /// The program's own object that a method of the outside is called on: `dispatch.register(...)`.
  private func ownerOfReceiver(_ call: CallFacts) -> Value.Place? {
    var owner = call.callee
    guard owner.base == .global || owner.base == .local, owner.names.count > 1 else { return nil }
    owner.names.count -= 1
    owner.root = owner.base
    for value in resolver.values(of: owner, in: module, function: function) {
      switch value {
      case .function(let module, let index):
        let facts = program.facts(module)
        let name = facts.string(facts.functions[index].qualifiedName)
        return Value.Place(module: module, name: name)
      case .classType(let module, let index):
        let facts = program.facts(module)
        return Value.Place(module: module, name: facts.string(facts.classes[index].qualifiedName))
      case .externalInstance(_, let place?), .externalMember(_, let place?): return place
      default: continue
      }
    }
    return nil
  }
}
