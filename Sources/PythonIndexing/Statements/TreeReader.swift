internal import PythonSyntax
internal import SourceText

/// Pointers into the arrays of one tree, for the time of one call.
///
/// The walks read a link for every few bytes of source; through views and the tree each read counts
/// references.
struct TreeReader {
  let tree: Unmanaged<SyntaxTree>
  let nodes: UnsafeMutablePointer<NodeRecord>
  let links: UnsafeMutablePointer<UInt32>
  let nodeCount: Int
  let source: UnsafeBufferPointer<UInt8>
  let widths: UnsafeBufferPointer<UInt8>
  let listCounts: UnsafeBufferPointer<UInt8>

  /// Calls `body` with a reader of `tree`; the reader must not leave it.
  static func read(_ tree: SyntaxTree, _ body: (TreeReader) -> Void) {
    tree.source.withUnsafeBufferPointer { source in
      NodeShape.widths.withUnsafeBufferPointer { widths in
        NodeShape.listCounts.withUnsafeBufferPointer { listCounts in
          withExtendedLifetime(tree) {
            body(
              TreeReader(
                tree: .passUnretained(tree),
                nodes: tree.nodes,
                links: tree.links,
                nodeCount: tree.nodeCount,
                source: source,
                widths: widths,
                listCounts: listCounts
              )
            )
          }
        }
      }
    }
  }

  func kind(_ node: NodeID) -> NodeKind { nodes[Int(node.index)].kind }
  func detail(_ node: NodeID) -> UInt8 { nodes[Int(node.index)].detail }
  func range(_ node: NodeID) -> SourceRange { nodes[Int(node.index)].range }
  func place(_ node: NodeID) -> Int { Int(nodes[Int(node.index)].place) }

  /// The value of a string or bytes constant.
  func value(ofString node: NodeID) -> [UInt8] {
    tree._withUnsafeGuaranteedRef { StringLiteral.decode($0, node) }
  }

  func link(_ node: NodeID, _ position: Int) -> UInt32 {
    links[place(node) + position]
  }

  func child(_ node: NodeID, _ position: Int) -> NodeID { NodeID(link(node, position)) }

  func name(_ node: NodeID, _ position: Int) -> SourceRange {
    SourceRange(start: link(node, position), end: link(node, position + 1))
  }

  /// The `index`th list of a node, in the order of its view's properties.
  func list(_ node: NodeID, _ index: Int) -> Nodes {
    let kind = Int(nodes[Int(node.index)].kind.rawValue)
    let counts = place(node) + Int(widths[kind])
    var start = counts + Int(listCounts[kind])
    for earlier in 0..<index { start += Int(links[counts + earlier]) }
    return Nodes(
      links: UnsafeBufferPointer(start: links + start, count: Int(links[counts + index]))
    )
  }

  /// The bytes of a range; an ill-formed range gives none.
  func bytes(_ range: SourceRange) -> UnsafeBufferPointer<UInt8> {
    let end = min(Int(range.end), source.count)
    guard Int(range.start) < end else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(rebasing: source[Int(range.start)..<end])
  }

  func text(_ node: NodeID, is text: StaticString) -> Bool {
    Self.equal(bytes(range(node)), text)
  }

  static func equal(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<bytes.count where bytes[index] != text.utf8Start[index] { return false }
    return true
  }

  /// A run of node ids.
  struct Nodes: Swift.Sequence {
    let links: UnsafeBufferPointer<UInt32>

    var count: Int { links.count }
    var isEmpty: Bool { links.isEmpty }
    var first: NodeID { links.isEmpty ? .none : NodeID(links[0]) }
    subscript(index: Int) -> NodeID { NodeID(links[index]) }

    func makeIterator() -> Iterator { Iterator(links: links) }

    struct Iterator: IteratorProtocol {
      let links: UnsafeBufferPointer<UInt32>
      var position = 0

      init(links: UnsafeBufferPointer<UInt32>) { self.links = links }

      mutating func next() -> NodeID? {
        guard position < links.count else { return nil }
        defer { position += 1 }
        return NodeID(links[position])
      }
    }
  }
}
