/// Improves an order of the nodes of a `CutProblem` by moving single nodes.
///
/// Simulated annealing (Kirkpatrick, Gelatt and Vecchi, *Optimization by simulated annealing*,
/// Science 220 (1983)). A move puts a node beside one of its neighbours, since only there the arcs
/// that point back change (the neighbourhood of Galinier, Lemamou and Bouzidi, *Applying local
/// search to the feedback vertex set problem*, Journal of Heuristics 19 (2013)). Moves that change
/// nothing are always taken: sparse graphs are mostly plateaus.
struct OrderAnnealing {
  /// The best order met, and what the arcs that point back in it cost.
  private(set) var best: (order: [Int32], cost: Int)

  private let problem: CutProblem
  private var generator: SeededGenerator
  private var sequence: NodeSequence
  private var cost: Int

  /// Between how many temperatures the moves are divided.
  private static let temperatureCount = 100

  init(_ problem: CutProblem, from order: [Int32], seed: UInt64) {
    self.problem = problem
    self.generator = SeededGenerator(seed: seed)
    self.sequence = NodeSequence(order)
    self.cost = problem.cost(of: problem.backArcs(labels: sequence.labels))
    self.best = (order, cost)
  }

  /// Tries that many moves while the temperature, in units of cost, falls from `highest` to
  /// `lowest`, or fewer once the cost is `lowerBound`.
  ///
  /// - Complexity: O(moves * neighbours of a node).
  mutating func run(moves: Int, highest: Double, lowest: Double, lowerBound: Int) {
    for step in 0..<Self.temperatureCount {
      // The inverse rises evenly, so that most of the time is spent near the lowest.
      let share = Double(step) / Double(Self.temperatureCount - 1)
      let temperature = 1 / ((1 - share) / highest + share / lowest)
      for _ in 0..<moves / Self.temperatureCount { tryMove(temperature) }
      // Looked at between temperatures only, since keeping an order costs as much as its nodes.
      if cost < best.cost { best = (sequence.order, cost) }
      if best.cost <= lowerBound { break }
    }
  }

  private mutating func tryMove(_ temperature: Double) {
    let node = generator.next(below: problem.nodeCount)
    let leaving = problem.leaving(node)
    let entering = problem.entering(node)
    let chosen =
      leaving.lowerBound + generator.next(below: entering.upperBound - leaving.lowerBound)
    let neighbour = Int(problem.incidences[chosen].neighbour)
    // Just before the node it points at, or just after the one that points at it.
    let before = chosen < leaving.upperBound
    let origin = sequence.labels[node]
    let destination = sequence.labels[neighbour] + (before ? 0 : 1)

    var change = 0
    if destination > origin {
      change += crossed(leaving, origin + 1, destination)
      change -= crossed(entering, origin + 1, destination)
    } else {
      change -= crossed(leaving, destination, origin)
      change += crossed(entering, destination, origin)
    }
    if change > 0 && Double(change) > temperature * generator.nextExponential() { return }
    sequence.move(node, before: before, neighbour)
    cost += change
  }

  /// What those of the arcs cost whose other end has a label from `low` up to `high`.
  private func crossed(_ slots: Range<Int>, _ low: Int, _ high: Int) -> Int {
    var total = 0
    for slot in slots {
      let incidence = problem.incidences[slot]
      let label = sequence.labels[Int(incidence.neighbour)]
      if label >= low && label < high { total += incidence.cost }
    }
    return total
  }
}
