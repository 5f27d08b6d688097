internal import PythonSyntax
internal import SourceText

/// The value of expressions that the interpreter decides: `sys.version_info[:2]`, `os.name`.
struct InterpreterValues {
  let reader: SourceReader
  let interpreter: InterpreterTarget

  /// What an expression is known to be.
  enum Value {
    case unknown
    case integer(Int)
    case text(String)
    case texts([String])
    /// The first elements of a tuple; `isWhole` if there are no others.
    case integers([Int], isWhole: Bool)
  }

  /// A value, and whether it was read from the interpreter.
  struct Reading {
    var value: Value
    var isOfInterpreter = false
  }

  private var tree: SyntaxTree { reader.tree }

  func value(of node: NodeID) -> Reading {
    switch tree.kind(node) {
    case .name:
      return isVersion(node) ? version : Reading(value: .unknown)
    case .attribute:
      return attribute(node)
    case .subscript:
      return element(Subscript(tree, node))
    case .call:
      return call(Call(tree, node))
    case .tuple, .list, .set:
      return display(Sequence(tree, node).elements)
    case .constant:
      if let integer = reader.integer(node) { return Reading(value: .integer(integer)) }
      if let text = reader.literal(node) { return Reading(value: .text(reader.string(text))) }
      return Reading(value: .unknown)
    default:
      return Reading(value: .unknown)
    }
  }

  private var version: Reading {
    Reading(
      value: .integers([interpreter.major, interpreter.minor], isWhole: false),
      isOfInterpreter: true
    )
  }

  private func isVersion(_ node: NodeID) -> Bool {
    reader.isMember(node, of: "sys", "version_info") || reader.isAttribute(node, "version_info")
  }

  private func attribute(_ node: NodeID) -> Reading {
    if isVersion(node) { return version }
    if reader.isMember(node, of: "sys", "platform") {
      return Reading(value: .text(interpreter.platform), isOfInterpreter: true)
    }
    if reader.isMember(node, of: "os", "name") {
      return Reading(value: .text(interpreter.osName), isOfInterpreter: true)
    }
    let attribute = Attribute(tree, node)
    if isVersion(attribute.value) {
      if reader.isEqual(attribute.name, "major") {
        return Reading(value: .integer(interpreter.major), isOfInterpreter: true)
      }
      if reader.isEqual(attribute.name, "minor") {
        return Reading(value: .integer(interpreter.minor), isOfInterpreter: true)
      }
      return Reading(value: .unknown, isOfInterpreter: true)
    }
    if reader.isEqual(attribute.name, "name"), reader.isAttribute(attribute.value, "implementation")
    {
      return Reading(value: .text("cpython"), isOfInterpreter: true)
    }
    if reader.isMember(node, of: "sys", "hexversion") {
      return Reading(value: .unknown, isOfInterpreter: true)
    }
    return Reading(value: .unknown)
  }

  private func element(_ subscripted: Subscript) -> Reading {
    guard isVersion(subscripted.value) else { return Reading(value: .unknown) }
    let parts = [interpreter.major, interpreter.minor]
    if let index = reader.integer(subscripted.index), parts.indices.contains(index) {
      return Reading(value: .integer(parts[index]), isOfInterpreter: true)
    }
    if tree.kind(subscripted.index) == .slice {
      let slice = Slice(tree, subscripted.index)
      let upper = slice.upper.exists ? reader.integer(slice.upper) : nil
      if !slice.lower.exists, !slice.step.exists, let upper, (1...2).contains(upper) {
        return Reading(
          value: .integers(Array(parts[..<upper]), isWhole: true),
          isOfInterpreter: true
        )
      }
    }
    return Reading(value: .unknown, isOfInterpreter: true)
  }

  private func call(_ call: Call) -> Reading {
    if reader.isMember(call.function, of: "platform", "system"), call.arguments.isEmpty {
      let names = ["linux": "Linux", "darwin": "Darwin", "win32": "Windows"]
      guard let name = names[interpreter.platform] else {
        return Reading(value: .unknown, isOfInterpreter: true)
      }
      return Reading(value: .text(name), isOfInterpreter: true)
    }
    if reader.isMember(call.function, of: "platform", "python_implementation") {
      return Reading(value: .text("CPython"), isOfInterpreter: true)
    }
    return Reading(value: .unknown)
  }

  private func display(_ elements: NodeList) -> Reading {
    let integers = elements.compactMap { reader.integer($0) }
    if integers.count == elements.count {
      return Reading(value: .integers(integers, isWhole: true))
    }
    let texts = elements.compactMap { reader.literal($0).map(reader.string) }
    return Reading(value: texts.count == elements.count ? .texts(texts) : .unknown)
  }

  // MARK: Comparing

  static func compare(_ left: Reading, _ operation: Operator, _ right: Reading) -> Bool? {
    switch (left.value, right.value) {
    case (.integer(let first), .integer(let second)):
      return ordered(first < second ? -1 : first > second ? 1 : 0, operation)
    case (.text(let first), .text(let second)):
      if operation == .eq { return first == second }
      if operation == .notEq { return first != second }
      return nil
    case (.text(let first), .texts(let second)):
      if operation == .in { return second.contains(first) }
      if operation == .notIn { return !second.contains(first) }
      return nil
    case (.integers(let first, let isWhole), .integers(let second, _)):
      return order(first, isWhole: isWhole, second).flatMap { ordered($0, operation) }
    default:
      return nil
    }
  }

  /// Which comes first; `nil` when elements that aren't known would decide.
  private static func order(_ left: [Int], isWhole: Bool, _ right: [Int]) -> Int? {
    for (first, second) in zip(left, right) where first != second {
      return first < second ? -1 : 1
    }
    if isWhole { return left.count - right.count }
    // Elements follow on the left: it is the greater one unless the right has some as well.
    return right.count <= left.count ? 1 : nil
  }

  private static func ordered(_ order: Int, _ operation: Operator) -> Bool? {
    switch operation {
    case .eq: order == 0
    case .notEq: order != 0
    case .lt: order < 0
    case .ltE: order <= 0
    case .gt: order > 0
    case .gtE: order >= 0
    default: nil
    }
  }
}
