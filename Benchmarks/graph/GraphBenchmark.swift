import Glibc
import GraphCore

/// Runs the graph algorithms over edge files and prints one JSON object per file.
///
/// A file holds little-endian `UInt32`: the number of nodes, the number of edges, a source and a
/// target for each edge, and then, if there is more, the cost of cutting each. Seconds are CPU
/// seconds of this process; the least of several runs where there are several.
@main
struct GraphBenchmark {
  static func main() {
    for path in CommandLine.arguments.dropFirst() {
      guard let input = EdgeFile(path: path) else {
        let message = "graph-benchmark: \(path): not an edge file\n"
        _ = message.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(2)
      }
      measure(input)
    }
  }

  private static func measure(_ input: EdgeFile) {
    var built = input.builder.build()
    let build = leastSeconds { built = input.builder.build() }
    let graph = built.graph
    var costs: [UInt32]?
    if let given = input.costs {
      var byEdge = [UInt32](repeating: 0, count: graph.edgeCount)
      for (edge, cost) in zip(built.edgeOfAddition, given) { byEdge[edge.position] += cost }
      costs = byEdge
    }

    var components = StronglyConnectedComponents.of(graph)
    let search = leastSeconds { components = StronglyConnectedComponents.of(graph) }
    let order = leastSeconds { _ = CondensedOrder.of(components, in: graph) }
    var loopCount = 0
    let loops = seconds {
      for component in components.cyclic {
        loopCount +=
          ShortestCycles.of(component, in: graph, components: components, limit: 10)
          .cycles.count
      }
    }
    let start = clock()
    let cut = CycleCut.of(graph, components: components, costs: costs)
    let cutting = Double(clock() - start) / Double(CLOCKS_PER_SEC)

    let pairs = cut.edges.map { edge in
      "[\(graph.source(of: edge).rawValue),\(graph.target(of: edge).rawValue)]"
    }
    let largest = components.cyclic.map { components.members(of: $0).count }.max() ?? 0
    print(
      """
      {"nodes": \(graph.nodeCount), "edges": \(graph.edgeCount), \
      "components": \(components.count), "cyclic": \(components.cyclic.count), \
      "largest": \(largest), "build_seconds": \(build), "components_seconds": \(search), \
      "order_seconds": \(order), "loops": \(loopCount), "loops_seconds": \(loops), \
      "cut_cost": \(cut.cost), "lower_bound": \(cut.lowerBound), \
      "cut_seconds": \(cutting), "cut": [\(pairs.joined(separator: ","))]}
      """
    )
  }

  private static func leastSeconds(_ body: () -> Void) -> Double {
    (0..<7).map { _ in seconds(body) }.min() ?? 0
  }

  private static func seconds(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }
}
