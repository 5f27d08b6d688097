internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Calls: what is called, with what, and what the callee's name says it changes.
extension FactWalk {
  /// Records a call and goes through its arguments; the callee was visited before.
  ///
  /// `receiver` is the place in `calls` of the call whose result the callee is taken of, or -1.
  mutating func visitCall(_ node: NodeID, receiver: Int = -1) {
    let function = reader.child(node, 0)
    let arguments = reader.list(node, 0)
    let keywords = reader.list(node, 1)
    if suppressed == 0 { record(node, function, arguments, keywords, receiver) }
    for argument in arguments { visit(argument) }
    for keyword in keywords { visit(reader.child(keyword, 2)) }
  }

  private mutating func record(
    _ node: NodeID,
    _ function: NodeID,
    _ arguments: TreeReader.Nodes,
    _ keywords: TreeReader.Nodes,
    _ receiver: Int
  ) {
    var call = call(node)
    call.opensToRead = opensToRead(function, arguments, keywords)
    if receiver >= 0 { call.receiver = UInt16(clamping: calls.count - receiver) }
    if optional > 0 { call.flags.insert(.optional) }
    readArguments(arguments, keywords, into: &call)
    calls.append(call)
    switch reader.kind(function) {
    case .attribute:
      let method = symbol(function)
      if method < KnownName.mutatorCount {
        let object = reader.child(function, 0)
        if !isDisplay(object) { add(.method, path(of: object), name(method), at: node) }
      } else if method == KnownName.readText || method == KnownName.readBytes {
        recordFile(fromPath: reader.child(function, 0))
      } else if method == KnownName.open {
        recordFile(fromPath: reader.child(function, 0))
        recordFile(arguments.first)
      } else if method == KnownName.setattr || method == KnownName.delattr {
        recordAttributeChange(node, arguments)
      }
    case .name where scopes.lookUp(symbol(function)) == nil:
      recordTypeTest(function, arguments)
      recordBuiltin(symbol(function), node, arguments)
    default: break
    }
  }

  /// A call with its callee and arguments as paths.
  mutating func call(_ node: NodeID) -> CallFacts {
    let callee = calleePath(reader.child(node, 0))
    // Paths of arguments may put others into the pool, and those of one call lie side by side.
    let first = arguments.count
    for argument in reader.list(node, 0) {
      let path = path(of: argument, callIsNew: true)
      arguments.append(path)
    }
    for keyword in reader.list(node, 1) {
      let path = path(of: reader.child(keyword, 2), callIsNew: true)
      arguments.append(path)
    }
    let range = Self.move(&arguments, from: first, to: &facts.paths)
    let start = place(node)
    return CallFacts(
      callee: callee,
      arguments: range,
      isDecorator: false,
      line: start.line,
      column: start.column
    )
  }

  /// Whether a call is `open` with no mode, or one that only reads.
  private func opensToRead(
    _ function: NodeID,
    _ arguments: TreeReader.Nodes,
    _ keywords: TreeReader.Nodes
  ) -> Bool {
    guard reader.kind(function) == .name, symbol(function) == KnownName.open,
      scopes.lookUp(symbol(function)) == nil
    else { return false }
    var mode = arguments.count > 1 ? arguments[1] : NodeID.none
    for keyword in keywords where TreeReader.equal(reader.bytes(reader.name(keyword, 0)), "mode") {
      mode = reader.child(keyword, 2)
    }
    guard mode.exists else { return true }
    guard reader.kind(mode) == .constant,
      reader.detail(mode) & 0x0f == ConstantKind.string.rawValue
    else { return false }
    return reader.value(ofString: mode).allSatisfy {
      $0 == UInt8(ascii: "r") || $0 == UInt8(ascii: "b") || $0 == UInt8(ascii: "t")
    }
  }

  /// One call as the maker of an object; nothing below a depth that no code of people has.
  mutating func maker(_ node: NodeID) -> FactRange {
    guard makerDepth < 4 else { return .empty }
    makerDepth += 1
    defer { makerDepth -= 1 }
    let call = call(node)
    facts.makers.append(call)
    return FactRange(start: UInt32(facts.makers.count - 1), count: 1)
  }

  /// The calls a name's object may come from; nil while they are being written down.
  mutating func makers(of binding: Int) -> FactRange? {
    switch scopes.bindings[binding].makers {
    case .known(let range): return range
    case .inProgress: return nil
    case .unasked: break
    }
    guard makerDepth < 4 else { return .empty }
    makerDepth += 1
    defer { makerDepth -= 1 }
    scopes.bindings[binding].makers = .inProgress
    var found: [CallFacts] = []
    var index = scopes.bindings[binding].lastCall
    while index != 0 {
      let assigned = scopes.assignedCalls[Int(index)]
      let call = call(assigned.node)
      found.append(call)
      index = assigned.before
    }
    let start = UInt32(facts.makers.count)
    facts.makers.append(contentsOf: found)
    let range = FactRange(start: start, count: UInt32(found.count))
    scopes.bindings[binding].makers = .known(range)
    return range
  }

  private mutating func readArguments(
    _ arguments: TreeReader.Nodes,
    _ keywords: TreeReader.Nodes,
    into call: inout CallFacts
  ) {
    let first = arguments.first
    if first.exists {
      if reader.kind(first) == .constant { call.flags.insert(.literalArgument) }
      if reader.kind(first) == .name, symbol(first) == KnownName.moduleName {
        call.flags.insert(.ownName)
      }
    }
    if arguments.count > 0, isWriteMode(arguments[arguments.count - 1]) {
      call.flags.insert(.writes)
    }
    if arguments.count > 1, isWriteMode(arguments[1]) { call.flags.insert(.writes) }
    guard !keywords.isEmpty else { return }
    let names = UInt32(facts.nameLists.count)
    for keyword in keywords {
      let isNamed = !reader.name(keyword, 0).isEmpty
      let name = isNamed ? plainName(symbol(keyword)) : emptyName()
      facts.nameLists.append(name)
      if isWriteMode(reader.child(keyword, 2)) { call.flags.insert(.writes) }
    }
    call.keywords = FactRange(start: names, count: UInt32(keywords.count))
  }

  /// Whether a node is a literal such as `"w"`, `"ab"` or `"r+"`.
  private func isWriteMode(_ node: NodeID) -> Bool {
    guard reader.kind(node) == .constant else { return false }
    let text = reader.bytes(reader.range(node))
    guard text.count >= 3, text.count <= 5, let quote = text.first,
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { return false }
    var writes = false
    for byte in text[1..<(text.count - 1)] {
      switch byte {
      case UInt8(ascii: "w"), UInt8(ascii: "a"), UInt8(ascii: "x"), UInt8(ascii: "+"): writes = true
      case UInt8(ascii: "b"), UInt8(ascii: "t"), UInt8(ascii: "r"): break
      default: return false
      }
    }
    return writes
  }

  private mutating func recordBuiltin(
    _ name: UInt32,
    _ node: NodeID,
    _ arguments: TreeReader.Nodes
  ) {
    switch KnownName(rawValue: name) {
    case .setattr?, .delattr?: recordAttributeChange(node, arguments)
    case .locals?, .vars?:
      if arguments.isEmpty { mark(.dynamicNamespace, orFunction: .dynamicNamespace) }
    case .open?: recordFile(arguments.first)
    default: break
    }
  }

  /// `setattr(a, "b", v)` is `a.b = v`; when the name isn't literal, the member is empty.
  private mutating func recordAttributeChange(_ node: NodeID, _ arguments: TreeReader.Nodes) {
    guard arguments.count >= 2, !isDisplay(arguments[0]) else { return }
    var member = emptyName()
    if let literal = string(arguments[1]) { member = literal }
    add(.attribute, path(of: arguments[0]), member, at: node)
  }

  /// `Path("x")`, of which `read_text`, `read_bytes` or `open` is called.
  private mutating func recordFile(fromPath node: NodeID) {
    guard reader.kind(node) == .call else { return }
    let function = reader.child(node, 0)
    let kind = reader.kind(function)
    guard kind == .name || kind == .attribute, symbol(function) == KnownName.path else { return }
    recordFile(reader.list(node, 0).first)
  }

  private mutating func recordFile(_ argument: NodeID) {
    guard frames.isEmpty, suppressed == 0, let path = string(argument) else { return }
    if !files.contains(path) { files.append(path) }
  }

  /// The value of a string literal, as a name of the facts.
  mutating func string(_ node: NodeID) -> NameID? {
    guard node.exists, reader.kind(node) == .constant else { return nil }
    guard reader.detail(node) & 0x0f == ConstantKind.string.rawValue else { return nil }
    return reader.value(ofString: node).withUnsafeBufferPointer { facts.names.intern($0) }
  }

  /// The calls of decorators with what they decorate: innermost first, as they run.
  mutating func applyDecorators(_ decorators: TreeReader.Nodes) {
    guard suppressed == 0 else { return }
    var index = decorators.count - 1
    while index >= 0 {
      let decorator = decorators[index]
      let callee = calleePath(decorator)
      let argument = UInt32(facts.paths.count)
      facts.paths.append(NamePath(root: .expression, names: .empty))
      let start = place(decorator)
      calls.append(
        CallFacts(
          callee: callee,
          arguments: FactRange(start: argument, count: 1),
          isDecorator: true,
          line: start.line,
          column: start.column
        )
      )
      index -= 1
    }
  }

  /// The paths of decorators (of the callee of one that is called), outermost first.
  mutating func decoratorPaths(_ decorators: TreeReader.Nodes) -> FactRange {
    guard !decorators.isEmpty else { return .empty }
    let start = UInt32(facts.paths.count)
    for decorator in decorators {
      let isCall = reader.kind(decorator) == .call
      let path = calleePath(isCall ? reader.child(decorator, 0) : decorator)
      facts.paths.append(path)
    }
    return FactRange(start: start, count: UInt32(decorators.count))
  }
}
