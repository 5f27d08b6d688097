internal import PythonSyntax
internal import SourceText

/// A tree together with its text, for collectors that compare names and read simple literals.
struct SourceReader {
  let tree: SyntaxTree
  let text: UnsafeBufferPointer<UInt8>
  /// Held here, since each read through the tree's property is checked for exclusive access.
  private let nodes: UnsafePointer<NodeRecord>

  init(tree: SyntaxTree, text: UnsafeBufferPointer<UInt8>) {
    self.tree = tree
    self.text = text
    nodes = UnsafePointer(tree.nodes)
  }

  func kind(_ node: NodeID) -> NodeKind { nodes[Int(node.index)].kind }

  func range(_ node: NodeID) -> SourceRange { nodes[Int(node.index)].range }

  func slice(_ range: SourceRange) -> UnsafeBufferPointer<UInt8> {
    guard range.start < range.end, Int(range.end) <= text.count else {
      return UnsafeBufferPointer(rebasing: text[0..<0])
    }
    return UnsafeBufferPointer(rebasing: text[Int(range.start)..<Int(range.end)])
  }

  func string(_ range: SourceRange) -> String {
    String(decoding: slice(range), as: UTF8.self)
  }

  func isEqual(_ range: SourceRange, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    let bytes = slice(range)
    for index in 0..<bytes.count where bytes[index] != word.utf8Start[index] { return false }
    return true
  }

  /// Whether `node` is the name `word`.
  func isName(_ node: NodeID, _ word: StaticString) -> Bool {
    kind(node) == .name && isEqual(range(node), word)
  }

  /// Whether `node` is an attribute `word` of anything.
  func isAttribute(_ node: NodeID, _ word: StaticString) -> Bool {
    kind(node) == .attribute && isEqual(Attribute(tree, node).name, word)
  }

  /// Whether `node` is `owner.word`, or only `word`.
  func isMember(_ node: NodeID, of owner: StaticString, _ word: StaticString) -> Bool {
    if isName(node, word) { return true }
    return isAttribute(node, word) && isName(Attribute(tree, node).value, owner)
  }

  /// The text between the quotes of a string literal of one piece without escapes.
  ///
  /// Module names are written so; a literal that is put together otherwise counts as computed.
  func literal(_ node: NodeID) -> SourceRange? {
    guard kind(node) == .constant, Constant(tree, node).kind == .string else { return nil }
    return plainText(range(node))
  }

  private func plainText(_ range: SourceRange) -> SourceRange? {
    let bytes = slice(range)
    var start = 0
    while start < bytes.count, bytes[start] != UInt8(ascii: "'"), bytes[start] != UInt8(ascii: "\"")
    {
      start += 1
    }
    guard start < bytes.count else { return nil }
    let quote = bytes[start]
    let isTriple =
      bytes.count - start >= 6 && bytes[start + 1] == quote && bytes[start + 2] == quote
    let width = isTriple ? 3 : 1
    let end = bytes.count - width
    guard start + width <= end else { return nil }
    for index in (start + width)..<end where bytes[index] == UInt8(ascii: "\\") { return nil }
    for index in (start + width)..<end where bytes[index] == quote { return nil }
    for index in end..<bytes.count where bytes[index] != quote { return nil }
    return SourceRange(
      start: range.start + UInt32(start + width),
      end: range.start + UInt32(end)
    )
  }

  /// The value of a decimal integer literal.
  func integer(_ node: NodeID) -> Int? {
    guard kind(node) == .constant, Constant(tree, node).kind == .integer else { return nil }
    return Int(string(range(node)))
  }
}
