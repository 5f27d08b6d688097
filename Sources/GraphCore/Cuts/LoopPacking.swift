/// A bound that no cut of a `CutProblem` can undercut.
///
/// Loops are taken out one after the other; every cut must pay at least the cheapest arc of each,
/// so that cost is taken off all arcs of the loop before the next is sought (the local-ratio
/// argument of Bar-Yehuda and Even, applied to feedback arcs by Demetrescu and Finocchi,
/// *Combinatorial algorithms for feedback problems in directed graphs*, Information Processing
/// Letters 86 (2003)).
enum LoopPacking {
  /// The sum of the costs taken off.
  ///
  /// Each loop is a shortest one through an arc of `closing`, which must hold an arc of every loop.
  ///
  /// - Complexity: O((closing arcs + loops) * arcs), ended after looking at `workLimit` arcs.
  static func lowerBound(of problem: CutProblem, closing: [Int], workLimit: Int) -> Int {
    var rest = problem.arcs.map(\.cost)
    var arrival = [Int32](repeating: 0, count: problem.nodeCount)
    var seen = [Bool](repeating: false, count: problem.nodeCount)
    var queue: [Int32] = []
    var work = workLimit
    var bound = 0

    for closingArc in closing {
      let source = problem.arcs[closingArc].source
      let target = problem.arcs[closingArc].target
      while rest[closingArc] > 0 && work > 0 {
        for node in queue { seen[Int(node)] = false }
        queue.removeAll(keepingCapacity: true)
        queue.append(target)
        seen[Int(target)] = true
        var next = 0
        while next < queue.count && !seen[Int(source)] {
          let node = Int(queue[next])
          next += 1
          work -= problem.leaving(node).count
          for slot in problem.leaving(node) {
            let incidence = problem.incidences[slot]
            if rest[Int(incidence.arc)] == 0 || seen[Int(incidence.neighbour)] { continue }
            seen[Int(incidence.neighbour)] = true
            arrival[Int(incidence.neighbour)] = incidence.arc
            queue.append(incidence.neighbour)
          }
        }
        if !seen[Int(source)] { break }

        var loop = [closingArc]
        var node = source
        while node != target {
          let arc = Int(arrival[Int(node)])
          loop.append(arc)
          node = problem.arcs[arc].source
        }
        let cheapest = loop.reduce(Int.max) { min($0, rest[$1]) }
        for arc in loop { rest[arc] -= cheapest }
        bound += cheapest
      }
    }
    return bound
  }
}
