internal import PythonSyntax
internal import SourceText

/// Pointers into the arrays of one tree, for the time of one call.
///
/// The walks read a link for every few bytes of source; through the class's arrays each read checks
/// exclusivity and bounds and counts references.
struct TreeReader {
  let kinds: UnsafeBufferPointer<NodeKind>
  let details: UnsafeBufferPointer<UInt8>
  let ranges: UnsafeBufferPointer<SourceRange>
  let places: UnsafeBufferPointer<UInt32>
  let links: UnsafeBufferPointer<UInt32>
  let source: UnsafeBufferPointer<UInt8>
  let widths: UnsafeBufferPointer<UInt8>
  let listCounts: UnsafeBufferPointer<UInt8>

  /// Calls `body` with a reader of `tree`; the reader must not leave it.
  static func read(_ tree: SyntaxTree, _ body: (TreeReader) -> Void) {
    tree.kinds.withUnsafeBufferPointer { kinds in
      tree.details.withUnsafeBufferPointer { details in
        tree.ranges.withUnsafeBufferPointer { ranges in
          tree.places.withUnsafeBufferPointer { places in
            tree.links.withUnsafeBufferPointer { links in
              tree.source.withUnsafeBufferPointer { source in
                NodeShape.widths.withUnsafeBufferPointer { widths in
                  NodeShape.listCounts.withUnsafeBufferPointer { listCounts in
                    body(
                      TreeReader(
                        kinds: kinds, details: details, ranges: ranges, places: places,
                        links: links, source: source, widths: widths, listCounts: listCounts))
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  var nodeCount: Int { kinds.count }

  func kind(_ node: NodeID) -> NodeKind { kinds[Int(node.index)] }
  func detail(_ node: NodeID) -> UInt8 { details[Int(node.index)] }
  func range(_ node: NodeID) -> SourceRange { ranges[Int(node.index)] }

  func link(_ node: NodeID, _ position: Int) -> UInt32 {
    links[Int(places[Int(node.index)]) + position]
  }

  func child(_ node: NodeID, _ position: Int) -> NodeID { NodeID(link(node, position)) }

  func name(_ node: NodeID, _ position: Int) -> SourceRange {
    SourceRange(start: link(node, position), end: link(node, position + 1))
  }

  /// The `index`th list of a node, in the order of its view's properties.
  func list(_ node: NodeID, _ index: Int) -> Nodes {
    let kind = Int(kinds[Int(node.index)].rawValue)
    let counts = Int(places[Int(node.index)]) + Int(widths[kind])
    var start = counts + Int(listCounts[kind])
    for earlier in 0..<index { start += Int(links[counts + earlier]) }
    let end = start + Int(links[counts + index])
    return Nodes(links: UnsafeBufferPointer(rebasing: links[start..<end]))
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
