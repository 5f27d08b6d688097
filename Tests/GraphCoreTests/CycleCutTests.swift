import GraphCore
import Testing

@Suite struct CycleCutTests {
  struct Case: Sendable {
    var nodes: Int
    var edges: [(Int, Int)]
    /// The cost of each edge, 1 if left out.
    var costs: [UInt32]?
    var cut: [[Int]]
  }

  @Test(arguments: [
    Case(nodes: 3, edges: [(0, 1), (1, 2)], cut: []),
    Case(nodes: 2, edges: [(0, 0), (0, 1)], cut: [[0, 0]]),
    Case(nodes: 2, edges: [(0, 1), (1, 0)], costs: [3, 2], cut: [[1, 0]]),
    Case(nodes: 2, edges: [(0, 1), (1, 0)], costs: [2, 3], cut: [[0, 1]]),
    Case(nodes: 3, edges: [(0, 1), (1, 2), (2, 0)], costs: [5, 1, 5], cut: [[1, 2]]),
    // One shared edge ends both loops, even if it costs a little more than another.
    Case(
      nodes: 4,
      edges: [(0, 1), (1, 2), (1, 3), (2, 0), (3, 0)],
      costs: [3, 2, 2, 2, 2],
      cut: [[0, 1]]
    ),
    // Two components are cut on their own.
    Case(
      nodes: 4,
      edges: [(0, 1), (1, 0), (1, 2), (2, 3), (3, 2)],
      costs: [1, 2, 1, 2, 1],
      cut: [[0, 1], [3, 2]]
    ),
  ])
  func handMade(_ sample: Case) {
    let graph = SeededGraphs.graph(sample.nodes, sample.edges)
    let cut = CycleCut.of(
      graph,
      components: StronglyConnectedComponents.of(graph),
      costs: sample.costs
    )
    let ends = cut.edges.map {
      [graph.source(of: $0).position, graph.target(of: $0).position]
    }
    #expect(ends == sample.cut)
    #expect(cut.isProvenCheapest)
  }

  @Test(arguments: UInt64(0)..<100)
  func isCheapestOnSmallGraphs(seed: UInt64) {
    let sample = SeededGraphs(seed: seed, largest: 10)
    var builder = GraphBuilder(nodeCount: sample.nodeCount)
    for (source, target) in sample.edges {
      builder.addEdge(from: NodeIndex(source), to: NodeIndex(target))
    }
    let built = builder.build(parallelEdges: seed % 2 == 0 ? .kept : .merged)
    var costs = [UInt32](repeating: 0, count: built.graph.edgeCount)
    for (edge, weight) in zip(built.edgeOfAddition, sample.weights) {
      costs[edge.position] = weight
    }
    check(built.graph, costs)
    check(built.graph, nil)
    // Edges that can't be removed are given a cost that no others add up to.
    check(built.graph, costs.map { $0 > 3 ? 1_000_000 : $0 })
  }

  @Test func componentsAddUpToTheWhole() {
    for seed in UInt64(0)..<8 {
      let graph = SeededGraphs(seed: seed).graph
      let components = StronglyConnectedComponents.of(graph)
      let whole = CycleCut.of(graph, components: components)
      let parts = components.cyclic.map {
        CycleCut.of($0, in: graph, components: components)
      }
      #expect(parts.flatMap(\.edges).sorted() == whole.edges)
      #expect(parts.map(\.cost).reduce(0, +) == whole.cost)
    }
  }

  @Test(arguments: UInt64(0)..<10)
  func isTheSameInEveryRun(seed: UInt64) {
    let graph = SeededGraphs(seed: seed, largest: 60).graph
    let components = StronglyConnectedComponents.of(graph)
    let cuts = (0..<2).map { _ in CycleCut.of(graph, components: components, moves: 20_000) }
    #expect(cuts[0] == cuts[1])
  }

  @Test func findsThePlantedCutOfALargerGraph() {
    // Every node points at the three after it in a ring of 400; the ring is closed by one edge.
    let count = 400
    var edges = [(count - 1, 0)]
    for node in 0..<count {
      for step in 1...3 where node + step < count { edges.append((node, node + step)) }
    }
    // Numbers that say nothing about the order: 7 has an inverse modulo 400.
    let graph = SeededGraphs.graph(count, edges.map { ($0.0 * 7 % count, $0.1 * 7 % count) })
    let cut = CycleCut.of(graph, components: StronglyConnectedComponents.of(graph))
    #expect(cut.cost == 1)
    #expect(cut.isProvenCheapest)
  }

  @Test func givesUpGracefully() {
    let graph = SeededGraphs(seed: 5, largest: 300).graph
    let components = StronglyConnectedComponents.of(graph)
    let cut = CycleCut.of(graph, components: components, moves: 0)
    expectCut(cut, of: graph)
    #expect(cut.lowerBound <= CycleCut.of(graph, components: components, moves: 50_000).cost)
  }

  private func check(
    _ graph: DirectedGraph,
    _ costs: [UInt32]?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let components = StronglyConnectedComponents.of(graph)
    let cut = CycleCut.of(graph, components: components, costs: costs, moves: 10_000)
    let expected = leastCost(graph, costs)
    #expect(cut.cost == expected, sourceLocation: sourceLocation)
    #expect(cut.lowerBound <= expected, sourceLocation: sourceLocation)
    let price = cut.edges.reduce(0) { $0 + Int(costs?[$1.position] ?? 1) }
    #expect(cut.cost == price, sourceLocation: sourceLocation)
    expectCut(cut, of: graph, sourceLocation: sourceLocation)
  }

  /// Expects that without the cut no loop is left.
  private func expectCut(
    _ cut: CycleCut,
    of graph: DirectedGraph,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let removed = Set(cut.edges)
    let rest = graph.filtered { !removed.contains($0) }.graph
    #expect(StronglyConnectedComponents.of(rest).cyclic.isEmpty, sourceLocation: sourceLocation)
  }

  /// The least cost over all orders: the best way to place a set of nodes first is the best way to
  /// place all but one of them, and then that one (Held and Karp's recurrence).
  private func leastCost(_ graph: DirectedGraph, _ costs: [UInt32]?) -> Int {
    var least = [Int](repeating: .max, count: 1 << graph.nodeCount)
    least[0] = 0
    for placed in 1..<least.count {
      for last in graph.nodes where placed >> last.position & 1 == 1 {
        var price = least[placed & ~(1 << last.position)]
        for edge in graph.edges(from: last) {
          // An edge to a node that is already placed, or to itself, points back.
          if placed >> graph.target(of: edge).position & 1 == 1 {
            price += Int(costs?[edge.position] ?? 1)
          }
        }
        least[placed] = min(least[placed], price)
      }
    }
    return least[least.count - 1]
  }
}
