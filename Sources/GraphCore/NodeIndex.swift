/// The place of a node in a `DirectedGraph`: dense, from 0 up to `nodeCount`.
///
/// It is a type of its own so that a node can't be confused with an edge, a component or a count.
package struct NodeIndex: Hashable, Comparable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Wraps a position in an array that has one element per node.
  package init(_ position: Int) {
    self.rawValue = UInt32(position)
  }

  /// The position in an array that has one element per node.
  package var position: Int { Int(rawValue) }

  package static func < (left: NodeIndex, right: NodeIndex) -> Bool {
    left.rawValue < right.rawValue
  }
}
