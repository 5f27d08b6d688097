/// Edges whose removal leaves a graph without cycles, chosen to be cheap: a feedback arc set.
///
/// Finding the cheapest is NP-hard (Karp, *Reducibility among combinatorial problems*, 1972). Each
/// component is searched on its own: from the order of Eades, Lin and Smyth by annealing, then what
/// is redundant is given back. The result is a function of the graph and the costs alone. Unless
/// the component is huge, it is minimal: each edge of the cut alone closes a loop, which
/// `ShortestCycles.through(_:in:components:)` shows.
package struct CycleCut: Sendable, Equatable {
  /// The edges to remove, ascending; all self loops are among them.
  package let edges: [EdgeIndex]
  /// What removing them costs.
  package let cost: Int
  /// No cut costs less than this; often the cost itself, which then is the least possible.
  package let lowerBound: Int

  /// Whether the cut is known to be a cheapest one.
  package var isProvenCheapest: Bool { cost == lowerBound }

  /// How many moves the searches of one graph may try in all: about half a second.
  package static let defaultMoves = 6_000_000

  /// Finds a cut of the whole graph.
  ///
  /// `costs` holds what it costs to remove each edge, by `EdgeIndex`; 0 counts as 1. Without it,
  /// every edge costs 1, and the cut has few edges.
  ///
  /// - Complexity: O(nodes + edges * log(edges) + moves * edges of a node).
  package static func of(
    _ graph: DirectedGraph,
    components: StronglyConnectedComponents,
    costs: [UInt32]? = nil,
    moves: Int = defaultMoves
  ) -> CycleCut {
    precondition(costs.map { $0.count == graph.edgeCount } ?? true, "Each edge has one cost.")
    let cyclicNodes = components.cyclic.reduce(0) { $0 + components.members(of: $1).count }
    var search = CutSearch(graph: graph, components: components, costs: costs)
    for component in components.cyclic {
      let share = components.members(of: component).count
      search.cut(component, moves: moves / max(1, cyclicNodes) * share)
    }
    return search.result
  }

  /// Finds a cut of one component.
  ///
  /// - Complexity: As for the whole graph, with the component's nodes and edges.
  package static func of(
    _ component: ComponentIndex,
    in graph: DirectedGraph,
    components: StronglyConnectedComponents,
    costs: [UInt32]? = nil,
    moves: Int = defaultMoves
  ) -> CycleCut {
    precondition(costs.map { $0.count == graph.edgeCount } ?? true, "Each edge has one cost.")
    var search = CutSearch(graph: graph, components: components, costs: costs)
    search.cut(component, moves: moves)
    return search.result
  }
}

/// Cuts one component after the other and gathers the edges.
private struct CutSearch {
  let graph: DirectedGraph
  let components: StronglyConnectedComponents
  let costs: [UInt32]?
  private var localNumbers: [Int32]
  private var edges: [EdgeIndex] = []
  private var cost = 0
  private var lowerBound = 0

  /// How many times annealing starts afresh, if each time has enough moves per node to get anywhere.
  ///
  /// On pandas 3.1 a third of the runs of half a million moves and half of those of a million find the
  /// least cut; six of a million find it nearly always, one of six million in two of three cases.
  private static let runCount = 6
  private static let leastMovesPerNode = 500
  /// Moves per node after which more hardly ever help.
  private static let mostMovesPerNode = 40_000

  init(graph: DirectedGraph, components: StronglyConnectedComponents, costs: [UInt32]?) {
    self.graph = graph
    self.components = components
    self.costs = costs
    localNumbers = Array(repeating: 0, count: graph.nodeCount)
  }

  var result: CycleCut {
    CycleCut(edges: edges.sorted(), cost: cost, lowerBound: lowerBound)
  }

  mutating func cut(_ component: ComponentIndex, moves: Int) {
    guard components.isCyclic(component) else { return }
    cutSelfLoops(component)
    let problem = CutProblem(
      component,
      in: graph,
      components: components,
      costs: costs,
      localNumbers: &localNumbers
    )
    if problem.nodeCount == 1 { return }

    // What else is done looks at about as many arcs as the moves do, so that a huge component can't
    // hold it up; a million cost nothing and finish nearly all.
    let workLimit = max(1_000_000, 3 * moves)
    let start = GreedyOrder.of(problem)
    var chosen = minimalCut(start, problem, workLimit)
    let bound = LoopPacking.lowerBound(of: problem, closing: chosen, workLimit: workLimit)

    let useful = min(moves, Self.mostMovesPerNode * problem.nodeCount)
    let runs = min(Self.runCount, max(1, useful / (Self.leastMovesPerNode * problem.nodeCount)))
    for run in 1...runs where problem.cost(of: chosen) > bound {
      var annealing = OrderAnnealing(problem, from: start, seed: UInt64(run))
      annealing.run(moves: useful / runs, lowerBound: bound)
      let found = minimalCut(annealing.best.order, problem, workLimit)
      if problem.cost(of: found) < problem.cost(of: chosen) { chosen = found }
    }
    cost += problem.cost(of: chosen)
    lowerBound += bound
    for arc in chosen {
      let first = problem.arcs[arc].firstEdge
      for edge in first..<first + problem.arcs[arc].edgeCount {
        edges.append(EdgeIndex(rawValue: edge))
      }
    }
  }

  private func minimalCut(_ order: [Int32], _ problem: CutProblem, _ workLimit: Int) -> [Int] {
    let back = problem.backArcs(labels: NodeSequence(order).labels)
    return RedundantArcs.removed(from: back, of: problem, workLimit: workLimit)
  }

  private mutating func cutSelfLoops(_ component: ComponentIndex) {
    for member in components.members(of: component) {
      for edge in graph.edges(from: member) where graph.target(of: edge) == member {
        let price = max(1, Int(costs?[edge.position] ?? 1))
        edges.append(edge)
        cost += price
        lowerBound += price
      }
    }
  }
}
