import GraphCore
import Testing

@Suite struct StronglyConnectedComponentsTests {
  struct Case: Sendable {
    var nodes: Int
    var edges: [(Int, Int)]
    /// Members by component, dependencies first.
    var components: [[Int]]
    var cyclic: [Int] = []
  }

  @Test(arguments: [
    Case(nodes: 3, edges: [], components: [[0], [1], [2]]),
    Case(nodes: 3, edges: [(0, 1), (1, 2)], components: [[2], [1], [0]]),
    Case(nodes: 2, edges: [(0, 0), (0, 1)], components: [[1], [0]], cyclic: [1]),
    Case(nodes: 3, edges: [(0, 1), (1, 0), (2, 0)], components: [[0, 1], [2]], cyclic: [0]),
    // Two loops that share a node are one component.
    Case(
      nodes: 5,
      edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2)],
      components: [[0, 1, 2, 3, 4]],
      cyclic: [0]
    ),
    Case(
      nodes: 5,
      edges: [(4, 3), (3, 4), (3, 2), (1, 2), (2, 1), (1, 0)],
      components: [[0], [1, 2], [3, 4]],
      cyclic: [1, 2]
    ),
  ])
  func handMade(_ sample: Case) {
    check(sample.nodes, sample.edges, sample.components, sample.cyclic)
  }

  @Test(arguments: UInt64(0)..<300)
  func agreesWithMutualReachability(seed: UInt64) {
    let sample = SeededGraphs(seed: seed)
    let graph = sample.graph
    let components = StronglyConnectedComponents.of(graph)
    let distances = sample.distances
    for left in graph.nodes {
      for right in graph.nodes {
        let reaches = distances[left.position][right.position] != nil
        let isReached = distances[right.position][left.position] != nil
        let isSame = components.component(of: left) == components.component(of: right)
        #expect(isSame == (reaches && isReached))
        if reaches { #expect(components.component(of: left) >= components.component(of: right)) }
      }
    }
    for component in (0..<components.count).map({ ComponentIndex($0) }) {
      let members = components.members(of: component)
      #expect(members.map(\.position) == members.map(\.position).sorted())
      let isCyclic =
        members.count > 1
        || sample.edges.contains { [members.first?.position] == [$0.0] && $0.0 == $0.1 }
      #expect(components.isCyclic(component) == isCyclic)
      #expect(components.cyclic.contains(component) == isCyclic)
    }
  }

  @Test(arguments: UInt64(0)..<30)
  func listsTheEdgesInside(seed: UInt64) {
    let graph = SeededGraphs(seed: seed).graph
    let components = StronglyConnectedComponents.of(graph)
    for component in (0..<components.count).map({ ComponentIndex($0) }) {
      let expected = (0..<graph.edgeCount).map { EdgeIndex($0) }.filter {
        components.component(of: graph.source(of: $0)) == component
          && components.component(of: graph.target(of: $0)) == component
      }
      #expect(components.edges(inside: component, of: graph) == expected)
    }
  }

  @Test func aLongChainDoesNotOverflowTheStack() {
    let length = 300_000
    let chain = (1..<length).map { ($0 - 1, $0) }
    #expect(StronglyConnectedComponents.of(SeededGraphs.graph(length, chain)).count == length)
    let loop = chain + [(length - 1, 0)]
    #expect(StronglyConnectedComponents.of(SeededGraphs.graph(length, loop)).count == 1)
  }

  private func check(
    _ nodes: Int,
    _ edges: [(Int, Int)],
    _ expected: [[Int]],
    _ cyclic: [Int],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let components = StronglyConnectedComponents.of(SeededGraphs.graph(nodes, edges))
    let members = (0..<components.count).map {
      components.members(of: ComponentIndex($0)).map(\.position)
    }
    #expect(members == expected, sourceLocation: sourceLocation)
    #expect(components.cyclic.map(\.position) == cyclic, sourceLocation: sourceLocation)
  }
}
