import PythonSyntax
import SourceText

/// A tree as readable text: a node a line, indented, with its range and what it says itself.
struct TreeText {
  let tree: SyntaxTree
  private let lines: LineTable
  private(set) var text = ""

  init(_ tree: SyntaxTree) {
    self.tree = tree
    lines = tree.source.withUnsafeBufferPointer { LineTable($0) }
    write(tree.root, 0)
  }

  private mutating func write(_ node: NodeID, _ depth: Int) {
    let range = tree.range(node)
    text += String(repeating: "  ", count: depth)
    text += "\(tree.kind(node)) \(place(range.start))-\(place(range.end))\(own(node))\n"
    var children: [NodeID] = []
    tree.forEachChild(of: node) { children.append($0) }
    for child in children { write(child, depth + 1) }
  }

  private func place(_ offset: UInt32) -> String {
    "\(lines.line(at: offset)):\(lines.column(at: offset))"
  }

  private func own(_ node: NodeID) -> String {
    let detail = tree.detail(node)
    switch tree.kind(node) {
    case .boolOp, .binOp, .unaryOp, .augAssign: return " \(Operator(rawValue: detail) ?? .none)"
    case .compare:
      let compare = Compare(tree, node)
      return compare.comparators.indices.map { " \(compare.operation(at: $0))" }.joined()
    case .name: return " " + tree.name(tree.range(node))
    case .annAssign, .comprehension: return " \(detail)"
    case .attribute: return " ." + tree.name(Attribute(tree, node).name)
    case .functionDef, .asyncFunctionDef: return " " + tree.name(FunctionDef(tree, node).name)
    case .classDef: return " " + tree.name(ClassDef(tree, node).name)
    case .arg: return " " + tree.name(Parameter(tree, node).name)
    case .keyword: return " " + tree.name(Keyword(tree, node).name)
    case .matchAs, .matchStar: return " " + tree.name(MatchCapture(tree, node).name)
    case .importFrom:
      let statement = ImportFrom(tree, node)
      return " \(statement.level) " + tree.name(statement.module)
    case .alias:
      let alias = Alias(tree, node)
      return " \(tree.name(alias.name)) \(tree.name(alias.asName))"
    case .formattedValue: return detail == 0 ? "" : " !\(Character(Unicode.Scalar(detail)))"
    case .interpolation:
      let conversion = detail == 0 ? "" : " !\(Character(Unicode.Scalar(detail)))"
      return conversion + " {\(tree.text(FormattedValue(tree, node).text))}"
    case .constant: return " " + constant(Constant(tree, node))
    default: return ""
    }
  }

  private func constant(_ constant: Constant) -> String {
    switch constant.kind {
    case .string, .bytes:
      let value = StringLiteral.decode(tree, constant.node)
      let prefix = constant.kind == .bytes ? "b" : constant.hasUnicodePrefix ? "u" : ""
      return prefix + String(decoding: value, as: UTF8.self).debugDescription
    default: return "\(constant.kind) \(tree.text(constant.node))"
    }
  }
}
