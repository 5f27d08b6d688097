/// A directed graph in compressed sparse rows: the edges of a node are a range, its successors a
/// sorted slice.
///
/// An edge points from the one that needs to the one that is needed (`a` imports `b` is `a -> b`);
/// "dependencies first" in this module means "targets first". Graphs are made by `GraphBuilder`
/// and never change. Equal edges give equal graphs, in whatever order they were added.
package struct DirectedGraph: Sendable, Equatable {
  /// Where the edges of each node begin; one more element than there are nodes.
  let offsets: [UInt32]
  /// The target of every edge, by `EdgeIndex`.
  package let targets: [NodeIndex]
  /// The nodes that have an edge to themselves, ascending.
  package let selfLoops: [NodeIndex]

  /// Takes rows that are already grouped by source and sorted by target.
  init(offsets: [UInt32], targets: [NodeIndex], selfLoops: [NodeIndex]) {
    self.offsets = offsets
    self.targets = targets
    self.selfLoops = selfLoops
  }

  /// Makes a graph of the given edges, with duplicates merged.
  ///
  /// - Complexity: O(nodes + edges).
  package init(nodeCount: Int, edges: some Sequence<(NodeIndex, NodeIndex)>) {
    var builder = GraphBuilder(nodeCount: nodeCount)
    for (source, target) in edges {
      builder.addEdge(from: source, to: target)
    }
    self = builder.build().graph
  }

  package var nodeCount: Int { offsets.count - 1 }
  package var edgeCount: Int { targets.count }

  /// All nodes, ascending.
  package var nodes: some RandomAccessCollection<NodeIndex> {
    (0..<nodeCount).lazy.map { NodeIndex($0) }
  }

  /// The targets of the edges of `node`, ascending.
  package func successors(of node: NodeIndex) -> ArraySlice<NodeIndex> {
    targets[edgePositions(of: node)]
  }

  /// The edges that leave `node`, in the order of their targets.
  package func edges(from node: NodeIndex) -> some RandomAccessCollection<EdgeIndex> {
    edgePositions(of: node).lazy.map { EdgeIndex($0) }
  }

  /// Where `edge` ends.
  package func target(of edge: EdgeIndex) -> NodeIndex {
    targets[edge.position]
  }

  /// Where `edge` begins.
  ///
  /// - Complexity: O(log nodes); a loop over `edges(from:)` knows the source for nothing.
  package func source(of edge: EdgeIndex) -> NodeIndex {
    // The last node whose row begins at or before the edge.
    var low = 0
    var high = nodeCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if offsets[middle] <= edge.rawValue { low = middle } else { high = middle }
    }
    return NodeIndex(low)
  }

  /// The first edge from `source` to `target`, if there is one.
  ///
  /// - Complexity: O(log(successors of `source`)).
  package func edge(from source: NodeIndex, to target: NodeIndex) -> EdgeIndex? {
    let row = edgePositions(of: source)
    var low = row.lowerBound
    var high = row.upperBound
    while low < high {
      let middle = (low + high) / 2
      if targets[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low < row.upperBound && targets[low] == target ? EdgeIndex(low) : nil
  }

  func edgePositions(of node: NodeIndex) -> Range<Int> {
    Int(offsets[node.position])..<Int(offsets[node.position + 1])
  }
}
