/// A loop in a graph that passes no node twice.
///
/// Each edge starts where the one before ends, the first where the last ends. A loop is written
/// from its smallest node, so that equal loops are equal values.
package struct Cycle: Hashable, Sendable {
  /// The nodes in the order of the loop; the smallest is first and isn't repeated at the end.
  package let nodes: [NodeIndex]
  /// The edge from each node to the next; the last one leads back to the first node.
  package let edges: [EdgeIndex]

  /// Takes a loop that begins anywhere.
  init(nodes: [NodeIndex], edges: [EdgeIndex]) {
    let first = nodes.indices.min { nodes[$0] < nodes[$1] } ?? 0
    self.nodes = Array(nodes[first...] + nodes[..<first])
    self.edges = Array(edges[first...] + edges[..<first])
  }

  /// How many edges the loop has; 1 for a node that points to itself.
  package var length: Int { edges.count }

  /// Whether this loop is shown before the other: shorter first, then by nodes.
  static func comesBefore(_ left: Cycle, _ right: Cycle) -> Bool {
    if left.length != right.length { return left.length < right.length }
    return left.nodes.lexicographicallyPrecedes(right.nodes)
  }
}
