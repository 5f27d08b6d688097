/// Gives back those arcs of a cut that it can do without.
///
/// The arcs that point back in an order cut all loops, but often more than all: one is redundant if
/// its target can't reach its source along arcs that aren't cut. What is left is minimal: giving
/// any single arc back closes a loop.
struct RedundantArcs {
  private let problem: CutProblem
  /// The search in which a node was last reached, so that nothing has to be cleared in between.
  private var seenBy: [Int32]
  private var round: Int32 = 0
  private var stack: [Int] = []

  init(of problem: CutProblem) {
    self.problem = problem
    self.seenBy = Array(repeating: 0, count: problem.nodeCount)
  }

  /// The cut without its redundant arcs, ascending; the most expensive ones are given back first.
  ///
  /// - Complexity: O(cut arcs * arcs), ended after looking at `workLimit` arcs: the result is then
  ///   a cut still, but perhaps not a minimal one.
  static func removed(from cut: [Int], of problem: CutProblem, workLimit: Int) -> [Int] {
    var isCut = [Bool](repeating: false, count: problem.arcs.count)
    for arc in cut { isCut[arc] = true }
    var redundant = RedundantArcs(of: problem)
    var work = workLimit
    redundant.giveBack(problem.byCost(cut), to: &isCut, work: &work)
    return cut.filter { isCut[$0] }.sorted()
  }

  /// Tries to do without each of the `candidates` in turn, until no arcs may be looked at any more.
  mutating func giveBack(_ candidates: [Int], to isCut: inout [Bool], work: inout Int) {
    for candidate in candidates {
      if work <= 0 { break }
      if !closesLoop(candidate, isCut, &work) { isCut[candidate] = false }
    }
  }

  /// Whether the arc's target reaches its source along arcs that aren't cut.
  private mutating func closesLoop(_ arc: Int, _ isCut: [Bool], _ work: inout Int) -> Bool {
    let source = problem.arcs[arc].source
    let target = Int(problem.arcs[arc].target)
    round += 1
    stack.removeAll(keepingCapacity: true)
    stack.append(target)
    seenBy[target] = round
    while let node = stack.popLast() {
      work -= problem.leaving(node).count
      for slot in problem.leaving(node) {
        let incidence = problem.incidences[slot]
        let next = Int(incidence.neighbour)
        if isCut[Int(incidence.arc)] || seenBy[next] == round { continue }
        if incidence.neighbour == source { return true }
        seenBy[next] = round
        stack.append(next)
      }
    }
    return false
  }
}
