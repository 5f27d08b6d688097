internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Reads `__all__`: literal lists, put together by `+`, `+=`, `extend`, `append` and `remove`.
struct ExportCollector {
  let reader: SourceReader

  private var tree: SyntaxTree { reader.tree }

  /// A list of names as far as it is written out.
  private struct Names {
    var names: [SourceRange] = []
    /// Whether parts of it are computed.
    var isPartial = false

    static let computed = Names(isPartial: true)

    static func + (left: Names, right: Names) -> Names {
      Names(names: left.names + right.names, isPartial: left.isPartial || right.isPartial)
    }
  }

  func collect(_ body: NodeList, into facts: inout FactPools) {
    var exports: Names?
    for statement in body {
      switch reader.kind(statement) {
      case .assign:
        let assign = Assign(tree, statement)
        if assign.targets.contains(where: isExports) { exports = names(assign.value) }
      case .annAssign:
        let assign = AnnAssign(tree, statement)
        if isExports(assign.target), assign.value.exists { exports = names(assign.value) }
      case .augAssign:
        let assign = AugAssign(tree, statement)
        if isExports(assign.target) { exports = (exports ?? Names()) + names(assign.value) }
      case .expression:
        let value = ValueStatement(tree, statement).value
        if reader.kind(value) == .call { call(Call(tree, value), &exports) }
      default:
        continue
      }
    }
    guard let exports else { return }
    let range = FactRange(
      start: UInt32(truncatingIfNeeded: facts.nameLists.count),
      count: UInt32(truncatingIfNeeded: exports.names.count)
    )
    for name in exports.names { facts.nameLists.append(facts.names.intern(reader.slice(name))) }
    facts.exports = exports.isPartial ? .dynamic : .names(range)
    facts.knownExports = range
  }

  private func isExports(_ node: NodeID) -> Bool { reader.isName(node, "__all__") }

  /// The strings of a display or of a sum of displays.
  private func names(_ node: NodeID) -> Names {
    switch reader.kind(node) {
    case .list, .tuple, .set:
      var result = Names()
      for element in Sequence(tree, node).elements {
        if let name = reader.literal(element) {
          result.names.append(name)
        } else {
          result.isPartial = true
        }
      }
      return result
    case .binOp where BinOp(tree, node).operation == .add:
      return names(BinOp(tree, node).left) + names(BinOp(tree, node).right)
    default:
      return .computed
    }
  }

  /// Does to `exports` what a method called on `__all__` does.
  private func call(_ call: Call, _ exports: inout Names?) {
    guard reader.kind(call.function) == .attribute else { return }
    let attribute = Attribute(tree, call.function)
    guard isExports(attribute.value), call.arguments.count == 1 else { return }
    let argument = call.arguments[0]
    if reader.isEqual(attribute.name, "extend") {
      exports = (exports ?? Names()) + names(argument)
    } else if let name = reader.literal(argument), reader.isEqual(attribute.name, "append") {
      exports = (exports ?? Names()) + Names(names: [name])
    } else if let name = reader.literal(argument), reader.isEqual(attribute.name, "remove") {
      let removed = reader.slice(name)
      exports?.names.removeAll { reader.slice($0).elementsEqual(removed) }
    } else {
      exports = (exports ?? Names()) + .computed
    }
  }
}
