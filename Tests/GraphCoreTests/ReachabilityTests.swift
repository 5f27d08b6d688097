import GraphCore
import Testing

@Suite struct ReachabilityTests {
  @Test(arguments: UInt64(0)..<200)
  func agreesWithAllPairsDistances(seed: UInt64) {
    let sample = SeededGraphs(seed: seed)
    let graph = sample.graph
    let distances = sample.distances
    let starts = Set([0, Int(seed) % sample.nodeCount]).sorted()
    let forward = Reachability.forward(from: starts.map { NodeIndex($0) }, in: graph)
    let backward = Reachability.backward(
      from: starts.map { NodeIndex($0) },
      in: graph.reversed()
    )
    for node in 0..<sample.nodeCount {
      let away = starts.compactMap { distances[$0][node] }.min()
      let towards = starts.compactMap { distances[node][$0] }.min()
      check(forward, NodeIndex(node), starts, away) { edge, from, to in
        graph.source(of: edge) == from && graph.target(of: edge) == to
      }
      check(backward, NodeIndex(node), starts, towards) { edge, from, to in
        graph.source(of: edge) == to && graph.target(of: edge) == from
      }
    }
    #expect(
      forward.reached.count
        == (0..<sample.nodeCount).filter {
          forward.contains(NodeIndex($0))
        }.count
    )
  }

  @Test func followsOnlyWantedEdges() {
    let graph = SeededGraphs.graph(4, [(0, 1), (0, 2), (1, 3), (2, 3)])
    let unwanted = graph.edge(from: NodeIndex(0), to: NodeIndex(1))
    let forward = Reachability.forward(from: [NodeIndex(0)], in: graph) { $0 != unwanted }
    #expect(forward.reached.map(\.position) == [0, 2, 3])
    #expect(forward.chain(to: NodeIndex(3)).map(\.node.position) == [0, 2, 3])
    #expect(forward.chain(to: NodeIndex(1)).isEmpty)
    let backward = Reachability.backward(from: [NodeIndex(3)], in: graph.reversed()) {
      $0 != unwanted
    }
    #expect(backward.reached.map(\.position) == [3, 1, 2, 0])
    #expect(backward.chain(to: NodeIndex(0)).map(\.node.position) == [3, 2, 0])
  }

  private func check(
    _ closure: Reachability,
    _ node: NodeIndex,
    _ starts: [Int],
    _ distance: Int?,
    joins: (EdgeIndex, NodeIndex, NodeIndex) -> Bool
  ) {
    #expect(closure.distance(to: node) == distance)
    #expect(closure.contains(node) == (distance != nil))
    let chain = closure.chain(to: node)
    #expect(chain.count == (distance.map { $0 + 1 } ?? 0))
    guard let first = chain.first else { return }
    #expect(starts.contains(first.node.position))
    #expect(first.edge == nil)
    #expect(chain.last?.node == node)
    for (before, after) in zip(chain, chain.dropFirst()) {
      #expect(after.edge.map { joins($0, before.node, after.node) } == true)
    }
  }
}
