/// The place of an edge in a `DirectedGraph`: dense, from 0 up to `edgeCount`, sorted by source and
/// then by target.
///
/// It doesn't change as long as the graph lives, so callers keep what they know about an edge (its
/// kind, its line) in an array beside the graph.
package struct EdgeIndex: Hashable, Comparable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Wraps a position in an array that has one element per edge.
  package init(_ position: Int) {
    self.rawValue = UInt32(position)
  }

  /// The position in an array that has one element per edge.
  package var position: Int { Int(rawValue) }

  package static func < (left: EdgeIndex, right: EdgeIndex) -> Bool {
    left.rawValue < right.rawValue
  }
}
