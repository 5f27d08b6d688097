internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Statements, in the order they run.
extension FactWalk {
  mutating func visit(_ statements: TreeReader.Nodes) {
    for statement in statements { visitStatement(statement) }
  }

  mutating func visitStatement(_ node: NodeID) {
    switch reader.kind(node) {
    case .functionDef, .asyncFunctionDef: visitFunction(node)
    case .classDef: visitClass(node)
    case .returnStatement:
      visit(reader.child(node, 0))
      returns(reader.child(node, 0))
      recordReturn(reader.child(node, 0))
    case .expression: visit(reader.child(node, 0))
    case .delete:
      for target in reader.list(node, 0) { visitDeleted(target) }
    case .assign:
      visit(reader.child(node, 0))
      for target in reader.list(node, 0) {
        recordBinding(target, reader.child(node, 0))
        visitTarget(target)
      }
      rebind(reader.list(node, 0), to: reader.child(node, 0))
    case .augAssign:
      mark(.operates)
      visitAugmented(node)
      visit(reader.child(node, 1))
    case .annAssign: visitAnnotated(node)
    case .typeAlias:
      let hasParameters = enterTypeParameters(reader.list(node, 0))
      visit(reader.child(node, 1), .annotation)
      if hasParameters { scopes.leave() }
      visitTarget(reader.child(node, 0))
    case .forLoop, .asyncFor:
      mark(.iterates)
      mark(.operates)
      visit(reader.child(node, 1))
      recordUse(.iteration, reader.child(node, 1))
      recordLoop(reader.child(node, 0), over: reader.child(node, 1))
      inArm { walk in
        walk.visitTarget(walk.reader.child(node, 0))
        walk.visit(walk.reader.list(node, 0))
        walk.visit(walk.reader.list(node, 1))
      }
    case .whileLoop:
      mark(.operates)
      visit(reader.child(node, 0))
      if !frames.isEmpty, isAlwaysTrue(reader.child(node, 0)) {
        frames[frame].flags.insert(.loopsForever)
      }
      inArm { walk in
        walk.visit(walk.reader.list(node, 0))
        walk.visit(walk.reader.list(node, 1))
      }
    case .ifStatement: visitIf(node)
    case .with, .asyncWith:
      mark(.operates)
      for item in reader.list(node, 0) {
        visit(reader.child(item, 0))
        recordUse(.entered, reader.child(item, 0))
        recordBinding(reader.child(item, 1), reader.child(item, 0), isEntered: true)
        visitTarget(reader.child(item, 1))
      }
      inArm { walk in walk.visit(walk.reader.list(node, 1)) }
    case .match: visitMatch(node)
    case .tryStatement, .tryStar: visitTry(node)
    case .raise, .assertStatement:
      mark(.raises, orFunction: .raises)
      visit(reader.child(node, 0))
      visit(reader.child(node, 1))
    case .importStatement:
      mark(.imports)
      for alias in reader.list(node, 0) { store(symbol(alias), at: alias) }
    case .importFrom: visitImportFrom(node)
    case .nonlocal:
      for name in reader.list(node, 0) {
        guard let outer = scopes.lookUp(symbol(name)) else { continue }
        addFree(symbol(name), from: scopes.bindings[outer].frame)
      }
    default: break
    }
  }

  /// After `x = x.split()` in the middle of a function, and no other assignment anywhere, the
  /// parameter `x` is what was assigned.
  private mutating func rebind(_ targets: TreeReader.Nodes, to value: NodeID) {
    guard !frames.isEmpty, conditional == 0, targets.count == 1,
      reader.kind(targets[0]) == .name,
      let index = scopes.ownBinding(symbol(targets[0]), at: scopes.depth),
      scopes.bindings[index].isParameter, scopes.bindings[index].assignments == 1,
      isStable(scopes.bindings[index])
    else { return }
    let source = source(of: value)
    guard source == .call || source == .display else { return }
    scopes.bindings[index].source = source
  }

  private mutating func inArm(_ body: (inout FactWalk) -> Void) {
    conditional += 1
    body(&self)
    conditional -= 1
  }

  private mutating func visitAnnotated(_ node: NodeID) {
    let target = reader.child(node, 0)
    let value = reader.child(node, 2)
    visit(value)
    if value.exists { recordBinding(target, value) }
    // Annotations of a function's own variables are never evaluated.
    if !annotationsAreText, scopes.current.kind != .function {
      visit(reader.child(node, 1), .annotation)
    }
    if value.exists {
      visitTarget(target)
    } else if reader.kind(target) == .attribute || reader.kind(target) == .subscript {
      visit(reader.child(target, 0))
      declareReceiverAttribute(target)
      if reader.kind(target) == .subscript { visit(reader.child(target, 1)) }
    }
  }

  /// `self.x: T` alone sets nothing, but says that instances have it.
  private mutating func declareReceiverAttribute(_ target: NodeID) {
    guard !frames.isEmpty, suppressed == 0, reader.kind(target) == .attribute else { return }
    let object = path(of: reader.child(target, 0))
    guard object.root == .receiver, object.names.count == 1, !object.isPartial else { return }
    let member = name(symbol(target))
    if !frames[frame].receiverAttributes.contains(member) {
      frames[frame].receiverAttributes.append(member)
    }
  }

  private mutating func visitIf(_ node: NodeID) {
    mark(.operates)
    var current = node
    let before = suppressed
    conditional += 1
    while true {
      let test = reader.child(current, 0)
      let outer = inTest
      inTest = true
      visit(test)
      inTest = outer
      let outcome = typingTest(test)
      if outcome == .never { suppressed += 1 }
      optional += 1
      visit(reader.list(current, 0))
      optional -= 1
      if outcome == .never { suppressed -= 1 }
      if outcome == .always { suppressed += 1 }
      let orElse = reader.list(current, 1)
      if orElse.count == 1, reader.kind(orElse[0]) == .ifStatement {
        current = orElse[0]
        continue
      }
      optional += 1
      visit(orElse)
      optional -= 1
      break
    }
    conditional -= 1
    suppressed = before
  }

  enum TestOutcome { case unknown, never, always }

  /// Tests that only a type checker takes the other way: `TYPE_CHECKING` under any of its names,
  /// `not` of it, and `False` or `0` itself.
  func typingTest(_ test: NodeID) -> TestOutcome {
    switch reader.kind(test) {
    case .name:
      let name = symbol(test)
      return name == KnownName.typeChecking || typeCheckingAliases.contains(name)
        ? .never : .unknown
    case .attribute: return symbol(test) == KnownName.typeChecking ? .never : .unknown
    case .constant:
      switch ConstantKind(rawValue: reader.detail(test) & 0x0f) {
      case .false?: return .never
      case .integer?: return reader.text(test, is: "0") ? .never : .unknown
      default: return .unknown
      }
    case .unaryOp where reader.detail(test) == Operator.not.rawValue:
      return typingTest(reader.child(test, 0)) == .never ? .always : .unknown
    case .boolOp where reader.detail(test) == Operator.and.rawValue:
      for value in reader.list(test, 0) where typingTest(value) == .never { return .never }
      return .unknown
    default: return .unknown
    }
  }

  private mutating func visitMatch(_ node: NodeID) {
    mark(.operates)
    visit(reader.child(node, 0))
    conditional += 1
    for arm in reader.list(node, 0) {
      visitPattern(reader.child(arm, 0))
      visit(reader.child(arm, 1))
      optional += 1
      visit(reader.list(arm, 0))
      optional -= 1
    }
    conditional -= 1
  }

  private mutating func visitPattern(_ pattern: NodeID) {
    guard pattern.exists, depth < Self.depthLimit else { return }
    depth += 1
    defer { depth -= 1 }
    switch reader.kind(pattern) {
    case .matchValue, .matchSingleton: visit(reader.child(pattern, 0))
    case .matchSequence, .matchOr:
      for part in reader.list(pattern, 0) { visitPattern(part) }
    case .matchMapping:
      for key in reader.list(pattern, 0) { visit(key) }
      for part in reader.list(pattern, 1) { visitPattern(part) }
      if !reader.name(pattern, 0).isEmpty { store(symbol(pattern), at: pattern) }
    case .matchClass:
      visit(reader.child(pattern, 0))
      recordUse(.pattern, reader.child(pattern, 0), everywhere: true)
      for part in reader.list(pattern, 0) { visitPattern(part) }
      for part in reader.list(pattern, 1) { visitPattern(part) }
    case .matchAs, .matchStar:
      if reader.kind(pattern) == .matchAs { visitPattern(reader.child(pattern, 0)) }
      if !reader.name(pattern, 1).isEmpty { store(symbol(pattern), at: pattern) }
    default: break
    }
  }

  private mutating func visitTry(_ node: NodeID) {
    conditional += 1
    visit(reader.list(node, 0))
    for handler in reader.list(node, 1) {
      visit(reader.child(handler, 0))
      recordCaught(reader.child(handler, 0))
      if !reader.name(handler, 1).isEmpty { store(symbol(handler), at: handler) }
      optional += 1
      visit(reader.list(handler, 0))
      optional -= 1
    }
    visit(reader.list(node, 2))
    conditional -= 1
    visit(reader.list(node, 3))
  }

  private mutating func visitImportFrom(_ node: NodeID) {
    mark(.imports)
    for alias in reader.list(node, 0) {
      if symbol(alias) == KnownName.wildcard {
        mark(.starImport)
        continue
      }
      if TreeReader.equal(reader.bytes(reader.name(alias, 0)), "TYPE_CHECKING") {
        typeCheckingAliases.append(symbol(alias))
      }
      store(symbol(alias), at: alias)
    }
  }
}
