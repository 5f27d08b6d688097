internal import ModuleFacts
internal import SourceText

/// Finds out what one function or statement does itself and whom it calls.
struct BehaviourBuilder {
  let resolver: ValueResolver
  let module: Int
  /// Nil for code at module level.
  let function: Int?
  let facts: FileFacts
  var behaviour = Behaviour()
  /// For code at module level: the calls of its statement.
  var statementCalls: ArraySlice<CallFacts> = []

  init(resolver: ValueResolver, module: Int, function: Int?) {
    self.resolver = resolver
    self.module = module
    self.function = function
    facts = resolver.program.facts(module)
  }

  var program: Program { resolver.program }
  var stubs: EffectStubs { resolver.stubs }

  /// What calling a function does.
  static func behaviour(of key: FunctionKey, _ resolver: ValueResolver) -> Behaviour {
    let facts = resolver.program.facts(key.module)
    let record = facts.functions[key.function]
    if record.flags.contains(.pure) { return Behaviour() }
    var builder = BehaviourBuilder(resolver: resolver, module: key.module, function: key.function)
    if let known = builder.userEntry(key) {
      if let kind = known.kind {
        let site = SourceSite(module: key.module, line: record.headLine, column: record.column)
        let what = builder.name(of: key)
        builder.add(kind, what, owner: key.module, how: .call, at: site)
      }
      return builder.behaviour
    }
    let calls = facts.calls[record.calls.indices]
    for mutation in facts.mutations[record.mutations.indices] {
      let start = builder.behaviour.effects.count
      builder.add(mutation, calls)
      if mutation.isOptional { builder.markOptional(effectsFrom: start) }
    }
    for position in record.calls.indices {
      let start = builder.behaviour.effects.count
      let edges = builder.behaviour.edges.count
      builder.add(call: position, in: record.calls)
      if facts.calls[position].flags.contains(.optional) {
        builder.markOptional(effectsFrom: start)
        for index in edges..<builder.behaviour.edges.count {
          builder.behaviour.edges[index].isOptional = true
        }
      }
    }
    return builder.behaviour
  }

  private mutating func markOptional(effectsFrom start: Int) {
    for index in start..<behaviour.effects.count { behaviour.effects[index].conditions = 1 }
  }

  /// What a user's table says of a function of the project.
  func userEntry(_ key: FunctionKey) -> EffectStubs.Entry? {
    guard stubs.speaksOfProjects else { return nil }
    return stubs.entry(of: name(of: key))
  }

  func name(of key: FunctionKey) -> String {
    let facts = program.facts(key.module)
    return program.modules[key.module].name + "."
      + facts.string(facts.functions[key.function].qualifiedName)
  }

  // MARK: - Recording

  mutating func add(
    _ kind: EffectKind,
    _ what: String,
    owner: Int,
    how: ImportEffect.How,
    at site: SourceSite
  ) {
    behaviour.effects.append(
      ImportEffect(kind: kind, what: what, owner: owner, how: how, site: site)
    )
  }

  func site(_ line: UInt32, _ column: UInt32) -> SourceSite {
    SourceSite(module: module, line: line, column: column)
  }

  func shown(_ place: Value.Place) -> String {
    place.module < 0 ? place.name : program.modules[place.module].name + "." + place.name
  }

  // MARK: - Mutations

  mutating func add(_ mutation: MutationFacts, _ calls: ArraySlice<CallFacts>) {
    let site = site(mutation.line, mutation.column)
    let how = mutation.isSlice ? .augmented : Self.how(mutation.kind)
    let names = facts.strings(mutation.target.names)
    let member = facts.string(mutation.member)
    switch mutation.target.base {
    case .global:
      if mutation.kind == .global {
        if function != nil {
          let what = program.modules[module].name + "." + member
          add(.mutation, what, owner: module, how: .global, at: site)
        }
        return
      }
      addGlobal(mutation, calls, names, member, how, site)
    case .receiver, .parameter:
      // What a call on a parameter gave isn't the parameter.
      if mutation.target.root == .expression, !Self.reaches(names) { return }
      let place = ChangeSite(site: site, conditions: mutation.isOptional ? 1 : 0)
      change(mutation.target.parameter, names, member, mutation.kind, how, place)
    case .local:
      guard mutation.target.isCallResult || names.count > 1, !names.isEmpty else { return }
      for value in resolver.values(of: mutation.target, in: module, function: function) {
        changed(value, member, how, site)
      }
    case .enclosing: addEnclosing(names, mutation, member, how, site)
    case .expression: break
    }
  }

  private static func how(_ kind: MutationFacts.Kind) -> ImportEffect.How {
    switch kind {
    case .attribute: .attribute
    case .item: .item
    case .augmented: .augmented
    case .method: .method
    case .global: .global
    }
  }

  /// Whether a chain with a call in it still leads into the object: `table.setdefault(k, [])`.
  static func reaches(_ names: [String]) -> Bool {
    ["setdefault", "get", "values", "items", "__getitem__"].contains(names.last ?? "")
  }

  private mutating func change(
    _ position: UInt8,
    _ names: [String],
    _ member: String,
    _ kind: MutationFacts.Kind,
    _ how: ImportEffect.How,
    _ site: ChangeSite
  ) {
    var path = Array(names.dropFirst())
    if Self.reaches(path) { path.removeLast() }
    // `self.append(x)` is a method of its own class, when that has one.
    if kind == .method, path.isEmpty, let function,
      let owner = resolver.ownerClass(of: function, in: module), position == 0,
      resolver.method(member, of: owner, in: module) != nil
    {
      return
    }
    let key = ParameterChange(
      position: position,
      member: path.first ?? "",
      how: how
    )
    if let known = behaviour.changes[key], known.conditions <= site.conditions { return }
    behaviour.changes[key] = site
  }

  /// A variable of a function around this one: a change of what that was given, or of its own.
  private mutating func addEnclosing(
    _ names: [String],
    _ mutation: MutationFacts,
    _ member: String,
    _ how: ImportEffect.How,
    _ site: SourceSite
  ) {
    guard let root = facts.nameList(mutation.target.names).first, let function else { return }
    var outer = facts.functions[function].enclosingFunction
    while outer != .max {
      let record = facts.functions[Int(outer)]
      if let position = facts.nameList(record.parameters).firstIndex(of: root) {
        let position = position - Int(record.parameters.start)
        behaviour.enclosingChanges.append(
          EnclosingChange(
            function: Int(outer),
            parameter: UInt8(clamping: position),
            how: how,
            site: site
          )
        )
        return
      }
      outer = record.enclosingFunction
    }
    for value in resolver.values(of: mutation.target, in: module, function: function) {
      changed(value, member, how, site)
    }
  }

  private mutating func addGlobal(
    _ mutation: MutationFacts,
    _ calls: ArraySlice<CallFacts>,
    _ names: [String],
    _ member: String,
    _ how: ImportEffect.How,
    _ site: SourceSite
  ) {
    guard let first = names.first else { return }
    var target = mutation.target
    if target.root == .expression {
      if first == "vars", let call = calls.first(where: { isCall($0, of: "vars", at: mutation) }),
        let path = facts.paths[call.arguments.indices].first, path.root == .global
      {
        // `vars(other)[name] = x` sets an attribute of the other.
        for case .module(let target) in resolver.values(of: path, in: module, function: function) {
          changed(.container(Value.Place(module: target, name: "__dict__")), member, how, site)
        }
        return
      }
      if first == "globals" || first == "vars" || first == "locals" {
        // At module level that binds names; in a function somebody else's import may do it.
        if first == "globals", function != nil {
          let what = program.modules[module].name + ".globals()"
          add(.mutation, what, owner: module, how: .global, at: site)
        }
        return
      }
      if Self.reaches(names) {
        // `TABLE.setdefault(k, []).append(v)` changes what is in the table.
        target.names.count -= 1
      } else {
        target.root = target.base
        for value in resolver.result(ofCalling: target, in: module, function: function) {
          changed(value, member, how, site)
        }
        return
      }
    }
    for value in resolver.values(of: target, in: module, function: function) {
      if mutation.kind == .method, isPlainCall(value, names, member) { continue }
      if case .external("sys.modules") = value, mutation.isOwnName || names.count > 2 { continue }
      if case .external("sys.modules") = value, mutation.kind == .attribute { continue }
      // `sys.modules[name].table.append(x)` changes what is in a module, not the table of modules.
      if case .external("sys.modules") = value, mutation.kind == .method, mutation.target.isPartial
      {
        continue
      }
      changed(value, member, how, site, isPartial: target.isPartial)
    }
  }

  private func isCall(_ call: CallFacts, of name: String, at mutation: MutationFacts) -> Bool {
    call.line == mutation.line && facts.dotted(call.callee) == name
  }

  /// Whether `x.append(...)` calls a function of a module or a method that the program defines.
  private func isPlainCall(_ value: Value, _ names: [String], _ member: String) -> Bool {
    switch value {
    case .module, .function, .constant: return true
    case .classType(let module, let index), .instance(let module, let index, _):
      return resolver.method(member, of: index, in: module) != nil
    case .external(let dotted):
      if stubs.isKept(dotted) { return false }
      let last = dotted.lastName
      // A module outside, or an object in it: constants are written in capitals.
      return !(last.count > 1 && last.allSatisfy { $0.isUppercase || $0 == "_" || $0.isNumber })
    case .externalInstance(let type, _):
      if ValueResolver.containerTypes.contains(type) { return false }
      return resolver.outside(type + "." + member).entry?.isPure ?? false
    case .container, .object, .externalMember, .unknown: return false
    }
  }

  /// Attributes that say what something is called: set twice they say the same.
  private static let descriptive: Set<String> = [
    "__module__", "__doc__", "__name__", "__qualname__", "__all__", "__test__", "__wrapped__",
    "__signature__", "__annotations__",
  ]

  /// An object that somebody holds changes.
  mutating func changed(
    _ value: Value,
    _ member: String,
    _ how: ImportEffect.How,
    _ site: SourceSite,
    isPartial: Bool = false
  ) {
    if how == .attribute, Self.descriptive.contains(member) { return }
    switch value {
    case .module(let target):
      guard how == .attribute else { return }
      let what = program.modules[target].name + (member.isEmpty ? "" : "." + member)
      // A module that sets its own names patches nobody.
      add(target == module ? .mutation : .patch, what, owner: target, how: how, at: site)
    case .classType(let owner, let index):
      let facts = program.facts(owner)
      let name =
        program.modules[owner].name + "." + facts.string(facts.classes[index].qualifiedName)
      let isPatch = how == .attribute && !isPartial && owner != module
      add(
        isPatch ? .patch : .mutation,
        isPatch && !member.isEmpty ? name + "." + member : name,
        owner: owner,
        how: how,
        at: site
      )
    case .function(let owner, let index):
      // One that is made inside a function is made anew by each call.
      guard how == .attribute, !isPartial,
        program.facts(owner).functions[index].enclosingFunction == .max
      else { return }
      let name = self.name(of: FunctionKey(module: owner, function: index))
      add(.mutation, name + "." + member, owner: owner, how: how, at: site)
    case .external(let dotted): changedOutside(dotted, member, how, site, isPartial: isPartial)
    case .externalInstance(let type, let place):
      let kind = stubs.exactEntry(of: type + "." + member)?.kind
      guard let place else { return }
      let name = shown(place)
      // What this very module made it may change.
      add(kind ?? .mutation, name, owner: place.module, how: how, at: site)
    case .externalMember(let dotted, let place):
      // An attribute of what somebody keeps: `LOG.handlers.append(...)`.
      let kind =
        stubs.exactEntry(of: how == .attribute ? dotted + "." + member : dotted)?.kind
        ?? stubs.exactEntry(of: dotted)?.kind
      guard let place else { return }
      if how == .method, kind == nil { return }
      add(kind ?? .mutation, shown(place), owner: place.module, how: how, at: site)
    case .instance(_, _, let place):
      guard let place else { return }
      add(.mutation, shown(place), owner: place.module, how: how, at: site)
    case .container(let place):
      guard let place else { return }
      // Changing a module's dictionary is setting its attributes.
      let isNamespace = place.name.hasSuffix("__dict__")
      add(isNamespace ? .patch : .mutation, shown(place), owner: place.module, how: how, at: site)
    case .object(let place):
      // Whether `add` or `update` change it depends on its type, which isn't known.
      if how == .method, function != nil || place.name.contains(".") { return }
      // Attributes of objects are numbers and texts more often than lists: `n = a.b; n += 1`.
      if how == .augmented, place.name.contains(".") { return }
      add(.mutation, shown(place), owner: place.module, how: how, at: site)
    case .constant, .unknown: break
    }
  }

  private mutating func changedOutside(
    _ dotted: String,
    _ member: String,
    _ how: ImportEffect.How,
    _ site: SourceSite,
    isPartial: Bool
  ) {
    let outside = Value.Place.outside
    let attribute = member.isEmpty ? dotted : dotted + "." + member
    if how == .attribute, let kind = stubs.exactEntry(of: attribute)?.kind {
      add(kind, attribute, owner: outside, how: how, at: site)
      return
    }
    var prefix = dotted[...]
    while true {
      if let kind = stubs.exactEntry(of: String(prefix))?.kind {
        add(kind, String(prefix), owner: outside, how: how, at: site)
        return
      }
      guard let dot = prefix.lastIndex(of: ".") else { break }
      prefix = prefix[..<dot]
    }
    if dotted.hasSuffix(".__dict__") {
      add(.patch, dotted, owner: outside, how: how, at: site)
    } else if how == .attribute, !isPartial {
      add(.patch, attribute, owner: outside, how: how, at: site)
    } else {
      add(.mutation, dotted, owner: outside, how: how, at: site)
    }
  }
}
