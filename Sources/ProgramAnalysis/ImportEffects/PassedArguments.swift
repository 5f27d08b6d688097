internal import ModuleFacts
internal import SourceText

/// Tells a change of a callee's parameter in terms of what the caller passed.
struct PassedArguments {
  let edge: CallEdge
  let resolver: ValueResolver

  enum Result {
    case nothing
    case parameter(ParameterChange)
    case effects([ImportEffect])
  }

  func apply(_ change: ParameterChange, at place: ChangeSite) -> Result {
    var result = apply(change, at: place.site)
    if place.conditions > 0, case .effects(var effects) = result {
      for index in effects.indices { effects[index].conditions += place.conditions }
      result = .effects(effects)
    }
    return result
  }

  private func apply(_ change: ParameterChange, at site: SourceSite) -> Result {
    switch argument(at: change.position) {
    case nil, .new?, .unknown?: return .nothing
    case .parameter(let position)?:
      var outer = change
      outer.position = position
      return .parameter(outer)
    case .newInstance(let module, let index)?:
      return shared(change, classIndex: index, module: module, ofInstance: true, site)
    case .newClass(let module, let index)?:
      return shared(change, classIndex: index, module: module, ofInstance: false, site)
    case .values(let values)?:
      var builder = BehaviourBuilder(resolver: resolver, module: site.module, function: nil)
      for value in values {
        if case .instance(let module, let index, let place) = value, place != nil,
          !change.member.isEmpty,
          case .effects(let effects) = shared(
            change,
            classIndex: index,
            module: module,
            ofInstance: true,
            site
          )
        {
          builder.behaviour.effects += effects
          continue
        }
        builder.changed(value, change.member, change.how, site)
      }
      return builder.behaviour.effects.isEmpty ? .nothing : .effects(builder.behaviour.effects)
    }
  }

  /// A class attribute that is another name of something: that changes.
  private func standing(
    for binding: BindingFacts,
    in owner: Int,
    _ change: ParameterChange,
    _ site: SourceSite
  ) -> Result {
    var builder = BehaviourBuilder(resolver: resolver, module: site.module, function: nil)
    for value in resolver.values(of: binding.path, in: owner, function: nil) {
      switch value {
      case .classType, .module, .instance, .object: builder.changed(value, "", change.how, site)
      default: continue
      }
    }
    return builder.behaviour.effects.isEmpty ? .nothing : .effects(builder.behaviour.effects)
  }

  private func argument(at position: UInt8) -> CallEdge.Argument? {
    let position = Int(position)
    let facts = resolver.program.facts(edge.callee.module)
    // What `*args` gets is spread over many arguments.
    if position < edge.arguments.count,
      position < Int(facts.functions[edge.callee.function].positionalCount)
    {
      return edge.arguments[position]
    }
    if !edge.keywords.isEmpty {
      let parameters = facts.strings(facts.functions[edge.callee.function].parameters)
      guard position < parameters.count else { return nil }
      let passed = edge.keywords.first { $0.name == parameters[position] }?.value
      if let passed { return passed }
    }
    return defaultValue(of: UInt8(clamping: position))
  }

  /// What a parameter is when nothing is passed.
  private func defaultValue(of parameter: UInt8) -> CallEdge.Argument? {
    let callee = edge.callee
    let facts = resolver.program.facts(callee.module)
    if facts.defaults.isEmpty { return nil }
    let position = resolver.index(callee.module)
      .defaultValue(of: parameter, function: callee.function)
    guard let position else { return nil }
    return .values(
      resolver.values(of: facts.defaults[position].path, in: callee.module, function: nil)
    )
  }

  /// A change of what an attribute of a new object holds: of the object's own, or of its class's.
  private func shared(
    _ change: ParameterChange,
    classIndex: Int,
    module: Int,
    ofInstance: Bool,
    _ site: SourceSite
  ) -> Result {
    if change.member.isEmpty { return .nothing }
    let attribute = resolver.sharedAttribute(
      change.member,
      of: classIndex,
      in: module,
      ofInstance: ofInstance
    )
    guard let (owner, position) = attribute else { return .nothing }
    let program = resolver.program
    let facts = program.facts(owner)
    let binding = facts.bindings[position]
    let owningClass = Int(binding.enclosingClass)
    if binding.shape == .chain, !ofInstance {
      return standing(for: binding, in: owner, change, site)
    }
    // A class may change what its own body made.
    if !ofInstance, owner == module, owningClass == classIndex { return .nothing }
    guard binding.shape == .container || binding.shape == .call else { return .nothing }
    let what =
      program.modules[owner].name + "." + facts.string(facts.classes[owningClass].qualifiedName)
      + "." + change.member
    return .effects([
      ImportEffect(kind: .mutation, what: what, owner: owner, how: change.how, site: site)
    ])
  }
}
