internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Finds the names one scope binds, before the walk goes through it.
///
/// It stops at nested scopes (they are looked at when the walk enters them), except that a `:=` in
/// a comprehension binds outside; expressions without `:=` aren't entered at all.
extension FactWalk {
  /// Declares what `statements` bind in the innermost scope.
  mutating func bind(_ statements: TreeReader.Nodes) {
    for statement in statements { bind(statement) }
  }

  /// The `:=` of a lambda's body bind in the lambda.
  mutating func bindLambdaBody(_ body: NodeID) { bindWalrus(body) }

  /// The same for a class body, which also becomes the members of the class.
  mutating func bindClassBody(_ statements: TreeReader.Nodes) {
    let outer = memberStatement
    for statement in statements {
      memberStatement = statement
      bind(statement)
    }
    memberStatement = outer
  }

  private mutating func bind(_ node: NodeID) {
    switch reader.kind(node) {
    case .functionDef, .asyncFunctionDef:
      declare(symbol(node), .display, member: .function)
      bindWalrus(node)
    case .classDef:
      declare(symbol(node), .display, member: .class)
      bindWalrus(node)
    case .assign:
      let value = reader.child(node, 0)
      bindWalrus(node)
      for target in reader.list(node, 0) { bindTarget(target, value) }
    case .annAssign:
      let value = reader.child(node, 2)
      let target = reader.child(node, 0)
      bindWalrus(node)
      if reader.kind(target) == .name {
        if reader.detail(node) != 0 || value.exists {
          declare(
            symbol(target),
            value.exists ? source(of: value) : .unbound,
            value: value,
            member: value.exists ? .value : .annotation
          )
        }
      }
    case .augAssign:
      let target = reader.child(node, 0)
      bindWalrus(node)
      if reader.kind(target) == .name { declareAugmented(symbol(target)) }
    case .typeAlias: declare(symbol(reader.child(node, 0)), .display)
    case .forLoop, .asyncFor:
      bindWalrus(reader.child(node, 1))
      bindTarget(reader.child(node, 0), .none)
      bind(reader.list(node, 0))
      bind(reader.list(node, 1))
    case .whileLoop:
      bindWalrus(reader.child(node, 0))
      bind(reader.list(node, 0))
      bind(reader.list(node, 1))
    case .ifStatement: bindArms(node)
    case .with, .asyncWith:
      for item in reader.list(node, 0) {
        bindWalrus(reader.child(item, 0))
        bindTarget(reader.child(item, 1), .none)
      }
      bind(reader.list(node, 1))
    case .match:
      bindWalrus(reader.child(node, 0))
      for arm in reader.list(node, 0) {
        bindPattern(reader.child(arm, 0))
        bindWalrus(reader.child(arm, 1))
        bind(reader.list(arm, 0))
      }
    case .tryStatement, .tryStar:
      bind(reader.list(node, 0))
      for handler in reader.list(node, 1) {
        bindWalrus(reader.child(handler, 0))
        if !reader.name(handler, 1).isEmpty { declare(symbol(handler), .unknown) }
        bind(reader.list(handler, 0))
      }
      bind(reader.list(node, 2))
      bind(reader.list(node, 3))
    case .importStatement: bindAliases(reader.list(node, 0))
    case .importFrom: bindAliases(reader.list(node, 0))
    case .global:
      for name in reader.list(node, 0) {
        scopes.bindings[scopes.declare(symbol(name))].isGlobal = true
      }
    case .nonlocal:
      for name in reader.list(node, 0) {
        scopes.bindings[scopes.declare(symbol(name))].isNonlocal = true
      }
    case .delete:
      for target in reader.list(node, 0) { bindTarget(target, .none) }
    default: bindWalrus(node)
    }
  }

  /// An `if` and its `elif`s, which nest in the tree.
  private mutating func bindArms(_ node: NodeID) {
    var current = node
    while true {
      bindWalrus(reader.child(current, 0))
      bind(reader.list(current, 0))
      let orElse = reader.list(current, 1)
      guard orElse.count == 1, reader.kind(orElse[0]) == .ifStatement else {
        bind(orElse)
        return
      }
      current = orElse[0]
    }
  }

  private mutating func bindAliases(_ aliases: TreeReader.Nodes) {
    for alias in aliases where symbol(alias) != KnownName.wildcard.rawValue {
      declare(symbol(alias), .unknown)
    }
  }

  /// A target; `value` is none when what is assigned isn't an expression of its own.
  mutating func bindTarget(_ target: NodeID, _ value: NodeID) {
    switch reader.kind(target) {
    case .name: declare(symbol(target), value.exists ? source(of: value) : .unknown, value: value)
    case .tuple, .list:
      for element in reader.list(target, 0) { bindTarget(element, .none) }
    case .starred: bindTarget(reader.child(target, 0), .none)
    default: break
    }
  }

  private mutating func bindPattern(_ pattern: NodeID) {
    switch reader.kind(pattern) {
    case .matchAs, .matchStar:
      if !reader.name(pattern, 1).isEmpty { declare(symbol(pattern), .unknown) }
      if reader.kind(pattern) == .matchAs { bindPattern(reader.child(pattern, 0)) }
    case .matchSequence, .matchOr:
      for part in reader.list(pattern, 0) { bindPattern(part) }
    case .matchMapping:
      if !reader.name(pattern, 0).isEmpty { declare(symbol(pattern), .unknown) }
      for part in reader.list(pattern, 1) { bindPattern(part) }
    case .matchClass:
      for part in reader.list(pattern, 0) { bindPattern(part) }
      for part in reader.list(pattern, 1) { bindPattern(part) }
    default: break
    }
  }

  /// The `:=` in a part of the tree, nested functions and classes left out (but not what of them
  /// is evaluated here: decorators, defaults, bases).
  private mutating func bindWalrus(_ node: NodeID) {
    guard node.exists, digests.marks[Int(node.index)].contains(.walrus) else { return }
    guard depth < Self.depthLimit else { return }
    depth += 1
    defer { depth -= 1 }
    let kind = reader.kind(node)
    var skippedList = -1
    switch kind {
    case .namedExpr:
      bindTarget(reader.child(node, 0), reader.child(node, 1))
      bindWalrus(reader.child(node, 1))
      return
    case .lambda:
      bindWalrus(reader.child(node, 0))
      return
    case .binOp:
      var left = node
      while reader.kind(left) == .binOp {
        bindWalrus(reader.child(left, 1))
        left = reader.child(left, 0)
      }
      bindWalrus(left)
      return
    case .attribute, .call, .subscript:
      var base = node
      while true {
        switch reader.kind(base) {
        case .attribute: break
        case .subscript: bindWalrus(reader.child(base, 1))
        case .call:
          for argument in reader.list(base, 0) { bindWalrus(argument) }
          for argument in reader.list(base, 1) { bindWalrus(argument) }
        default:
          bindWalrus(base)
          return
        }
        base = reader.child(base, 0)
      }
    case .functionDef, .asyncFunctionDef: skippedList = 0
    case .classDef: skippedList = 2
    default: break
    }
    let shape = NodeShape.all[Int(kind.rawValue)]
    var position = 0
    for index in 0..<shape.fieldCount {
      let field = shape[index]
      if field == .node { bindWalrus(reader.child(node, position)) }
      position += field == .name ? 2 : 1
    }
    let lists = shape.lastListIsNumbers ? shape.listCount - 1 : shape.listCount
    for list in 0..<lists where list != skippedList {
      for child in reader.list(node, list) { bindWalrus(child) }
    }
  }

  private mutating func declareAugmented(_ symbol: UInt32) {
    let index = scopes.declare(symbol)
    // `x += v` may give the same object or a new one: what `x` stood for stays what it may be.
    if scopes.bindings[index].source == .unbound { scopes.bindings[index].source = .unknown }
    scopes.bindings[index].assignments = .max
    addMember(symbol, .value)
  }

  private mutating func declare(
    _ symbol: UInt32,
    _ source: Binding.Source,
    value: NodeID = .none,
    member: MemberFacts.Kind = .value
  ) {
    let index = scopes.declare(symbol)
    scopes.bindings[index].source = scopes.bindings[index].source.joined(source)
    scopes.bindings[index].value = value
    if !value.exists || !isLiteral(value) { scopes.bindings[index].isLiteral = false }
    if scopes.bindings[index].assignments < .max { scopes.bindings[index].assignments += 1 }
    if source == .call { scopes.assign(call: value, to: index) }
    addMember(symbol, member, value)
  }

  /// In a class body, the name becomes a member of the class.
  private mutating func addMember(
    _ symbol: UInt32,
    _ kind: MemberFacts.Kind,
    _ value: NodeID = .none
  ) {
    guard memberStatement.exists, scopes.current.kind == .class else { return }
    var member = MemberFacts(
      name: memberName(symbol),
      kind: kind,
      digest: sealed(memberStatement),
      skeleton: sealedSkeleton(memberStatement)
    )
    if kind == .value, value.exists, source(of: value) == .chain {
      let path = path(of: value)
      facts.paths.append(path)
      member.value = FactRange(start: UInt32(facts.paths.count - 1), count: 1)
    }
    facts.members.append(member)
  }

  /// What a name stands for once it is assigned the value.
  ///
  /// When in doubt: unknown, never new.
  func source(of value: NodeID) -> Binding.Source {
    switch reader.kind(value) {
    case .name: return .chain
    case .attribute:
      var base = reader.child(value, 0)
      while reader.kind(base) == .attribute { base = reader.child(base, 0) }
      return reader.kind(base) == .name ? .chain : .unknown
    case .call: return .call
    case .constant, .dict, .set, .list, .tuple, .listComp, .setComp, .dictComp, .generatorExp,
      .joinedStr, .templateStr, .compare, .unaryOp, .binOp, .lambda:
      return .display
    default: return .unknown
    }
  }
}
