/// Finds, for the arcs of a minimal cut, the arcs that could stand in for them.
///
/// Without the cut the nodes have a topological order. A cut arc closes loops with the paths from
/// its target to its source; an arc that all those paths share, a bridge, would cut the same loops.
struct BridgeArcs {
  /// A bridge, and the cut arc it could stand in for.
  struct Pair {
    var bridge: Int
    var cutArc: Int
  }

  private let problem: CutProblem
  /// The nodes in an order in which every uncut arc points forward, and the place of each.
  private var nodes: [Int] = []
  private var places: [Int]
  private var missing: [Int32]
  /// The cut arc for which a node was last found to be ahead of its target, or on a path between.
  private var aheadFor: [Int32]
  private var betweenFor: [Int32]
  private var stack: [Int] = []

  init(of problem: CutProblem) {
    self.problem = problem
    places = Array(repeating: 0, count: problem.nodeCount)
    missing = Array(repeating: 0, count: problem.nodeCount)
    aheadFor = Array(repeating: -1, count: problem.nodeCount)
    betweenFor = Array(repeating: -1, count: problem.nodeCount)
  }

  /// All bridges of the cut, by cut arc; nil if that needs a look at more than `work` arcs.
  ///
  /// - Complexity: O(cut arcs * arcs).
  mutating func find(cut: [Int], isCut: [Bool], work: inout Int) -> [Pair]? {
    sort(isCut)
    for node in 0..<problem.nodeCount {
      aheadFor[node] = -1
      betweenFor[node] = -1
    }
    var pairs: [Pair] = []
    for arc in cut {
      if work <= 0 { return nil }
      markBetween(arc, isCut, &work)
      sweep(arc, isCut, &pairs)
    }
    return pairs
  }

  /// Kahn's topological sort along arcs that aren't cut.
  private mutating func sort(_ isCut: [Bool]) {
    for node in 0..<problem.nodeCount { missing[node] = 0 }
    for (number, arc) in problem.arcs.enumerated() where !isCut[number] {
      missing[Int(arc.target)] += 1
    }
    nodes.removeAll(keepingCapacity: true)
    for node in 0..<problem.nodeCount where missing[node] == 0 { nodes.append(node) }
    var next = 0
    while next < nodes.count {
      let node = nodes[next]
      places[node] = next
      next += 1
      for slot in problem.leaving(node) where !isCut[Int(problem.incidences[slot].arc)] {
        let target = Int(problem.incidences[slot].neighbour)
        missing[target] -= 1
        if missing[target] == 0 { nodes.append(target) }
      }
    }
  }

  /// Marks the nodes on paths from the arc's target to its source.
  private mutating func markBetween(_ arc: Int, _ isCut: [Bool], _ work: inout Int) {
    let mark = Int32(truncatingIfNeeded: arc)
    let source = Int(problem.arcs[arc].source)
    let target = Int(problem.arcs[arc].target)
    let last = places[source]
    stack.append(target)
    aheadFor[target] = mark
    while let node = stack.popLast() {
      work -= problem.leaving(node).count
      for slot in problem.leaving(node) where !isCut[Int(problem.incidences[slot].arc)] {
        let next = Int(problem.incidences[slot].neighbour)
        if aheadFor[next] == mark || places[next] > last { continue }
        aheadFor[next] = mark
        stack.append(next)
      }
    }
    if aheadFor[source] != mark { return }
    stack.append(source)
    betweenFor[source] = mark
    while let node = stack.popLast() {
      work -= problem.entering(node).count
      for slot in problem.entering(node) where !isCut[Int(problem.incidences[slot].arc)] {
        let next = Int(problem.incidences[slot].neighbour)
        if betweenFor[next] == mark || aheadFor[next] != mark { continue }
        betweenFor[next] = mark
        stack.append(next)
      }
    }
  }

  /// Walks the marked nodes in order and notes where only one arc leads on.
  private func sweep(_ arc: Int, _ isCut: [Bool], _ pairs: inout [Pair]) {
    let mark = Int32(truncatingIfNeeded: arc)
    let first = places[Int(problem.arcs[arc].target)]
    let last = places[Int(problem.arcs[arc].source)]
    if first >= last { return }
    // The arcs from nodes passed to nodes ahead: how many, and their numbers combined by exclusive
    // or, which is the number itself while there is only one.
    var openCount = 0
    var openArcs: Int32 = 0
    for place in first..<last where betweenFor[nodes[place]] == mark {
      let node = nodes[place]
      for slot in problem.entering(node) {
        let incidence = problem.incidences[slot]
        if isCut[Int(incidence.arc)] || betweenFor[Int(incidence.neighbour)] != mark { continue }
        openCount -= 1
        openArcs ^= incidence.arc
      }
      for slot in problem.leaving(node) {
        let incidence = problem.incidences[slot]
        if isCut[Int(incidence.arc)] || betweenFor[Int(incidence.neighbour)] != mark { continue }
        openCount += 1
        openArcs ^= incidence.arc
      }
      if openCount == 1 { pairs.append(Pair(bridge: Int(openArcs), cutArc: arc)) }
    }
  }
}
