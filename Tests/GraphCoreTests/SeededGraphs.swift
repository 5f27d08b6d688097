import GraphCore

/// Random graphs that are the same in every run.
struct SeededGraphs {
  /// SplitMix64 (Steele, Lea, Flood, *Fast splittable pseudorandom number generators*, 2014).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  let nodeCount: Int
  let edges: [(Int, Int)]
  let weights: [UInt32]

  /// Up to 12 nodes, from nearly no edges to several between the same nodes; self loops occur.
  init(seed: UInt64, largest: Int = 12) {
    var generator = Generator(state: seed)
    let nodeCount = Int.random(in: 1...largest, using: &generator)
    let edgeCount = Int.random(in: 0...(nodeCount * 3), using: &generator)
    self.nodeCount = nodeCount
    edges = (0..<edgeCount).map { _ in
      (
        Int.random(in: 0..<nodeCount, using: &generator),
        Int.random(in: 0..<nodeCount, using: &generator)
      )
    }
    weights = (0..<edgeCount).map { _ in UInt32.random(in: 1...5, using: &generator) }
  }

  var graph: DirectedGraph { Self.graph(nodeCount, edges) }

  static func graph(_ nodeCount: Int, _ edges: [(Int, Int)]) -> DirectedGraph {
    DirectedGraph(nodeCount: nodeCount, edges: edges.map { (NodeIndex($0.0), NodeIndex($0.1)) })
  }

  /// The number of edges of a shortest path between all nodes.
  ///
  /// It is nil without one, and 0 from a node to itself. Floyd and Warshall's algorithm.
  var distances: [[Int?]] {
    var result = [[Int?]](repeating: Array(repeating: nil, count: nodeCount), count: nodeCount)
    for (source, target) in edges { result[source][target] = 1 }
    for node in 0..<nodeCount { result[node][node] = 0 }
    for middle in 0..<nodeCount {
      for source in 0..<nodeCount {
        for target in 0..<nodeCount {
          guard let first = result[source][middle], let second = result[middle][target] else {
            continue
          }
          result[source][target] = min(result[source][target] ?? .max, first + second)
        }
      }
    }
    return result
  }
}
