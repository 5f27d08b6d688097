internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Expressions, in the order they are evaluated.
extension FactWalk {
  /// Goes through an expression; `role` is what the chains at its surface are read for.
  mutating func visit(_ node: NodeID, _ role: ReadFacts.Role = .value) {
    guard node.exists else { return }
    guard depth < Self.depthLimit else {
      mark(.dynamicNamespace, orFunction: .dynamicNamespace)
      return
    }
    depth += 1
    defer { depth -= 1 }
    switch reader.kind(node) {
    case .name, .attribute, .call, .subscript: visitChain(node, role)
    case .constant: noteLiteral(node)
    case .none: break
    case .boolOp, .joinedStr, .templateStr:
      mark(.operates)
      for value in reader.list(node, 0) { visit(value, role) }
    case .set:
      // Elements and keys are hashed and compared.
      mark(.operates)
      for value in reader.list(node, 0) { visit(value, role) }
    case .list, .tuple:
      for value in reader.list(node, 0) { visit(value, role) }
    case .binOp:
      mark(.operates)
      visitBinary(node, role)
    case .unaryOp, .starred, .await:
      mark(.operates)
      visit(reader.child(node, 0), role)
    case .yield, .yieldFrom:
      if !frames.isEmpty { frames[frame].flags.insert(.generator) }
      visit(reader.child(node, 0), role)
    case .compare:
      mark(.operates)
      recordTypeComparison(node)
      visit(reader.child(node, 0), role)
      for value in reader.list(node, 0) { visit(value, role) }
    case .ifExp, .slice:
      mark(.operates)
      for position in 0..<3 { visit(reader.child(node, position), role) }
    case .dict:
      let keys = reader.list(node, 0)
      let values = reader.list(node, 1)
      if keys.contains(where: { reader.kind($0) != .constant }) { mark(.operates) }
      for index in 0..<max(keys.count, values.count) {
        if index < keys.count { visit(keys[index], role) }
        if index < values.count { visit(values[index], role) }
      }
    case .namedExpr:
      visit(reader.child(node, 1), role)
      store(symbol(reader.child(node, 0)), at: node, skippingComprehensions: true)
    case .formattedValue, .interpolation:
      visit(reader.child(node, 0), role)
      recordUse(.formatted, reader.child(node, 0))
      visit(reader.child(node, 1), role)
    case .keyword: visit(reader.child(node, 2), role)
    case .lambda: visitLambda(node)
    case .listComp, .setComp, .dictComp, .generatorExp: visitComprehension(node)
    default: visitChildren(node, role)
    }
  }

  /// A string that could be a part of a file's path.
  private mutating func noteLiteral(_ node: NodeID) {
    guard frames.isEmpty, suppressed == 0, literals.count < 64,
      reader.detail(node) & 0x0f == ConstantKind.string.rawValue
    else { return }
    let text = reader.value(ofString: node)
    guard (1...120).contains(text.count), text.allSatisfy(Self.isPathByte) else { return }
    let id = text.withUnsafeBufferPointer { facts.names.intern($0) }
    literals.append(id)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  /// Whatever stands where no expression of its kind should: its parts.
  private mutating func visitChildren(_ node: NodeID, _ role: ReadFacts.Role) {
    let shape = NodeShape.all[Int(reader.kind(node).rawValue)]
    var position = 0
    for index in 0..<shape.fieldCount {
      let field = shape[index]
      if field == .node { visit(reader.child(node, position), role) }
      position += field == .name ? 2 : 1
    }
    let lists = shape.lastListIsNumbers ? shape.listCount - 1 : shape.listCount
    for list in 0..<lists {
      for child in reader.list(node, list) { visit(child, role) }
    }
  }

  /// `a + b + c` leans left as deep as it is long.
  private mutating func visitBinary(_ node: NodeID, _ role: ReadFacts.Role) {
    let start = spine.count
    var left = node
    while reader.kind(left) == .binOp {
      spine.append(left)
      left = reader.child(left, 0)
    }
    visit(left, role)
    recordUse(.operand, left)
    var index = spine.count - 1
    while index >= start {
      visit(reader.child(spine[index], 1), role)
      recordUse(.operand, reader.child(spine[index], 1))
      index -= 1
    }
    spine.removeLast(spine.count - start)
  }

  /// A chain of attributes, subscripts and calls, from its base outwards: as long as one likes.
  private mutating func visitChain(_ node: NodeID, _ role: ReadFacts.Role) {
    var lastCall = -1
    let start = spine.count
    defer { spine.removeLast(spine.count - start) }
    var base = node
    descent: while true {
      switch reader.kind(base) {
      case .attribute, .subscript, .call:
        spine.append(base)
        base = reader.child(base, 0)
      default: break descent
      }
    }
    var next = spine.count
    if reader.kind(base) == .name {
      while next > start, reader.kind(spine[next - 1]) == .attribute { next -= 1 }
      let follower = next > start ? reader.kind(spine[next - 1]) : .none
      let isCalled = follower == .call && role == .value
      let isGlobal = visitName(
        base,
        attributes: next..<spine.count,
        role: isCalled ? .callee : role,
        isPartial: follower == .subscript
      )
      if !isGlobal {
        // The outermost of a called chain is in the call.
        for index in next..<spine.count where index > next || follower != .call {
          add(
            attribute: symbol(spine[index]),
            ofReceiver: index == spine.count - 1 && isReceiver(base)
          )
        }
      }
    } else {
      let before = calls.count
      visit(base, role)
      // Where the call is whose result the next part is taken of.
      if startsWithCall(base), calls.count > before { lastCall = before }
    }
    while next > start {
      next -= 1
      let part = spine[next]
      switch reader.kind(part) {
      case .attribute:
        if next == start || reader.kind(spine[next - 1]) != .call { add(attribute: symbol(part)) }
      case .subscript:
        mark(.operates)
        let index = reader.child(part, 1)
        if isModuleNamespace(part, index) {
          mark(.dynamicNamespace, orFunction: .dynamicNamespace)
        }
        visit(index, role)
        recordUse(.subscripted, reader.child(part, 0))
      case .call:
        let before = calls.count
        visitCall(part, receiver: lastCall)
        if let attribute = literalAttribute(part) { add(attribute: attribute) }
        lastCall = before
      default: break
      }
    }
  }

  /// Whether an expression is `call(...) / part`, or that of an attribute of a call: a path joined with
  /// a part of one is a path.
  private func startsWithCall(_ node: NodeID) -> Bool {
    guard reader.kind(node) == .binOp, reader.detail(node) == Operator.div.rawValue else {
      return false
    }
    var left = node
    while reader.kind(left) == .binOp || reader.kind(left) == .attribute {
      left = reader.child(left, 0)
    }
    guard reader.kind(left) == .call else { return false }
    var callee = reader.child(left, 0)
    while reader.kind(callee) == .attribute { callee = reader.child(callee, 0) }
    return reader.kind(callee) == .name
  }

  /// Whether a name is the `self` of the method around it.
  private func isReceiver(_ name: NodeID) -> Bool {
    guard let index = scopes.lookUp(symbol(name)) else { return false }
    let binding = scopes.bindings[index]
    return binding.frame == frame && binding.source == .parameter && binding.parameter == 0
      && !frames.isEmpty && frames[frame].hasReceiver
  }

  /// Whether a subscript is `sys.modules[__name__]`.
  private func isModuleNamespace(_ node: NodeID, _ index: NodeID) -> Bool {
    guard reader.kind(index) == .name, symbol(index) == KnownName.moduleName else { return false }
    let object = reader.child(node, 0)
    return reader.kind(object) == .attribute && symbol(object) == KnownName.modules
      || reader.kind(object) == .name && symbol(object) == KnownName.modules
  }

  private mutating func visitComprehension(_ node: NodeID) {
    mark(.iterates)
    mark(.operates)
    let isDict = reader.kind(node) == .dictComp
    let generators = reader.list(node, 0)
    guard !generators.isEmpty else { return }
    // The first iterable belongs to the scope around.
    visit(reader.child(generators[0], 1))
    let kind: Scope.Kind = reader.kind(node) == .generatorExp ? .generator : .comprehension
    scopes.enter(kind, frame: frame)
    for generator in generators { bindTarget(reader.child(generator, 0), .none) }
    recordUse(.iteration, reader.child(generators[0], 1))
    for (position, generator) in generators.enumerated() {
      if position > 0 { visit(reader.child(generator, 1)) }
      visitTarget(reader.child(generator, 0))
      for condition in reader.list(generator, 0) { visit(condition) }
    }
    visit(reader.child(node, 0))
    if isDict { visit(reader.child(node, 1)) }
    scopes.leave()
  }
}
