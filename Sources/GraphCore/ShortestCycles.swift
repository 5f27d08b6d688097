/// The shortest loops in one strongly connected component.
///
/// A component of a few hundred modules has more loops than anybody can count; the few shortest say
/// what it hangs on. For every edge one shortest loop through it is considered, and of those the
/// shortest are kept, ties by node numbers.
package struct ShortestCycles: Sendable, Equatable {
  /// The loops, shortest first, all different.
  package let cycles: [Cycle]
  /// Whether every edge was considered.
  ///
  /// If not, the work limit was met: the loops are real, but shorter ones may exist.
  package let isComplete: Bool

  /// Edges looked at before a search gives up: about a tenth of a second.
  package static let defaultWorkLimit = 20_000_000

  /// Finds up to `limit` loops in `component`.
  ///
  /// A breadth-first search from each member, bounded by the length that can still make it into the
  /// result (Itai and Rodeh, *Finding a minimum circuit in a graph*, SIAM Journal on Computing 7
  /// (1978), for every edge instead of one).
  ///
  /// - Complexity: O(members * edges in the component) at worst; stops after `workLimit` edges.
  package static func of(
    _ component: ComponentIndex,
    in graph: DirectedGraph,
    components: StronglyConnectedComponents,
    limit: Int,
    workLimit: Int = defaultWorkLimit
  ) -> ShortestCycles {
    var search = CycleSearch(component, in: graph, components: components, workLimit: workLimit)
    return search.shortest(limit: limit)
  }

  /// A shortest loop through `edge`, or nil if it lies on none.
  ///
  /// - Complexity: O(edges in the component of its ends + nodes).
  package static func through(
    _ edge: EdgeIndex,
    in graph: DirectedGraph,
    components: StronglyConnectedComponents
  ) -> Cycle? {
    let component = components.component(of: graph.target(of: edge))
    guard components.component(of: graph.source(of: edge)) == component else { return nil }
    var search = CycleSearch(component, in: graph, components: components, workLimit: .max)
    return search.shortest(closedBy: edge)
  }
}

/// The searches behind `ShortestCycles`, with arrays they share.
private struct CycleSearch {
  private let graph: DirectedGraph
  private let components: StronglyConnectedComponents
  private let component: ComponentIndex
  /// Edges that may still be looked at.
  private var work: Int
  /// The edge by which each node was reached in the current search.
  private var arrival: [EdgeIndex]
  private var parent: [NodeIndex]
  /// The search in which a node was last reached, so that nothing has to be cleared in between.
  private var round: [UInt32]
  private var currentRound: UInt32 = 0
  private var queue: [NodeIndex] = []

  init(
    _ component: ComponentIndex,
    in graph: DirectedGraph,
    components: StronglyConnectedComponents,
    workLimit: Int
  ) {
    self.graph = graph
    self.components = components
    self.component = component
    self.work = workLimit
    self.arrival = Array(repeating: EdgeIndex(rawValue: 0), count: graph.nodeCount)
    self.parent = Array(repeating: NodeIndex(rawValue: 0), count: graph.nodeCount)
    self.round = Array(repeating: 0, count: graph.nodeCount)
  }

  mutating func shortest(limit: Int) -> ShortestCycles {
    var shortlist = CycleShortlist(limit: limit)
    for start in components.members(of: component) {
      if work <= 0 { break }
      searchLoops(through: start, into: &shortlist)
    }
    return ShortestCycles(cycles: shortlist.sorted(), isComplete: work > 0)
  }

  mutating func shortest(closedBy edge: EdgeIndex) -> Cycle? {
    let start = graph.target(of: edge)
    let end = graph.source(of: edge)
    begin(at: start)
    var next = 0
    while next < queue.count && round[end.position] != currentRound {
      let node = queue[next]
      next += 1
      for step in graph.edges(from: node) {
        reach(graph.target(of: step), from: node, along: step)
      }
    }
    return loop(endingAt: end, closedBy: edge)
  }

  /// Offers, for every edge that ends at `start`, a shortest loop through it.
  private mutating func searchLoops(through start: NodeIndex, into shortlist: inout CycleShortlist)
  {
    begin(at: start)
    var next = 0
    var length = 1
    // Nodes from `next` up to here are `length - 1` steps from the start.
    var levelEnd = queue.count
    while next < queue.count && length <= shortlist.longestUseful && work > 0 {
      let node = queue[next]
      next += 1
      for edge in graph.edges(from: node) {
        work -= 1
        let target = graph.target(of: edge)
        if target == start {
          shortlist.offer(loop(endingAt: node, closedBy: edge))
        } else {
          reach(target, from: node, along: edge)
        }
      }
      if next == levelEnd {
        levelEnd = queue.count
        length += 1
      }
    }
  }

  private mutating func begin(at start: NodeIndex) {
    currentRound += 1
    queue.removeAll(keepingCapacity: true)
    queue.append(start)
    round[start.position] = currentRound
  }

  private mutating func reach(_ node: NodeIndex, from source: NodeIndex, along edge: EdgeIndex) {
    guard round[node.position] != currentRound, components.component(of: node) == component else {
      return
    }
    round[node.position] = currentRound
    arrival[node.position] = edge
    parent[node.position] = source
    queue.append(node)
  }

  private func loop(endingAt end: NodeIndex, closedBy edge: EdgeIndex) -> Cycle {
    var nodes = [end]
    var edges = [edge]
    while let node = nodes.last, node != queue[0] {
      nodes.append(parent[node.position])
      edges.append(arrival[node.position])
    }
    // Both were collected backwards: the closing edge leaves the last node.
    return Cycle(nodes: nodes.reversed(), edges: edges.reversed())
  }
}

/// The best loops so far, without duplicates.
private struct CycleShortlist {
  private let limit: Int
  private var cycles: Set<Cycle> = []
  /// How many of `cycles` have each length.
  private var countByLength: [Int: Int] = [:]
  /// No loop longer than this can be among the `limit` shortest any more.
  private(set) var longestUseful = Int.max

  init(limit: Int) {
    self.limit = limit
    if limit <= 0 { longestUseful = 0 }
  }

  mutating func offer(_ cycle: Cycle) {
    guard cycle.length <= longestUseful, cycles.insert(cycle).inserted else { return }
    countByLength[cycle.length, default: 0] += 1
    let longerOnes = countByLength[longestUseful] ?? 0
    if longestUseful == .max ? cycles.count >= limit : cycles.count - longerOnes >= limit {
      tighten()
    }
  }

  /// Lowers the bound to the greatest length that the `limit` shortest loops need.
  private mutating func tighten() {
    var counted = 0
    for (length, count) in countByLength.sorted(by: { $0.key < $1.key }) {
      counted += count
      if counted >= limit {
        longestUseful = length
        break
      }
    }
    cycles = cycles.filter { $0.length <= longestUseful }
    countByLength = countByLength.filter { $0.key <= longestUseful }
  }

  func sorted() -> [Cycle] {
    Array(cycles.sorted(by: Cycle.comesBefore).prefix(limit))
  }
}
