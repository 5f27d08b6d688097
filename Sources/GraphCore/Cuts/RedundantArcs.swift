/// Gives back those arcs of a cut that it can do without.
///
/// The arcs that point back in an order cut all loops, but often more than all: one is redundant if
/// its target can't reach its source along arcs that aren't cut. What is left is minimal: giving any
/// single arc back closes a loop.
enum RedundantArcs {
  /// The cut without its redundant arcs, ascending; the most expensive ones are given back first.
  ///
  /// - Complexity: O(cut arcs * arcs), ended after looking at `workLimit` arcs: the result is then
  ///   a cut still, but perhaps not a minimal one.
  static func removed(from cut: [Int], of problem: CutProblem, workLimit: Int) -> [Int] {
    var work = workLimit
    var isCut = [Bool](repeating: false, count: problem.arcs.count)
    for arc in cut { isCut[arc] = true }
    var seenBy = [Int32](repeating: -1, count: problem.nodeCount)
    var stack: [Int] = []
    let byCost = cut.sorted {
      (-problem.arcs[$0].cost, $0) < (-problem.arcs[$1].cost, $1)
    }
    for (round, candidate) in byCost.enumerated() {
      if work <= 0 { break }
      let source = Int(problem.arcs[candidate].source)
      let target = Int(problem.arcs[candidate].target)
      stack.removeAll(keepingCapacity: true)
      stack.append(target)
      seenBy[target] = Int32(round)
      var closesLoop = false
      search: while let node = stack.popLast() {
        work -= problem.leaving(node).count
        for slot in problem.leaving(node) {
          let incidence = problem.incidences[slot]
          let next = Int(incidence.neighbour)
          if isCut[Int(incidence.arc)] || seenBy[next] == Int32(round) { continue }
          if next == source {
            closesLoop = true
            break search
          }
          seenBy[next] = Int32(round)
          stack.append(next)
        }
      }
      if !closesLoop { isCut[candidate] = false }
    }
    return cut.filter { isCut[$0] }.sorted()
  }
}
