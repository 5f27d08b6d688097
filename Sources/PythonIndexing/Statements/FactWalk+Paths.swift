internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Expressions as paths: whose name a chain of attributes starts from.
extension FactWalk {
  /// The path of an expression.
  ///
  /// A subscript ends it: the path of what is subscripted, partial. So does a call, but then the
  /// root is `expression`: what a call returns is not what its callee is. What is certainly new
  /// (a literal, a display, with `callIsNew` also a call) is `local` without names.
  mutating func path(of node: NodeID, callIsNew: Bool = false) -> NamePath {
    let start = chain.count
    defer { chain.removeLast(chain.count - start) }
    var current = node
    var isPartial = false
    var throughCall = false
    var limit = Int.max
    var hops = 0
    while true {
      switch reader.kind(current) {
      case .attribute:
        chain.append(symbol(current))
        current = reader.child(current, 0)
      case .subscript:
        chain.removeLast(chain.count - start)
        isPartial = true
        current = reader.child(current, 0)
      case .call:
        if let attribute = literalAttribute(current) {
          chain.append(attribute)
          current = reader.list(current, 0).first
          continue
        }
        if callIsNew, current == node {
          var path = NamePath(root: .local, names: .empty)
          path.isCallResult = true
          path.makers = maker(node)
          return path
        }
        chain.removeLast(chain.count - start)
        isPartial = true
        let callee = reader.child(current, 0)
        if reader.kind(callee) == .attribute, KnownName.handsOutPart(symbol(callee)) {
          // `x.setdefault(k, [])` is a part of `x`, as `x[k]` is.
          current = reader.child(callee, 0)
        } else {
          throughCall = true
          current = callee
        }
      case .namedExpr: current = reader.child(current, 1)
      case .name:
        let name = symbol(current)
        guard let index = scopes.lookUp(name, limit: limit) else {
          chain.append(name)
          var path = finish(start, throughCall ? .expression : .global, 0, isPartial)
          path.base = .global
          return path
        }
        let binding = scopes.bindings[index]
        if binding.source == .chain, binding.frame == frame, isStable(binding), hops < 8 {
          // A local that stands for a chain is that chain.
          limit = binding.scope
          hops += 1
          current = binding.value
          continue
        }
        let root = throughCall ? .expression : self.root(of: binding)
        if root != .expression || throughCall { chain.append(name) }
        var path = finish(start, root, binding.parameter, isPartial)
        if root == .local, binding.source == .display, binding.isLiteral,
          binding.assignments > 0, path.names.count == 2
        {
          path.isOfLiteral = true
        }
        if root == .local, binding.source == .call {
          // A name that is among its own makers adds nothing to what it may be.
          let makers = makers(of: index)
          path.isCallResult = makers != nil
          path.makers = makers ?? .empty
        }
        if throughCall { path.base = self.root(of: binding) }
        return path
      case .constant, .dict, .set, .list, .tuple, .listComp, .setComp, .dictComp, .generatorExp,
        .joinedStr, .templateStr, .compare, .unaryOp, .binOp, .lambda:
        let isNew = chain.count == start && !isPartial
        return isNew
          ? NamePath(root: .local, names: .empty) : finish(start, .expression, 0, isPartial)
      default: return finish(start, .expression, 0, isPartial)
      }
    }
  }

  /// The callee of a call: like a path, but of `x.m` where `x` is no chain the names are `[m]`.
  mutating func calleePath(_ node: NodeID) -> NamePath {
    let start = chain.count
    var base = node
    while reader.kind(base) == .attribute {
      chain.append(symbol(base))
      base = reader.child(base, 0)
    }
    let isChain = reader.kind(base) == .name
    if !isChain, chain.count > start {
      defer { chain.removeLast(chain.count - start) }
      var path = finish(start, .expression, 0, false)
      path.isOfLiteral = chain.count - start == 1 && isLiteral(base)
      return path
    }
    chain.removeLast(chain.count - start)
    if reader.kind(node) == .lambda {
      // What stands there runs there.
      return NamePath(root: .local, names: .empty)
    }
    var path = path(of: node)
    if !isChain {
      path.root = .expression
      path.isPartial = true
    }
    return path
  }

  /// The attribute that `getattr(x, "name")` reads, as `x.name` does.
  mutating func literalAttribute(_ call: NodeID) -> UInt32? {
    let function = reader.child(call, 0)
    guard reader.kind(function) == .name, symbol(function) == KnownName.getattr,
      scopes.lookUp(symbol(function)) == nil, reader.list(call, 0).count == 2,
      reader.list(call, 1).isEmpty
    else { return nil }
    let literal = reader.list(call, 0)[1]
    guard reader.kind(literal) == .constant,
      reader.detail(literal) & 0x0f == ConstantKind.string.rawValue
    else { return nil }
    // Between single quotes and without a prefix, as people write it.
    let quoted = reader.bytes(reader.range(literal))
    guard quoted.count > 2, quoted[0] == UInt8(ascii: "'") || quoted[0] == UInt8(ascii: "\"") else {
      return nil
    }
    let text = UnsafeBufferPointer(rebasing: quoted[1..<(quoted.count - 1)])
    let isIdentifier = text.allSatisfy { byte in
      byte == UInt8(ascii: "_") || byte >= 0x80 || (0x30...0x39).contains(byte)
        || (0x41...0x5a).contains(byte & 0xdf)
    }
    return isIdentifier ? symbol(ofText: text) : nil
  }

  /// Whether an expression gives an object of a builtin type.
  func isLiteral(_ node: NodeID) -> Bool {
    switch reader.kind(node) {
    case .constant, .dict, .set, .list, .tuple, .listComp, .setComp, .dictComp, .joinedStr: true
    default: false
    }
  }

  /// Whether one look at a scope's own code tells all the bindings of a name.
  func isStable(_ binding: Binding) -> Bool { !digests.nonlocals.contains(binding.symbol) }

  private func root(of binding: Binding) -> NamePath.Root {
    if binding.frame != frame { return .enclosing }
    if digests.nonlocals.contains(binding.symbol) { return .expression }
    switch binding.source {
    case .parameter:
      return frames[frame].hasReceiver && binding.parameter == 0 ? .receiver : .parameter
    case .display, .call: return .local
    case .chain, .unbound, .unknown: return .expression
    }
  }

  /// Whether a path's root is a local that only ever held literals, displays or definitions.
  func isDisplay(_ node: NodeID) -> Bool {
    var base = node
    while true {
      switch reader.kind(base) {
      case .attribute, .subscript: base = reader.child(base, 0)
      case .name:
        guard let index = scopes.lookUp(symbol(base)) else { return false }
        let binding = scopes.bindings[index]
        return binding.source == .display && binding.frame == frame && isStable(binding)
      case .dict, .set, .list, .listComp, .setComp, .dictComp: return true
      default: return false
      }
    }
  }

  /// Makes the path of the symbols on `chain` from `start` on, which are innermost last.
  private mutating func finish(
    _ start: Int,
    _ root: NamePath.Root,
    _ parameter: UInt8,
    _ isPartial: Bool
  ) -> NamePath {
    let count = chain.count - start
    if count == 0 {
      return NamePath(root: root, parameter: parameter, isPartial: isPartial, names: .empty)
    }
    let names = count == 1 ? single(chain[start]) : reversed(from: start)
    return NamePath(root: root, parameter: parameter, isPartial: isPartial, names: names)
  }

  private mutating func reversed(from start: Int) -> FactRange {
    let first = UInt32(facts.nameLists.count)
    var index = chain.count - 1
    while index >= start {
      let id = name(chain[index])
      facts.nameLists.append(id)
      index -= 1
    }
    return FactRange(start: first, count: UInt32(chain.count - start))
  }

  /// A path of one name is stored once per file.
  mutating func single(_ symbol: UInt32) -> FactRange {
    if !privateClasses.isEmpty, isPrivate(symbol) {
      facts.nameLists.append(name(symbol))
      return FactRange(start: UInt32(facts.nameLists.count - 1), count: 1)
    }
    if singlePaths[Int(symbol)] == .max {
      singlePaths[Int(symbol)] = UInt32(facts.nameLists.count)
      facts.nameLists.append(plainName(symbol))
    }
    return FactRange(start: singlePaths[Int(symbol)], count: 1)
  }

  /// Records a read of a chain: `links` are the attribute nodes after the name, innermost last
  /// in the slice of `spine` they are in.
  ///
  /// - Returns: Whether the chain is one of the module's.
  mutating func visitName(
    _ node: NodeID,
    attributes: Range<Int>,
    role: ReadFacts.Role,
    isPartial: Bool
  ) -> Bool {
    let name = symbol(node)
    var isGlobal = true
    if let index = scopes.lookUp(name) {
      let binding = scopes.bindings[index]
      if binding.frame != frame {
        isGlobal = false
        addFree(name, from: binding.frame)
      } else {
        // A name of a class body that isn't bound yet there is looked up outside.
        isGlobal = scopes.scopes[binding.scope].kind == .class && !binding.isBound
      }
      if isGlobal, let outer = outsideClass(name) {
        isGlobal = false
        addFree(name, from: outer)
      }
    } else if name <= KnownName.wildcard.rawValue {
      visitKnown(name, hasAttributes: !attributes.isEmpty)
    }
    guard isGlobal, suppressed == 0 else { return isGlobal }
    let names: FactRange
    if attributes.isEmpty {
      names = single(name)
    } else {
      let start = chain.count
      for index in attributes { chain.append(symbol(spine[index])) }
      chain.append(name)
      names = reversed(from: start)
      chain.removeLast(chain.count - start)
    }
    add(read: NamePath(root: .global, isPartial: isPartial, names: names), role, at: node)
    return true
  }

  /// The frame of the function whose variable a name means that the class body hasn't bound.
  private func outsideClass(_ name: UInt32) -> Int? {
    guard let index = scopes.lookUp(name, limit: scopes.depth - 1) else { return nil }
    return scopes.bindings[index].frame
  }

  /// Names that mean something by themselves.
  private mutating func visitKnown(_ name: UInt32, hasAttributes: Bool) {
    switch KnownName(rawValue: name) {
    case .globals?, .exec?, .eval?: mark(.dynamicNamespace, orFunction: .dynamicNamespace)
    case .classCell?, .super?:
      if !frames.isEmpty, !privateClasses.isEmpty { frames[frame].flags.insert(.usesClassCell) }
    default: break
    }
  }

  /// Notes a variable of an outer function in all functions between it and here.
  mutating func addFree(_ name: UInt32, from owner: Int) {
    var index = frame
    while index > owner {
      if !frames[index].free.contains(name) { frames[index].free.append(name) }
      index -= 1
    }
  }
}
