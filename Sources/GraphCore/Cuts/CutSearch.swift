/// Cuts one component after the other and gathers the edges.
struct CutSearch {
  private let graph: DirectedGraph
  private let components: StronglyConnectedComponents
  private let costs: [UInt32]?
  private var localNumbers: [Int32]
  private var edges: [EdgeIndex] = []
  private var cost = 0
  private var lowerBound = 0

  /// How many times annealing starts afresh, if each time has enough moves per node to get
  /// anywhere.
  ///
  /// On pandas 3.1 half of the runs of a million moves end in the same local minimum, and so does
  /// one in three runs of three million: starting afresh pays more than going on.
  private static let runCount = 6
  /// Moves per node below which it is better to go on than to start afresh.
  private static let leastMovesPerNode = 500
  /// Moves per node after which more hardly ever help.
  private static let mostMovesPerNode = 40_000

  init(graph: DirectedGraph, components: StronglyConnectedComponents, costs: [UInt32]?) {
    self.graph = graph
    self.components = components
    self.costs = costs
    localNumbers = Array(repeating: 0, count: graph.nodeCount)
  }

  /// What was cut so far.
  var result: CycleCut {
    CycleCut(edges: edges.sorted(), cost: cost, lowerBound: lowerBound)
  }

  /// Adds a cut of `component`, searched for with at most that many moves.
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

    improve(&chosen, of: problem, from: start, bound: bound, moves: moves, workLimit: workLimit)
    cost += problem.cost(of: chosen)
    lowerBound += bound
    for arc in chosen {
      let first = problem.arcs[arc].firstEdge
      for edge in first..<first + problem.arcs[arc].edgeCount {
        edges.append(EdgeIndex(rawValue: edge))
      }
    }
  }

  /// Exchanges arcs and anneals until the cut costs no more than `bound` or the moves are used up.
  private func improve(
    _ cut: inout [Int],
    of problem: CutProblem,
    from start: [Int32],
    bound: Int,
    moves: Int,
    workLimit: Int
  ) {
    var work = workLimit
    exchange(in: &cut, of: problem, bound: bound, seed: 0, work: &work)
    // Temperatures end well below what a typical arc of a cut costs. Every other run starts at what
    // an arc costs on average: where some cost a million (say, because they can't be cut at all),
    // cooler runs would never trade one of those for another.
    let typicalCost = cut.map { problem.arcs[$0].cost }.sorted()[cut.count / 2]
    let meanCost = max(typicalCost, problem.cost(of: problem.arcs.indices) / problem.arcs.count)
    let useful = min(moves, Self.mostMovesPerNode * problem.nodeCount)
    let runs = min(Self.runCount, max(1, useful / (Self.leastMovesPerNode * problem.nodeCount)))
    for run in 1...runs where problem.cost(of: cut) > bound {
      var annealing = OrderAnnealing(problem, from: start, seed: UInt64(run))
      annealing.run(
        moves: useful / runs,
        highest: Double(run % 2 == 0 ? meanCost : typicalCost) / 2,
        lowest: Double(typicalCost) / 8,
        lowerBound: bound
      )
      var found = minimalCut(annealing.best.order, problem, workLimit)
      exchange(in: &found, of: problem, bound: bound, seed: UInt64(run), work: &work)
      if problem.cost(of: found) < problem.cost(of: cut) { cut = found }
    }
  }

  private func exchange(
    in cut: inout [Int],
    of problem: CutProblem,
    bound: Int,
    seed: UInt64,
    work: inout Int
  ) {
    cut = ArcExchange.improved(cut, of: problem, seed: seed, lowerBound: bound, work: &work)
  }

  /// The arcs that point back in `order`, without those that needn't be cut.
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
