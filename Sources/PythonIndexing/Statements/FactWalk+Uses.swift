internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// What names are bound to, what functions return, and where the type of an object decides.
extension FactWalk {
  /// `name = value`, also within parallel tuples.
  ///
  /// With `isEntered` the name gets what the value's `__enter__` returns.
  mutating func recordBinding(_ target: NodeID, _ value: NodeID, isEntered: Bool = false) {
    guard suppressed == 0, value.exists else { return }
    switch reader.kind(target) {
    case .name:
      var (shape, path) = shape(of: value)
      if isEntered { shape = shape == .call ? .entered : .other }
      let name = name(symbol(target))
      let start = place(target)
      var function = UInt32.max
      var owner = UInt32.max
      place(&function, &owner)
      facts.bindings.append(
        BindingFacts(
          name: name,
          shape: shape,
          path: path,
          statement: statement,
          function: function,
          enclosingClass: owner,
          line: start.line,
          column: start.column
        )
      )
    case .tuple, .list:
      let targets = reader.list(target, 0)
      guard reader.kind(value) == .tuple || reader.kind(value) == .list else { return }
      let values = reader.list(value, 0)
      guard targets.count == values.count else { return }
      for index in 0..<targets.count { recordBinding(targets[index], values[index]) }
    default: break
    }
  }

  /// `for name in (a, b)`: the name gets each of what is written there.
  mutating func recordLoop(_ target: NodeID, over values: NodeID) {
    guard reader.kind(values) == .tuple || reader.kind(values) == .list else { return }
    for value in reader.list(values, 0).prefix(16) { recordBinding(target, value) }
  }

  mutating func recordReturn(_ value: NodeID) {
    guard suppressed == 0, !frames.isEmpty else { return }
    guard value.exists else {
      returns.append(
        ReturnFacts(shape: .literal, path: NamePath(root: .local, names: .empty))
      )
      return
    }
    let (shape, path) = shape(of: value)
    returns.append(ReturnFacts(shape: shape, path: path))
  }

  private mutating func shape(of value: NodeID) -> (BindingFacts.Shape, NamePath) {
    switch reader.kind(value) {
    case .constant, .joinedStr, .templateStr, .compare, .unaryOp, .binOp, .generatorExp:
      return (.literal, NamePath(root: .local, names: .empty))
    case .dict, .set, .list, .listComp, .setComp, .dictComp:
      return (.container, NamePath(root: .local, names: .empty))
    case .tuple: return (.tuple, NamePath(root: .local, names: .empty))
    case .lambda: return (.lambda, NamePath(root: .local, names: .empty))
    case .call:
      if literalAttribute(value) != nil { return (.chain, path(of: value)) }
      return (.call, calleePath(reader.child(value, 0)))
    case .name, .attribute: return (.chain, path(of: value))
    case .namedExpr, .await:
      return shape(of: reader.child(value, reader.kind(value) == .await ? 0 : 1))
    default: return (.other, NamePath(root: .expression, names: .empty))
    }
  }

  /// Records where an object's type decides what runs: at import time only, unless `everywhere`.
  mutating func recordUse(_ kind: UseFacts.Kind, _ node: NodeID, everywhere: Bool = false) {
    guard suppressed == 0, everywhere || frames.isEmpty, node.exists else { return }
    var object = node
    let isCalled = reader.kind(node) == .call
    if isCalled { object = reader.child(node, 0) }
    switch reader.kind(object) {
    case .name, .attribute: break
    default: return
    }
    let path = path(of: object)
    guard path.root == .global else { return }
    addUse(kind, path, isCalled: isCalled, place(node))
  }

  /// `except A` and `except (A, B)`.
  mutating func recordCaught(_ node: NodeID) {
    guard node.exists else { return }
    if reader.kind(node) == .tuple {
      for part in reader.list(node, 0) { recordUse(.caught, part, everywhere: true) }
    } else {
      recordUse(.caught, node, everywhere: true)
    }
  }

  /// `isinstance(x, (A, B))`; a single class is an argument of the call.
  mutating func recordTypeTest(_ function: NodeID, _ arguments: TreeReader.Nodes) {
    guard arguments.count == 2,
      reader.text(function, is: "isinstance") || reader.text(function, is: "issubclass")
    else { return }
    switch reader.kind(arguments[1]) {
    case .tuple:
      for part in reader.list(arguments[1], 0) { recordUse(.pattern, part, everywhere: true) }
    case .binOp:
      // `A | B | C` leans left.
      var union = arguments[1]
      while reader.kind(union) == .binOp {
        recordUse(.pattern, reader.child(union, 1), everywhere: true)
        union = reader.child(union, 0)
      }
      recordUse(.pattern, union, everywhere: true)
    default: return
    }
  }

  /// `type(x) is A` and `type(x) in (A, B)`.
  mutating func recordTypeComparison(_ node: NodeID) {
    let left = reader.child(node, 0)
    guard reader.kind(left) == .call else { return }
    let function = reader.child(left, 0)
    guard reader.kind(function) == .name, reader.text(function, is: "type"),
      reader.list(left, 0).count == 1
    else { return }
    for value in reader.list(node, 0) {
      if reader.kind(value) == .tuple {
        for part in reader.list(value, 0) { recordUse(.pattern, part, everywhere: true) }
      } else {
        recordUse(.pattern, value, everywhere: true)
      }
    }
  }

  mutating func addUse(
    _ kind: UseFacts.Kind,
    _ path: NamePath,
    isCalled: Bool,
    _ place: (line: UInt32, column: UInt32)
  ) {
    facts.uses.append(
      UseFacts(
        kind: kind,
        path: path,
        isCalled: isCalled,
        statement: statement,
        function: frames.isEmpty ? .max : UInt32(frames[frame].fact),
        line: place.line,
        column: place.column
      )
    )
  }

  /// `True`, `1`: the test of a loop that only ends from inside.
  func isAlwaysTrue(_ test: NodeID) -> Bool {
    guard reader.kind(test) == .constant else { return false }
    switch ConstantKind(rawValue: reader.detail(test) & 0x0f) {
    case .true?: return true
    case .integer?: return reader.text(test, is: "1")
    default: return false
    }
  }
}
