import GraphCore
import Testing

@Suite struct CondensedOrderTests {
  struct Case: Sendable {
    var nodes: Int
    var edges: [(Int, Int)]
    var ranks: [UInt32]?
    /// The members of the components in order.
    var order: [[Int]]
  }

  @Test(arguments: [
    Case(nodes: 3, edges: [], order: [[0], [1], [2]]),
    Case(nodes: 3, edges: [], ranks: [2, 1, 0], order: [[2], [1], [0]]),
    Case(nodes: 3, edges: [(0, 2)], order: [[1], [2], [0]]),
    Case(nodes: 4, edges: [(0, 1), (1, 0), (2, 1), (3, 3)], order: [[0, 1], [2], [3]]),
    // The loop has the rank of its first member, and so goes before the free node.
    Case(nodes: 3, edges: [(1, 2), (2, 1)], ranks: [5, 9, 1], order: [[1, 2], [0]]),
    // Ready at once, but the better rank of what it makes ready doesn't count until it is.
    Case(nodes: 3, edges: [(0, 2)], ranks: [0, 1, 2], order: [[1], [2], [0]]),
  ])
  func handMade(_ sample: Case) {
    let graph = SeededGraphs.graph(sample.nodes, sample.edges)
    let components = StronglyConnectedComponents.of(graph)
    let order = CondensedOrder.of(components, in: graph, ranks: sample.ranks)
    let members = order.components.map { components.members(of: $0).map(\.position) }
    #expect(members == sample.order)
  }

  @Test(arguments: UInt64(0)..<200)
  func isTheSmallestOrderByRank(seed: UInt64) {
    let sample = SeededGraphs(seed: seed)
    let graph = sample.graph
    let ranks = graph.nodes.map { UInt32(($0.position * 7 + Int(seed)) % 13) }
    let components = StronglyConnectedComponents.of(graph)
    let order = CondensedOrder.of(components, in: graph, ranks: ranks)
    #expect(order.components == naiveOrder(components, graph, ranks))
    for (place, component) in order.components.enumerated() {
      #expect(order.place(of: component) == place)
    }
  }

  /// Picks the best component whose dependencies are all placed, over and over.
  private func naiveOrder(
    _ components: StronglyConnectedComponents,
    _ graph: DirectedGraph,
    _ ranks: [UInt32]
  ) -> [ComponentIndex] {
    var waiting = (0..<components.count).map { ComponentIndex($0) }
    var placed: [ComponentIndex] = []
    func key(_ component: ComponentIndex) -> [UInt32] {
      [components.members(of: component).map { ranks[$0.position] }.min() ?? 0, component.rawValue]
    }
    while !waiting.isEmpty {
      let ready = waiting.filter { component in
        components.members(of: component).allSatisfy { member in
          graph.successors(of: member).allSatisfy {
            let target = components.component(of: $0)
            return target == component || placed.contains(target)
          }
        }
      }
      guard let next = ready.min(by: { key($0).lexicographicallyPrecedes(key($1)) }) else { break }
      placed.append(next)
      waiting.removeAll { $0 == next }
    }
    return placed
  }
}
