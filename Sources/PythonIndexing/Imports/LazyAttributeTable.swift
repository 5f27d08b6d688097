internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Reads the tables from which a module's `__getattr__` (PEP 562) imports what is asked of it.
///
/// The function imports a module whose name it looks up in a display bound at the top level:
/// `{"Name": "pkg.module"}`, `{"Name": ("pkg.module", "attribute")}`, `{"module": ["Name", ...]}`,
/// or a plain list of submodules.
struct LazyAttributeTable {
  let reader: SourceReader
  let calls: ImportCalls

  private var tree: SyntaxTree { reader.tree }

  func imports(in body: NodeList) -> [ImportCalls.Target] {
    var result: [ImportCalls.Target] = []
    var previous = NodeID(0)
    for (index, statement) in body.enumerated() {
      if tree.kind(statement) == .functionDef,
        reader.isEqual(FunctionDef(tree, statement).name, "__getattr__"),
        let isRelative = importsByTable(after: previous, in: statement)
      {
        let tables = tables(in: body, readBetween: previous, and: statement)
        for var target in tables.flatMap({ entries($0, isRelative: isRelative) }) {
          target.statement = UInt32(truncatingIfNeeded: index)
          result.append(target)
        }
      }
      previous = statement
    }
    return result
  }

  /// Whether names in the table are relative to the package; `nil` if nothing is imported.
  private func importsByTable(after previous: NodeID, in function: NodeID) -> Bool? {
    var result: Bool?
    for node in nodes(after: previous, upTo: function) where tree.kind(node) == .call {
      let call = Call(tree, node)
      guard calls.isImport(call.function, reader), let name = call.arguments.first else { continue }
      if reader.literal(name) != nil { continue }
      result = (result ?? false) || isRelative(name)
    }
    return result
  }

  /// Whether the argument is `"." + x`, `f".{x}"` or `f"{__name__}.{x}"`.
  private func isRelative(_ name: NodeID) -> Bool {
    switch tree.kind(name) {
    case .binOp:
      var left = BinOp(tree, name).left
      if tree.kind(left) == .binOp { left = BinOp(tree, left).left }
      if reader.isName(left, "__name__") || reader.isName(left, "__package__") { return true }
      guard let text = reader.literal(left) else { return false }
      return reader.slice(text).first == UInt8(ascii: ".")
    case .joinedStr:
      let text = reader.string(tree.range(name)).drop { $0 != "\"" && $0 != "'" }
        .drop { $0 == "\"" || $0 == "'" }
      return text.hasPrefix(".") || text.hasPrefix("{__name__}.")
        || text.hasPrefix("{__package__}.")
    default:
      return false
    }
  }

  private func nodes(after first: NodeID, upTo last: NodeID) -> some Swift.Sequence<NodeID> {
    ((first.index + 1)..<max(last.index, first.index + 1)).lazy.map { NodeID($0) }
  }

  /// The displays bound at the top level to names that the function reads.
  private func tables(
    in body: NodeList,
    readBetween previous: NodeID,
    and function: NodeID
  ) -> [NodeID] {
    var read: Set<[UInt8]> = []
    for node in nodes(after: previous, upTo: function) where tree.kind(node) == .name {
      read.insert(Array(reader.slice(tree.range(node))))
    }
    return body.compactMap { statement in
      let target: NodeID
      let value: NodeID
      switch tree.kind(statement) {
      case .assign where Assign(tree, statement).targets.count == 1:
        target = Assign(tree, statement).targets[0]
        value = Assign(tree, statement).value
      case .annAssign:
        target = AnnAssign(tree, statement).target
        value = AnnAssign(tree, statement).value
      default: return nil
      }
      guard tree.kind(target) == .name, value.exists,
        read.contains(Array(reader.slice(tree.range(target)))),
        !reader.isName(target, "__all__")
      else { return nil }
      return value
    }
  }

  private func entries(_ table: NodeID, isRelative: Bool) -> [ImportCalls.Target] {
    switch tree.kind(table) {
    case .dict:
      let display = DictDisplay(tree, table)
      return zip(display.keys, display.values).compactMap { key, value in
        switch tree.kind(value) {
        case .constant: return target(value, isRelative: isRelative)
        case .tuple:
          return Sequence(tree, value).elements.first.flatMap {
            target($0, isRelative: isRelative)
          }
        case .list, .set: return key.exists ? target(key, isRelative: isRelative) : nil
        default: return nil
        }
      }
    case .list, .tuple, .set:
      return Sequence(tree, table).elements.compactMap { target($0, isRelative: isRelative) }
    default:
      return []
    }
  }

  private func target(_ node: NodeID, isRelative: Bool) -> ImportCalls.Target? {
    guard let range = reader.literal(node) else { return nil }
    let text = reader.string(range).prefix { $0 != ":" }
    let level = text.prefix { $0 == "." }.count
    let module = String(text.dropFirst(level))
    guard calls.isModuleName(module) else { return nil }
    return ImportCalls.Target(
      module: module,
      level: level == 0 && isRelative ? 1 : level,
      start: tree.range(node).start
    )
  }
}
