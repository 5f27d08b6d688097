internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Functions and lambdas: what their header does where they stand, and what they do when they run.
extension FactWalk {
  mutating func visitFunction(_ node: NodeID) {
    let decorators = reader.list(node, 1)
    for decorator in decorators { visit(decorator, .decorator) }
    let body = reader.list(node, 0)
    let arguments = reader.child(node, 2)
    let first = decorators.isEmpty ? node : decorators.first
    let name = symbol(node)
    let index = addFunction(node, name, line: line(first))
    if reader.kind(node) == .asyncFunctionDef { facts.functions[index].flags.insert(.async) }
    let hasDocstring = isDocstring(body.first)
    let paths = decoratorPaths(decorators)
    facts.functions[index].decorators = paths
    facts.functions[index].decoratorsDigest = sealed(decorators)
    facts.functions[index].body = sealed(body, from: hasDocstring ? 1 : 0)
    facts.functions[index].shell = sealedSkeleton(body, from: hasDocstring ? 1 : 0)
    if hasDocstring { facts.functions[index].docstring = sealed(body.first) }
    setHeaderDigests(index, arguments, returns: reader.child(node, 3), reader.list(node, 2))
    if !comments.isEmpty {
      let line = line(node)
      if comments.flags(at: line).union(comments.flags(at: facts.functions[index].line))
        .contains(.pure)
      {
        facts.functions[index].flags.insert(.pure)
      }
    }
    let hasTypeParameters = enterTypeParameters(reader.list(node, 2))
    visitHeader(arguments)
    if !annotationsAreText { visit(reader.child(node, 3), .annotation) }
    let isStatic = decorators.contains {
      reader.kind($0) == .name && symbol($0) == KnownName.staticMethod
    }
    enterFunction(index, arguments, hasReceiver: isMethod(index) && !isStatic)
    bind(body)
    visit(body)
    leaveFunction(index)
    if hasTypeParameters { scopes.leave() }
    applyDecorators(decorators)
    store(name, at: node)
  }

  mutating func visitLambda(_ node: NodeID) {
    let arguments = reader.child(node, 0)
    let index = addFunction(node, KnownName.lambda.rawValue, line: line(node))
    facts.functions[index].flags.insert(.lambda)
    facts.functions[index].body = sealed(reader.child(node, 1))
    facts.functions[index].shell = sealedSkeleton(reader.child(node, 1))
    setHeaderDigests(index, arguments, returns: .none, nil)
    visitHeader(arguments)
    enterFunction(index, arguments, hasReceiver: false)
    bindLambdaBody(reader.child(node, 1))
    visit(reader.child(node, 1))
    returns(reader.child(node, 1))
    leaveFunction(index)
  }

  /// Notes what the function that is being walked returns.
  mutating func returns(_ value: NodeID) {
    guard value.exists, !frames.isEmpty, suppressed == 0 else { return }
    let path = path(of: value, callIsNew: true)
    if !frames[frame].returns.contains(path) { frames[frame].returns.append(path) }
  }

  /// A string alone as a statement.
  func isDocstring(_ node: NodeID) -> Bool {
    guard node.exists, reader.kind(node) == .expression else { return false }
    let value = reader.child(node, 0)
    return reader.kind(value) == .constant
      && reader.detail(value) & 0x0f == ConstantKind.string.rawValue
  }

  private func isMethod(_ index: Int) -> Bool {
    facts.functions[index].flags.contains(.method)
  }

  private mutating func addFunction(_ node: NodeID, _ name: UInt32, line: UInt32) -> Int {
    let index = facts.functions.count
    var function = FunctionFacts(
      name: plainName(name),
      qualifiedName: qualifiedName(name),
      statement: statement,
      line: line,
      endLine: lines.line(at: max(reader.range(node).end, 1) - 1)
    )
    (function.headLine, function.column) = place(node)
    place(&function.enclosingFunction, &function.enclosingClass)
    if function.enclosingClass != .max, scopes.current.kind != .comprehension,
      reader.kind(node) != .lambda
    {
      function.flags.insert(.method)
    }
    if !frames.isEmpty { function.flags.insert(.nested) }
    facts.functions.append(function)
    return index
  }

  /// The innermost function or class around the place.
  mutating func place(_ function: inout UInt32, _ class: inout UInt32) {
    var depth = scopes.depth
    while depth > 0 {
      switch scopes.scopes[depth].kind {
      case .function:
        function = scopes.scopes[depth].fact
        return
      case .class:
        `class` = scopes.scopes[depth].fact
        return
      case .module, .comprehension, .generator, .typeParameters: depth -= 1
      }
    }
  }

  /// `C.f`, `f.<locals>.g`, as CPython from 3.12 on has it: generator expressions count, other
  /// comprehensions don't; a name declared `global` starts anew.
  mutating func qualifiedName(_ name: UInt32) -> NameID {
    if let index = scopes.ownBinding(name, at: scopes.depth), scopes.bindings[index].isGlobal {
      return plainName(name)
    }
    var depth = scopes.depth
    var generators = 0
    while depth > 0, scopes.scopes[depth].kind != .function, scopes.scopes[depth].kind != .class {
      if scopes.scopes[depth].kind == .generator { generators += 1 }
      depth -= 1
    }
    if depth == 0, generators == 0 { return plainName(name) }
    text.removeAll(keepingCapacity: true)
    if depth > 0 {
      let fact = Int(scopes.scopes[depth].fact)
      let isFunction = scopes.scopes[depth].kind == .function
      let outer =
        isFunction ? facts.functions[fact].qualifiedName : facts.classes[fact].qualifiedName
      facts.names.withBytes(of: outer) { text.append(contentsOf: $0) }
      if isFunction { append(".<locals>") }
      append(".")
    }
    for _ in 0..<generators { append("<genexpr>.") }
    text.append(contentsOf: symbols.text(name))
    return text.withUnsafeBufferPointer { facts.names.intern($0) }
  }

  private mutating func append(_ part: StaticString) {
    text.append(
      contentsOf: UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
    )
  }

  /// Opens a scope with the type parameters, if there are any.
  mutating func enterTypeParameters(_ parameters: TreeReader.Nodes) -> Bool {
    guard !parameters.isEmpty else { return false }
    scopes.enter(.typeParameters, frame: frame)
    for parameter in parameters {
      let index = scopes.declare(symbol(parameter))
      scopes.bindings[index].source = .unknown
    }
    for parameter in parameters {
      visit(reader.child(parameter, 2), .annotation)
      visit(reader.child(parameter, 3), .annotation)
    }
    return true
  }

  /// Defaults and annotations: evaluated where the function stands.
  private mutating func visitHeader(_ arguments: NodeID) {
    guard arguments.exists else { return }
    forEachParameter(arguments) { walk, parameter, _ in
      walk.visit(walk.reader.child(parameter, 3), .default)
    }
    if annotationsAreText { return }
    forEachParameter(arguments) { walk, parameter, _ in
      walk.visit(walk.reader.child(parameter, 2), .annotation)
    }
  }

  private enum ParameterKind: UInt64 {
    case positionalOnly, positional, variadic, keywordOnly, variadicKeyword
  }

  /// The parameters in the order of the facts: positional, `*args`, keyword-only, `**kwargs`.
  private mutating func forEachParameter(
    _ arguments: NodeID,
    _ body: (inout FactWalk, NodeID, ParameterKind) -> Void
  ) {
    guard arguments.exists else { return }
    for parameter in reader.list(arguments, 0) { body(&self, parameter, .positionalOnly) }
    for parameter in reader.list(arguments, 1) { body(&self, parameter, .positional) }
    let variadic = reader.child(arguments, 0)
    if variadic.exists { body(&self, variadic, .variadic) }
    for parameter in reader.list(arguments, 2) { body(&self, parameter, .keywordOnly) }
    let variadicKeyword = reader.child(arguments, 1)
    if variadicKeyword.exists { body(&self, variadicKeyword, .variadicKeyword) }
  }

  private mutating func setHeaderDigests(
    _ index: Int,
    _ arguments: NodeID,
    returns: NodeID,
    _ typeParameters: TreeReader.Nodes?
  ) {
    var parameters = NodeHash()
    var defaults = NodeHash()
    var annotations = NodeHash()
    var position = 0
    forEachParameter(arguments) { walk, parameter, kind in
      parameters.mix(kind.rawValue)
      parameters.mix(walk.symbols.text(walk.symbol(parameter)))
      annotations.mix(walk.digests.whole[Int(walk.reader.child(parameter, 2).index)])
      let value = walk.reader.child(parameter, 3)
      defaults.mix(value.exists ? 1 : 0)
      defaults.mix(walk.digests.whole[Int(value.index)])
      if value.exists { walk.recordDefault(value, of: index, at: position) }
      position += 1
    }
    annotations.mix(digests.whole[Int(returns.index)])
    if let typeParameters {
      for parameter in typeParameters {
        annotations.mix(digests.whole[Int(parameter.index)])
      }
    }
    facts.functions[index].parametersDigest = sealed(parameters.finish())
    facts.functions[index].defaultsDigest = sealed(defaults.finish())
    facts.functions[index].annotationsDigest = sealed(annotations.finish())
  }

  /// A default that is an object of the module.
  private mutating func recordDefault(_ value: NodeID, of function: Int, at position: Int) {
    guard suppressed == 0, reader.kind(value) == .name || reader.kind(value) == .attribute else {
      return
    }
    let path = path(of: value)
    guard path.root == .global, !path.isPartial else { return }
    facts.defaults.append(
      DefaultFacts(
        function: UInt32(function),
        parameter: UInt8(clamping: position),
        path: path
      )
    )
  }

  private mutating func enterFunction(_ index: Int, _ arguments: NodeID, hasReceiver: Bool) {
    frames.append(
      FunctionFrame(
        fact: index,
        readStart: reads.count,
        callStart: calls.count,
        mutationStart: mutations.count,
        returnStart: returns.count,
        flags: facts.functions[index].flags,
        hasReceiver: hasReceiver
      )
    )
    scopes.enter(.function, frame: frame, fact: UInt32(index))
    let start = UInt32(facts.nameLists.count)
    var position = 0
    var positional = 0
    forEachParameter(arguments) { walk, parameter, kind in
      if kind == .positionalOnly || kind == .positional { positional += 1 }
      let symbol = walk.symbol(parameter)
      let binding = walk.scopes.declare(symbol)
      walk.scopes.bindings[binding].source = .parameter
      walk.scopes.bindings[binding].isParameter = true
      walk.scopes.bindings[binding].parameter = UInt8(clamping: position)
      let id = walk.name(symbol)
      walk.facts.nameLists.append(id)
      if position == 0, kind == .variadic || kind == .keywordOnly || kind == .variadicKeyword {
        walk.frames[walk.frame].hasReceiver = false
      }
      position += 1
    }
    facts.functions[index].positionalCount = UInt8(clamping: positional)
    facts.functions[index].parameters = FactRange(
      start: position == 0 ? 0 : start,
      count: UInt32(position)
    )
    saved.append((suppressed, conditional, optional))
    suppressed = 0
    conditional = 0
    optional = 0
  }

  private mutating func leaveFunction(_ index: Int) {
    (suppressed, conditional, optional) = saved.removeLast()
    scopes.leave()
    let frame = frames.removeLast()
    facts.functions[index].flags = frame.flags
    facts.functions[index].reads = Self.move(&reads, from: frame.readStart, to: &facts.reads)
    facts.functions[index].calls = Self.move(&calls, from: frame.callStart, to: &facts.calls)
    facts.functions[index].mutations = Self.move(
      &mutations,
      from: frame.mutationStart,
      to: &facts.mutations
    )
    facts.functions[index].attributes = addList(frame.attributes)
    facts.functions[index].ownAttributes = addList(frame.ownAttributes)
    if !frame.returns.isEmpty {
      let start = UInt32(facts.paths.count)
      facts.paths.append(contentsOf: frame.returns)
      facts.functions[index].returnPaths = FactRange(
        start: start,
        count: UInt32(frame.returns.count)
      )
    }
    facts.functions[index].returns = Self.move(
      &returns,
      from: frame.returnStart,
      to: &facts.returns
    )
    if !frame.free.isEmpty {
      let names = frame.free.map { name($0) }
      facts.functions[index].freeVariables = addList(sorted(names))
    }
    if !frame.receiverAttributes.isEmpty {
      facts.functions[index].receiverAttributes = addList(frame.receiverAttributes)
    }
  }

  mutating func addList(_ names: [NameID]) -> FactRange {
    guard !names.isEmpty else { return .empty }
    let start = UInt32(facts.nameLists.count)
    facts.nameLists.append(contentsOf: names)
    return FactRange(start: start, count: UInt32(names.count))
  }

  private func sorted(_ names: [NameID]) -> [NameID] {
    names.count < 2 ? names : names.sorted { facts.names.string($0) < facts.names.string($1) }
  }

  /// Moves the end of a stack to its pool.
  static func move<Fact>(
    _ stack: inout [Fact],
    from start: Int,
    to pool: inout [Fact]
  ) -> FactRange {
    let count = stack.count - start
    guard count > 0 else { return .empty }
    let first = UInt32(pool.count)
    pool.append(contentsOf: stack[start...])
    stack.removeLast(count)
    return FactRange(start: first, count: UInt32(count))
  }
}
