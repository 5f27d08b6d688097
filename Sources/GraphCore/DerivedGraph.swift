/// A graph made out of another one, and which of the other's edges each of its edges stands for.
package struct DerivedGraph: Sendable {
  package let graph: DirectedGraph
  /// The edge in the graph this one was made from, by `EdgeIndex` of `graph`.
  package let originalEdges: [EdgeIndex]

  /// The edge in the graph this one was made from.
  package func originalEdge(of edge: EdgeIndex) -> EdgeIndex {
    originalEdges[edge.position]
  }
}

extension DirectedGraph {
  /// The same nodes with every edge turned round: successors become those who need a node.
  ///
  /// - Complexity: O(nodes + edges), a counting sort.
  package func reversed() -> DerivedGraph {
    var offsets = [UInt32](repeating: 0, count: nodeCount + 1)
    for target in targets { offsets[target.position + 1] &+= 1 }
    for node in 0..<nodeCount { offsets[node + 1] &+= offsets[node] }

    var next = offsets
    var sources = [NodeIndex](repeating: NodeIndex(rawValue: 0), count: edgeCount)
    var originalEdges = [EdgeIndex](repeating: EdgeIndex(rawValue: 0), count: edgeCount)
    for source in nodes {
      for edge in edgePositions(of: source) {
        let target = targets[edge].position
        let slot = Int(next[target])
        sources[slot] = source
        originalEdges[slot] = EdgeIndex(edge)
        next[target] &+= 1
      }
    }
    return DerivedGraph(
      graph: DirectedGraph(offsets: offsets, targets: sources, selfLoops: selfLoops),
      originalEdges: originalEdges
    )
  }

  /// The same nodes with only those edges that `isKept` answers true for.
  ///
  /// - Complexity: O(nodes + edges).
  package func filtered(_ isKept: (EdgeIndex) -> Bool) -> DerivedGraph {
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(nodeCount + 1)
    var keptTargets: [NodeIndex] = []
    var originalEdges: [EdgeIndex] = []
    var loops: [NodeIndex] = []
    for source in nodes {
      for edge in edges(from: source) where isKept(edge) {
        let target = targets[edge.position]
        keptTargets.append(target)
        originalEdges.append(edge)
        if target == source && loops.last != source { loops.append(source) }
      }
      offsets.append(UInt32(keptTargets.count))
    }
    return DerivedGraph(
      graph: DirectedGraph(offsets: offsets, targets: keptTargets, selfLoops: loops),
      originalEdges: originalEdges
    )
  }
}
