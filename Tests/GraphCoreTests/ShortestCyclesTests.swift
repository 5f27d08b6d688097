import GraphCore
import Testing

@Suite struct ShortestCyclesTests {
  struct Case: Sendable {
    var nodes: Int
    var edges: [(Int, Int)]
    var limit = 10
    var loops: [[Int]]
  }

  @Test(arguments: [
    Case(nodes: 1, edges: [(0, 0)], loops: [[0]]),
    Case(nodes: 2, edges: [(0, 1), (1, 0)], loops: [[0, 1]]),
    Case(nodes: 3, edges: [(0, 1), (1, 2), (2, 0), (1, 0)], loops: [[0, 1], [0, 1, 2]]),
    Case(nodes: 3, edges: [(0, 1), (1, 2), (2, 0), (1, 0)], limit: 1, loops: [[0, 1]]),
    Case(nodes: 3, edges: [(0, 1), (1, 2), (2, 0), (1, 0)], limit: 0, loops: []),
    // Both directions of a triangle: every pair first.
    Case(
      nodes: 3,
      edges: [(0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2)],
      limit: 3,
      loops: [[0, 1], [0, 2], [1, 2]]
    ),
  ])
  func handMade(_ sample: Case) {
    let graph = SeededGraphs.graph(sample.nodes, sample.edges)
    let components = StronglyConnectedComponents.of(graph)
    let found = ShortestCycles.of(
      ComponentIndex(0),
      in: graph,
      components: components,
      limit: sample.limit
    )
    #expect(found.cycles.map { $0.nodes.map(\.position) } == sample.loops)
    #expect(found.isComplete)
  }

  @Test(arguments: UInt64(0)..<200)
  func findsAShortestLoopThroughEveryEdge(seed: UInt64) {
    let sample = SeededGraphs(seed: seed)
    let graph = sample.graph
    let distances = sample.distances
    let components = StronglyConnectedComponents.of(graph)
    var lengths: [ComponentIndex: Set<Int>] = [:]
    for edge in (0..<graph.edgeCount).map({ EdgeIndex($0) }) {
      let source = graph.source(of: edge)
      let target = graph.target(of: edge)
      let expected = distances[target.position][source.position].map { $0 + 1 }
      let loop = ShortestCycles.through(edge, in: graph, components: components)
      #expect(loop?.length == expected)
      guard let loop, let expected else { continue }
      expectLoop(loop, in: graph)
      #expect(loop.edges.contains(edge))
      lengths[components.component(of: source), default: []].insert(expected)
    }
    for component in components.cyclic {
      let all = ShortestCycles.of(component, in: graph, components: components, limit: 1_000)
      #expect(Set(all.cycles.map(\.length)) == lengths[component])
      #expect(all.cycles.count == Set(all.cycles).count)
      for loop in all.cycles { expectLoop(loop, in: graph) }
      for limit in 1...4 {
        let some = ShortestCycles.of(component, in: graph, components: components, limit: limit)
        #expect(some.cycles == Array(all.cycles.prefix(limit)))
      }
    }
  }

  @Test func givesUpGracefully() {
    let count = 60
    let edges = (0..<count).flatMap { source in (0..<count).map { (source, $0) } }
    let graph = SeededGraphs.graph(count, edges)
    let components = StronglyConnectedComponents.of(graph)
    let found = ShortestCycles.of(
      ComponentIndex(0),
      in: graph,
      components: components,
      limit: 100,
      workLimit: 200
    )
    #expect(!found.isComplete)
    #expect(!found.cycles.isEmpty)
    for loop in found.cycles { expectLoop(loop, in: graph) }
  }

  private func expectLoop(_ loop: Cycle, in graph: DirectedGraph) {
    #expect(Set(loop.nodes).count == loop.nodes.count)
    #expect(loop.nodes.first == loop.nodes.min())
    #expect(loop.edges.map { graph.source(of: $0) } == loop.nodes)
    let followers = Array(loop.nodes.dropFirst() + loop.nodes.prefix(1))
    #expect(loop.edges.map { graph.target(of: $0) } == followers)
  }
}
