/// Improves a minimal cut of a `CutProblem` by exchanging arcs.
///
/// Tabu search (Glover, *Tabu search, part I*, ORSA Journal on Computing 1 (1989)). A step takes
/// the arc into the cut that could stand in for the most costly set of arcs in it, by `BridgeArcs`,
/// and gives those back; even if the cut gets no cheaper, so that the search leaves a local
/// minimum. An arc given back isn't taken in again for some steps.
///
/// Annealing moves single nodes and sees a cheaper cut only behind many moves; a bridge of several
/// cut arcs is such a cut, seen at once. On the imports of pandas 3.1 this finds the least cut from
/// any start in a hundred steps, where two of three annealing runs end in the same local minimum.
struct ArcExchange {
  private let problem: CutProblem
  private var isCut: [Bool]
  private var generator: SeededGenerator
  private var bridges: BridgeArcs
  private var redundant: RedundantArcs
  /// The step from which on an arc may be taken into the cut again.
  private var freeFrom: [Int]

  /// Steps without progress after which the search ends.
  private static let patience = 150
  /// An arc given back stays out for at least as many steps, and for fewer than twice as many.
  private static let leastTabu = 7

  private init(_ problem: CutProblem, from cut: [Int], seed: UInt64) {
    self.problem = problem
    generator = SeededGenerator(seed: seed)
    bridges = BridgeArcs(of: problem)
    redundant = RedundantArcs(of: problem)
    isCut = Array(repeating: false, count: problem.arcs.count)
    freeFrom = Array(repeating: 0, count: problem.arcs.count)
    for arc in cut { isCut[arc] = true }
  }

  /// The best cut met, ascending; ends early once it costs no more than `lowerBound`.
  ///
  /// - Complexity: O(steps * cut arcs * arcs), ended after looking at `work` arcs, of which is left
  ///   what it didn't use.
  static func improved(
    _ cut: [Int],
    of problem: CutProblem,
    seed: UInt64,
    lowerBound: Int,
    work: inout Int
  ) -> [Int] {
    var search = ArcExchange(problem, from: cut, seed: seed)
    var best = cut
    var bestCost = problem.cost(of: cut)
    var current = cut
    var step = 1
    var lastProgress = 1
    while bestCost > lowerBound && step - lastProgress < patience {
      guard let next = search.exchange(in: current, step: step, work: &work) else { break }
      current = next
      let cost = problem.cost(of: current)
      if cost < bestCost {
        bestCost = cost
        best = current
        lastProgress = step
      }
      step += 1
    }
    return best.sorted()
  }

  /// Makes the best exchange there is; nil if there is none or no more work may be done.
  private mutating func exchange(in cut: [Int], step: Int, work: inout Int) -> [Int]? {
    guard let pairs = bridges.find(cut: cut, isCut: isCut, work: &work) else { return nil }
    var gains: [Int: Int] = [:]
    for pair in pairs where freeFrom[pair.bridge] <= step {
      gains[pair.bridge, default: -problem.arcs[pair.bridge].cost] +=
        problem.arcs[pair.cutArc].cost
    }
    guard let greatest = gains.values.max() else { return nil }
    let candidates = gains.filter { $0.value == greatest }.keys.sorted()
    let chosen = candidates[generator.next(below: candidates.count)]

    isCut[chosen] = true
    let replaced = problem.byCost(pairs.filter { $0.bridge == chosen }.map(\.cutArc))
    redundant.giveBack(replaced, to: &isCut, work: &work)
    for arc in replaced where !isCut[arc] {
      freeFrom[arc] = step + Self.leastTabu + generator.next(below: Self.leastTabu)
    }
    return (cut + [chosen]).filter { isCut[$0] }
  }
}
