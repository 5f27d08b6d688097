internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Reads `__all__`: literal lists, put together by `+`, `+=`, `extend`, `append` and `remove`.
struct ExportCollector {
  let reader: SourceReader

  private var tree: SyntaxTree { reader.tree }

  func collect(_ body: NodeList, into facts: inout FileFacts) {
    // What is exported so far; `nil` inside means that it is computed.
    var exports: [SourceRange]??
    for statement in body {
      switch tree.kind(statement) {
      case .assign:
        let assign = Assign(tree, statement)
        if assign.targets.contains(where: isExports) { exports = .some(names(assign.value)) }
      case .annAssign:
        let assign = AnnAssign(tree, statement)
        if isExports(assign.target), assign.value.exists { exports = .some(names(assign.value)) }
      case .augAssign:
        let assign = AugAssign(tree, statement)
        if isExports(assign.target) { exports = .some(joined(exports ?? [], names(assign.value))) }
      case .expression:
        let value = ValueStatement(tree, statement).value
        if tree.kind(value) == .call, let changed = call(Call(tree, value), exports ?? []) {
          exports = .some(changed)
        }
      default:
        continue
      }
    }
    guard let exports else { return }
    guard let names = exports else {
      facts.exports = .dynamic
      return
    }
    let first = facts.nameLists.count
    for name in names { facts.nameLists.append(facts.names.intern(reader.slice(name))) }
    facts.exports = .names(
      FactRange(
        start: UInt32(truncatingIfNeeded: first),
        count: UInt32(truncatingIfNeeded: names.count)
      )
    )
  }

  private func isExports(_ node: NodeID) -> Bool { reader.isName(node, "__all__") }

  private func joined(_ left: [SourceRange]?, _ right: [SourceRange]?) -> [SourceRange]? {
    guard let left, let right else { return nil }
    return left + right
  }

  /// The strings of a display or of a sum of displays; `nil` when it is anything else.
  private func names(_ node: NodeID) -> [SourceRange]? {
    switch tree.kind(node) {
    case .list, .tuple, .set:
      var names: [SourceRange] = []
      for element in Sequence(tree, node).elements {
        guard let name = reader.literal(element) else { return nil }
        names.append(name)
      }
      return names
    case .binOp where BinOp(tree, node).operation == .add:
      return joined(names(BinOp(tree, node).left), names(BinOp(tree, node).right))
    default:
      return nil
    }
  }

  /// What a method called on `__all__` makes of it; `.none` if the call isn't one.
  private func call(_ call: Call, _ exports: [SourceRange]?) -> [SourceRange]?? {
    guard tree.kind(call.function) == .attribute else { return .none }
    let attribute = Attribute(tree, call.function)
    guard isExports(attribute.value), call.arguments.count == 1 else { return .none }
    let argument = call.arguments[0]
    if reader.isEqual(attribute.name, "extend") { return .some(joined(exports, names(argument))) }
    guard let name = reader.literal(argument) else { return .some(nil) }
    if reader.isEqual(attribute.name, "append") { return .some(joined(exports, [name])) }
    if reader.isEqual(attribute.name, "remove") {
      let removed = reader.slice(name)
      return .some(exports?.filter { !reader.slice($0).elementsEqual(removed) })
    }
    return .some(nil)
  }
}
