/// Collects edges in any order and sorts them into a `DirectedGraph`.
///
/// The sort is two stable counting sorts, by target and then by source: a radix sort with nodes as
/// digits (Cormen, Leiserson, Rivest, Stein, *Introduction to Algorithms*, section 8.3).
package struct GraphBuilder: Sendable {
  /// What becomes of several edges between the same two nodes.
  package enum ParallelEdges: Sendable {
    /// They become one edge.
    case merged
    /// Each stays an edge; among themselves they keep the order in which they were added.
    case kept
  }

  /// A graph, and where each added edge went.
  package struct Result: Sendable {
    package let graph: DirectedGraph
    /// The edge of the graph that each added edge became, in the order of adding.
    ///
    /// Merged duplicates share one.
    package let edgeOfAddition: [EdgeIndex]
  }

  package let nodeCount: Int
  private var sources: [NodeIndex] = []
  private var targets: [NodeIndex] = []

  package init(nodeCount: Int) {
    precondition(nodeCount >= 0 && nodeCount < Int(UInt32.max), "Nodes are numbered by UInt32.")
    self.nodeCount = nodeCount
  }

  /// How many edges have been added.
  package var additionCount: Int { sources.count }

  /// Makes room for that many edges in all.
  package mutating func reserveCapacity(_ edgeCount: Int) {
    sources.reserveCapacity(edgeCount)
    targets.reserveCapacity(edgeCount)
  }

  /// Adds an edge; a node may point to itself.
  package mutating func addEdge(from source: NodeIndex, to target: NodeIndex) {
    precondition(
      source.position < nodeCount && target.position < nodeCount,
      "An edge joins nodes of the graph."
    )
    sources.append(source)
    targets.append(target)
  }

  /// Sorts what was added into a graph.
  ///
  /// - Complexity: O(nodes + edges).
  package func build(parallelEdges: ParallelEdges = .merged) -> Result {
    precondition(sources.count < Int(UInt32.max), "Edges are numbered by UInt32.")
    var additions = (0..<UInt32(sources.count)).map { $0 }
    additions = Self.sorted(additions, by: targets, nodeCount: nodeCount)
    additions = Self.sorted(additions, by: sources, nodeCount: nodeCount)

    var offsets = [UInt32](repeating: 0, count: nodeCount + 1)
    var sortedTargets: [NodeIndex] = []
    sortedTargets.reserveCapacity(additions.count)
    var edgeOfAddition = [EdgeIndex](repeating: EdgeIndex(rawValue: 0), count: additions.count)
    var selfLoops: [NodeIndex] = []
    var previousSource: NodeIndex?
    for addition in additions {
      let source = sources[Int(addition)]
      let target = targets[Int(addition)]
      let isDuplicate = source == previousSource && target == sortedTargets.last
      if !isDuplicate || parallelEdges == .kept {
        sortedTargets.append(target)
        offsets[source.position + 1] &+= 1
        previousSource = source
        if source == target && selfLoops.last != source { selfLoops.append(source) }
      }
      edgeOfAddition[Int(addition)] = EdgeIndex(sortedTargets.count - 1)
    }
    for node in 0..<nodeCount { offsets[node + 1] &+= offsets[node] }
    return Result(
      graph: DirectedGraph(offsets: offsets, targets: sortedTargets, selfLoops: selfLoops),
      edgeOfAddition: edgeOfAddition
    )
  }

  private static func sorted(
    _ additions: [UInt32],
    by digit: [NodeIndex],
    nodeCount: Int
  ) -> [UInt32] {
    var next = [UInt32](repeating: 0, count: nodeCount + 1)
    for node in digit { next[node.position + 1] &+= 1 }
    for node in 0..<nodeCount { next[node + 1] &+= next[node] }
    var result = [UInt32](repeating: 0, count: additions.count)
    for addition in additions {
      let node = digit[Int(addition)].position
      result[Int(next[node])] = addition
      next[node] &+= 1
    }
    return result
  }
}
