internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Decides the tests that say whether an import runs: `TYPE_CHECKING`, `__main__`, the version and
/// the platform.
struct TestEvaluator {
  let reader: SourceReader
  let interpreter: InterpreterTarget
  /// What the names of from-imports seen so far stand for, to see through aliases.
  let originalName: (SourceRange) -> SourceRange?

  private var tree: SyntaxTree { reader.tree }

  func outcome(of test: NodeID, depth: Int = 0) -> TestOutcome {
    guard depth < 32 else { return .unknown }
    switch tree.kind(test) {
    case .unaryOp where UnaryOp(tree, test).operation == .not:
      return outcome(of: UnaryOp(tree, test).operand, depth: depth + 1).negated
    case .boolOp:
      let operation = BoolOp(tree, test)
      var result: TestOutcome?
      for value in operation.values {
        let next = outcome(of: value, depth: depth + 1)
        guard let soFar = result else {
          result = next
          continue
        }
        result = operation.operation == .and ? soFar.and(next) : soFar.or(next)
      }
      return result ?? .unknown
    case .name:
      return named(tree.range(test), depth: depth)
    case .attribute:
      return member(Attribute(tree, test).name)
    case .compare:
      return comparison(Compare(tree, test))
    case .call:
      return call(Call(tree, test))
    case .constant:
      return constant(test)
    default:
      return .unknown
    }
  }

  // MARK: Names

  private func named(_ name: SourceRange, depth: Int) -> TestOutcome {
    let known = member(originalName(name) ?? name)
    if case .none = known.whenTrue.condition, !known.whenTrue.isDead, !known.whenFalse.isDead {
      guard let value = moduleConstant(name) else { return .unknown }
      return outcome(of: value, depth: depth + 8)
    }
    return known
  }

  private func member(_ name: SourceRange) -> TestOutcome {
    if reader.isEqual(name, "TYPE_CHECKING") { return .typing }
    if reader.isEqual(name, "PY2") || reader.isEqual(name, "IS_PY2") {
      return .known(interpreter.major == 2, ofInterpreter: true)
    }
    if reader.isEqual(name, "PY3") || reader.isEqual(name, "IS_PY3") {
      return .known(interpreter.major == 3, ofInterpreter: true)
    }
    return isVersionName(name) ? .ofInterpreter : .unknown
  }

  /// `py311`, `PY_3_8`, `PY310_PLUS`: about the version, but who knows in which direction.
  private func isVersionName(_ name: SourceRange) -> Bool {
    let bytes = reader.slice(name)
    guard bytes.count >= 4, bytes[0] | 0x20 == UInt8(ascii: "p"),
      bytes[1] | 0x20 == UInt8(ascii: "y")
    else { return false }
    let start = bytes[2] == UInt8(ascii: "_") ? 3 : 2
    return bytes[start] == UInt8(ascii: "3") || bytes[start] == UInt8(ascii: "2")
  }

  /// The value of a name that the module binds once, at its top level.
  private func moduleConstant(_ name: SourceRange) -> NodeID? {
    var found: NodeID?
    let wanted = reader.slice(name)
    for statement in ModuleNode(tree, tree.root).body where tree.kind(statement) == .assign {
      let assign = Assign(tree, statement)
      guard assign.targets.count == 1, tree.kind(assign.targets[0]) == .name else { continue }
      guard reader.slice(tree.range(assign.targets[0])).elementsEqual(wanted) else { continue }
      if found != nil { return nil }
      found = assign.value
    }
    return found
  }

  // MARK: Comparisons

  private func comparison(_ compare: Compare) -> TestOutcome {
    guard compare.comparators.count == 1 else { return .unknown }
    let right = compare.comparators[0]
    let operation = compare.operation(at: 0)
    if isMainTest(compare.left, right) {
      if operation == .eq { return .main }
      if operation == .notEq { return TestOutcome.main.negated }
    }
    let values = InterpreterValues(reader: reader, interpreter: interpreter)
    let first = values.value(of: compare.left)
    let second = values.value(of: right)
    guard first.isOfInterpreter || second.isOfInterpreter else { return .unknown }
    guard let result = InterpreterValues.compare(first, operation, second) else {
      return .ofInterpreter
    }
    return .known(result, ofInterpreter: true)
  }

  private func isMainTest(_ left: NodeID, _ right: NodeID) -> Bool {
    func isMain(_ node: NodeID) -> Bool {
      guard let text = reader.literal(node) else { return false }
      return reader.isEqual(text, "__main__")
    }
    return (reader.isName(left, "__name__") && isMain(right))
      || (reader.isName(right, "__name__") && isMain(left))
  }

  private func call(_ call: Call) -> TestOutcome {
    guard reader.isAttribute(call.function, "startswith"), call.arguments.count == 1 else {
      return .unknown
    }
    let values = InterpreterValues(reader: reader, interpreter: interpreter)
    let subject = values.value(of: Attribute(tree, call.function).value)
    guard subject.isOfInterpreter, case .text(let text) = subject.value,
      let prefix = reader.literal(call.arguments[0])
    else { return subject.isOfInterpreter ? .ofInterpreter : .unknown }
    return .known(text.hasPrefix(reader.string(prefix)), ofInterpreter: true)
  }

  private func constant(_ node: NodeID) -> TestOutcome {
    switch Constant(tree, node).kind {
    case .true: .known(true, ofInterpreter: false)
    case .false, .none: .known(false, ofInterpreter: false)
    case .integer:
      reader.integer(node).map { .known($0 != 0, ofInterpreter: false) } ?? .unknown
    case .ellipsis, .float, .imaginary, .string, .bytes: .unknown
    }
  }
}
