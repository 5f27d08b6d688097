/// A first order of the nodes of a `CutProblem` with few arcs pointing back.
///
/// Eades, Lin and Smyth, *A fast and effective heuristic for the feedback arc set problem*,
/// Information Processing Letters 47 (1993), with costs: sinks go to the end, sources to the front,
/// and when there are neither, the node whose leaving arcs cost most more than its entering ones
/// goes to the front.
enum GreedyOrder {
  /// The nodes in order.
  ///
  /// - Complexity: O(arcs * log(arcs)).
  static func of(_ problem: CutProblem) -> [Int32] {
    var surplus = [Int](repeating: 0, count: problem.nodeCount)
    var leaving = [Int](repeating: 0, count: problem.nodeCount)
    var entering = [Int](repeating: 0, count: problem.nodeCount)
    for arc in problem.arcs {
      surplus[Int(arc.source)] += arc.cost
      surplus[Int(arc.target)] -= arc.cost
      leaving[Int(arc.source)] += 1
      entering[Int(arc.target)] += 1
    }

    // An entry counts only while it holds the node's present rank; older ones are skipped.
    var heap = RankHeap()
    func rank(_ surplus: Int) -> UInt32 {
      UInt32(clamping: Int(Int32.max) - surplus)
    }
    var sinks: [Int] = []
    var sources: [Int] = []
    for node in 0..<problem.nodeCount {
      if leaving[node] == 0 { sinks.append(node) }
      if entering[node] == 0 { sources.append(node) }
      heap.insert(rank: rank(surplus[node]), item: UInt32(node))
    }

    var isPlaced = [Bool](repeating: false, count: problem.nodeCount)
    var front: [Int32] = []
    var back: [Int32] = []
    while front.count + back.count < problem.nodeCount {
      let node: Int
      if let sink = sinks.popLast() {
        if isPlaced[sink] { continue }
        node = sink
        back.append(Int32(node))
      } else if let source = sources.popLast() {
        if isPlaced[source] { continue }
        node = source
        front.append(Int32(node))
      } else if let entry = heap.popFirst() {
        node = Int(entry.item)
        if isPlaced[node] || entry.rank != rank(surplus[node]) { continue }
        front.append(Int32(node))
      } else {
        break
      }
      isPlaced[node] = true
      for slot in problem.leaving(node) {
        let incidence = problem.incidences[slot]
        let target = Int(incidence.neighbour)
        if isPlaced[target] { continue }
        surplus[target] += incidence.cost
        entering[target] -= 1
        if entering[target] == 0 { sources.append(target) }
        heap.insert(rank: rank(surplus[target]), item: UInt32(target))
      }
      for slot in problem.entering(node) {
        let incidence = problem.incidences[slot]
        let source = Int(incidence.neighbour)
        if isPlaced[source] { continue }
        surplus[source] -= incidence.cost
        leaving[source] -= 1
        if leaving[source] == 0 { sinks.append(source) }
        heap.insert(rank: rank(surplus[source]), item: UInt32(source))
      }
    }
    return front + back.reversed()
  }
}
