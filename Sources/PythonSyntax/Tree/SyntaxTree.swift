public import SourceText

/// The id of a node in one tree; 0 means "no node".
public struct NodeID: Hashable, Sendable {
  /// The node's place in the tree's arena.
  public let index: UInt32

  /// The id of the node at `index`.
  @inlinable
  public init(_ index: UInt32) { self.index = index }

  /// No node.
  @inlinable public static var none: NodeID { NodeID(0) }

  /// Whether there is a node.
  @inlinable public var exists: Bool { index != 0 }
}

/// One node: its kind, a byte of detail, its byte range and the place of its links.
///
/// Sixteen bytes in one store: making a node touches one cache line, not five arrays.
@usableFromInline
package struct NodeRecord {
  @usableFromInline package var range: SourceRange
  @usableFromInline package var place: UInt32
  @usableFromInline package var kind: NodeKind
  @usableFromInline package var detail: UInt8

  @inlinable
  package init(kind: NodeKind, detail: UInt8, range: SourceRange, place: UInt32) {
    self.range = range
    self.place = place
    self.kind = kind
    self.detail = detail
  }
}

/// The syntax tree of one file: an arena of small fixed nodes, read through typed views.
///
/// A node is its kind, one byte of detail (an operator, a flag), its byte range and the place of its
/// links: node ids and byte offsets in one side array, laid out by kind as `*Views.swift` reads them.
/// Children are always made before their parents. The tree keeps its source bytes (UTF-8, without
/// a byte order mark, decoded if the file named another encoding); all offsets count in them.
///
/// A tree can be parsed into again (`ParserWorkspace.parse`): then all that was read from it before,
/// views and ids included, is void.
public final class SyntaxTree: @unchecked Sendable {
  // Sendable: nothing is written after the parser has handed the tree over. For the same reason
  // reading the arena needs no check at run time that nobody writes it: each would cost more than
  // the read.
  @exclusivity(unchecked) @usableFromInline package var nodes: UnsafeMutablePointer<NodeRecord>
  @exclusivity(unchecked) @usableFromInline package var links: UnsafeMutablePointer<UInt32>
  package var nodeCapacity: Int
  package var linkCapacity: Int

  /// The number of nodes, the empty one at index 0 included.
  @exclusivity(unchecked) public package(set) var nodeCount: Int = 1
  /// The text all offsets refer to.
  @exclusivity(unchecked) public package(set) var source: [UInt8] = []
  /// What is wrong with the text, in source order; empty when CPython accepts it.
  public package(set) var diagnostics: [SourceDiagnostic] = []
  /// The module node.
  @exclusivity(unchecked) public package(set) var root: NodeID = .none
  /// Offsets of the comments in the text, in order: each starts at its `#`.
  public package(set) var comments: [SourceRange] = []

  /// The `importStatement` and `importFrom` nodes, in order, those of statements given up included.
  ///
  /// Kept by the parser: to look for them in the tree takes a twentieth of the time of parsing.
  @exclusivity(unchecked) public package(set) var importStatements: [NodeID] = []
  /// Whether a name may be `__import__`; `false` says that none is.
  @exclusivity(unchecked) public package(set) var mayNameImport = false

  /// An empty tree, to be parsed into.
  public init() {
    nodeCapacity = 1 << 10
    linkCapacity = 1 << 11
    nodes = .allocate(capacity: nodeCapacity)
    links = .allocate(capacity: linkCapacity)
    nodes.initialize(
      to: NodeRecord(kind: .none, detail: 0, range: SourceRange(start: 0, end: 0), place: 0)
    )
  }

  deinit {
    nodes.deallocate()
    links.deallocate()
  }

  /// What a node is.
  @inlinable
  public func kind(_ node: NodeID) -> NodeKind { nodes[Int(node.index)].kind }

  /// The node's byte of detail; the views read it.
  @inlinable
  public func detail(_ node: NodeID) -> UInt8 { nodes[Int(node.index)].detail }

  /// Where the node stands, as `ast` has it: without decorators, without surrounding parentheses.
  @inlinable
  public func range(_ node: NodeID) -> SourceRange { nodes[Int(node.index)].range }

  /// The `position`th link of a node.
  @inlinable
  package func link(_ node: NodeID, _ position: Int) -> UInt32 {
    links[Int(nodes[Int(node.index)].place) + position]
  }

  /// The node that the `position`th link names.
  @inlinable
  package func child(_ node: NodeID, _ position: Int) -> NodeID { NodeID(link(node, position)) }

  /// The `count` links from the `position`th on.
  @inlinable
  package func list(_ node: NodeID, _ position: Int, _ count: UInt32) -> NodeList {
    NodeList(tree: self, first: Int(nodes[Int(node.index)].place) + position, length: Int(count))
  }
}

/// A run of node ids in a tree's side array, in source order.
public struct NodeList: RandomAccessCollection, Sendable {
  @usableFromInline let tree: SyntaxTree
  @usableFromInline let first: Int
  @usableFromInline let length: Int

  @inlinable
  package init(tree: SyntaxTree, first: Int, length: Int) {
    self.tree = tree
    self.first = first
    self.length = length
  }

  /// 0.
  @inlinable public var startIndex: Int { 0 }

  /// The number of nodes.
  @inlinable public var endIndex: Int { length }

  /// The node at a position.
  @inlinable
  public subscript(position: Int) -> NodeID { NodeID(tree.links[first + position]) }
}
