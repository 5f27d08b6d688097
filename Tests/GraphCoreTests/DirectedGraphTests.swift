import GraphCore
import Testing

@Suite struct DirectedGraphTests {
  @Test(arguments: UInt64(0)..<100)
  func holdsTheAddedEdgesSorted(seed: UInt64) {
    let sample = SeededGraphs(seed: seed)
    var builder = GraphBuilder(nodeCount: sample.nodeCount)
    for (source, target) in sample.edges {
      builder.addEdge(from: NodeIndex(source), to: NodeIndex(target))
    }
    let merged = builder.build()
    let kept = builder.build(parallelEdges: .kept)
    #expect(merged.graph == sample.graph)
    #expect(rows(of: kept.graph) == sample.edges.map { [$0.0, $0.1] }.sorted(by: precedes))
    #expect(rows(of: merged.graph) == Set(rows(of: kept.graph)).sorted(by: precedes))
    #expect(Set(kept.edgeOfAddition).count == sample.edges.count)
    for result in [merged, kept] {
      for (edge, added) in zip(result.edgeOfAddition, sample.edges) {
        #expect(result.graph.source(of: edge).position == added.0)
        #expect(result.graph.target(of: edge).position == added.1)
      }
      #expect(
        result.graph.selfLoops.map(\.position)
          == Set(sample.edges.filter { $0.0 == $0.1 }.map { $0.0 }).sorted()
      )
    }
  }

  @Test(arguments: UInt64(0)..<50)
  func findsEdgesByTheirEnds(seed: UInt64) {
    let graph = SeededGraphs(seed: seed).graph
    for source in graph.nodes {
      for target in graph.nodes {
        let expected = graph.edges(from: source).first { graph.target(of: $0) == target }
        #expect(graph.edge(from: source, to: target) == expected)
      }
    }
  }

  @Test(arguments: UInt64(0)..<50)
  func derivedGraphsRememberTheirEdges(seed: UInt64) {
    let graph = SeededGraphs(seed: seed).graph
    let reversed = graph.reversed()
    #expect(reversed.graph.reversed().graph == graph)
    #expect(
      rows(of: reversed.graph).map { [$0[1], $0[0]] }.sorted(by: precedes) == rows(of: graph)
    )
    for edge in 0..<graph.edgeCount {
      let original = reversed.originalEdge(of: EdgeIndex(edge))
      #expect(graph.source(of: original) == reversed.graph.target(of: EdgeIndex(edge)))
      #expect(graph.target(of: original) == reversed.graph.source(of: EdgeIndex(edge)))
    }
    let odd = graph.filtered { $0.rawValue % 2 == 1 }
    let expected = rows(of: graph).enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    #expect(rows(of: odd.graph) == expected)
    #expect(odd.originalEdges.allSatisfy { $0.rawValue % 2 == 1 })
    #expect(
      odd.graph.selfLoops.map(\.position) == expected.filter { $0[0] == $0[1] }.map { $0[0] }
    )
  }

  @Test func emptyGraph() {
    let graph = SeededGraphs.graph(0, [])
    #expect(graph.nodeCount == 0)
    #expect(graph.edgeCount == 0)
    #expect(StronglyConnectedComponents.of(graph).count == 0)
  }

  private func rows(of graph: DirectedGraph) -> [[Int]] {
    graph.nodes.flatMap { source in
      graph.successors(of: source).map { [source.position, $0.position] }
    }
  }

  private func precedes(_ left: [Int], _ right: [Int]) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
