public import SourceText

/// The id of a node in one tree; 0 means "no node".
public struct NodeID: Hashable, Sendable {
  public let index: UInt32

  @inlinable
  public init(_ index: UInt32) { self.index = index }

  @inlinable public static var none: NodeID { NodeID(0) }

  @inlinable public var exists: Bool { index != 0 }
}

/// The syntax tree of one file: an arena of small fixed nodes, read through typed views.
///
/// A node is its kind, one byte of detail (an operator, a flag), its byte range and the place of its
/// links: node ids and byte offsets in one side array, laid out by kind as `Views*.swift` reads them.
/// Children are always made before their parents. The tree keeps its source bytes (UTF-8, without
/// a byte order mark, decoded if the file named another encoding); all offsets count in them.
public final class SyntaxTree: @unchecked Sendable {
  // Sendable: nothing is written after the parser has handed the tree over.
  @usableFromInline package var kinds: [NodeKind]
  @usableFromInline package var details: [UInt8]
  @usableFromInline package var ranges: [SourceRange]
  @usableFromInline package var places: [UInt32]
  @usableFromInline package var links: [UInt32]

  /// The text all offsets refer to.
  public package(set) var source: [UInt8]
  /// What is wrong with the text, in source order; empty when CPython accepts it.
  public package(set) var diagnostics: [SourceDiagnostic] = []
  /// The module node.
  public package(set) var root: NodeID = .none
  /// Offsets of the comments in the text, in order: each starts at its `#`.
  public package(set) var comments: [SourceRange] = []

  package init(source: [UInt8]) {
    self.source = source
    kinds = [.none]
    details = [0]
    ranges = [SourceRange(start: 0, end: 0)]
    places = [0]
    links = []
  }

  public var nodeCount: Int { kinds.count }

  @inlinable
  public func kind(_ node: NodeID) -> NodeKind { kinds[Int(node.index)] }

  @inlinable
  public func detail(_ node: NodeID) -> UInt8 { details[Int(node.index)] }

  /// Where the node stands, as `ast` has it: without decorators, without surrounding parentheses.
  @inlinable
  public func range(_ node: NodeID) -> SourceRange { ranges[Int(node.index)] }

  /// The `position`th link of a node.
  @inlinable
  package func link(_ node: NodeID, _ position: Int) -> UInt32 {
    links[Int(places[Int(node.index)]) + position]
  }

  @inlinable
  package func child(_ node: NodeID, _ position: Int) -> NodeID { NodeID(link(node, position)) }

  /// The `count` links from the `position`th on.
  @inlinable
  package func list(_ node: NodeID, _ position: Int, _ count: UInt32) -> NodeList {
    NodeList(tree: self, first: Int(places[Int(node.index)]) + position, length: Int(count))
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

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { length }

  @inlinable
  public subscript(position: Int) -> NodeID { NodeID(tree.links[first + position]) }
}
