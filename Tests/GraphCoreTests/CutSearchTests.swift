import Testing

@testable import GraphCore

/// The parts of the search for cuts, each against the definition of what it finds.
@Suite struct CutSearchTests {
  @Test(arguments: UInt64(0)..<80)
  func redundantArcsLeaveAMinimalCut(seed: UInt64) {
    for problem in problems(seed: seed) {
      let labels = NodeSequence(GreedyOrder.of(problem)).labels
      let cut = RedundantArcs.removed(
        from: problem.backArcs(labels: labels),
        of: problem,
        workLimit: .max
      )
      #expect(!hasLoop(problem, without: Set(cut)))
      for arc in cut { #expect(hasLoop(problem, without: Set(cut).subtracting([arc]))) }
    }
  }

  @Test(arguments: UInt64(0)..<80)
  func bridgesAreTheArcsThatAllPathsShare(seed: UInt64) {
    for problem in problems(seed: seed) {
      let cut = minimalCut(problem)
      var isCut = [Bool](repeating: false, count: problem.arcs.count)
      for arc in cut { isCut[arc] = true }
      var work = Int.max
      var bridges = BridgeArcs(of: problem)
      let pairs = bridges.find(cut: cut, isCut: isCut, work: &work) ?? []
      for cutArc in cut {
        let found = pairs.filter { $0.cutArc == cutArc }.map(\.bridge)
        let rest = Set(cut).subtracting([cutArc])
        let expected = problem.arcs.indices.filter {
          !isCut[$0] && !hasLoop(problem, without: rest.union([$0]))
        }
        #expect(found.sorted() == expected)
      }
    }
  }

  @Test(arguments: UInt64(0)..<80)
  func exchangeKeepsACutAndNeverReturnsAWorseOne(seed: UInt64) {
    for problem in problems(seed: seed) {
      let cut = minimalCut(problem)
      var work = 100_000
      let improved = ArcExchange.improved(cut, of: problem, seed: seed, lowerBound: 0, work: &work)
      #expect(!hasLoop(problem, without: Set(improved)))
      #expect(problem.cost(of: improved) <= problem.cost(of: cut))
      let bound = LoopPacking.lowerBound(of: problem, closing: cut, workLimit: .max)
      #expect(bound <= problem.cost(of: improved))
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func sequenceMovesLikeAnArray(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = 2 + generator.next(below: 8)
    var expected = (0..<count).map { Int32($0) }
    var sequence = NodeSequence(expected)
    // Enough moves to use up the gaps between labels many times.
    for _ in 0..<2_000 {
      let node = generator.next(below: count)
      let other = (node + 1 + generator.next(below: count - 1)) % count
      let before = generator.next(below: 2) == 0
      sequence.move(node, before: before, other)
      expected.removeAll { Int($0) == node }
      let place = expected.firstIndex(of: Int32(other)) ?? 0
      expected.insert(Int32(node), at: before ? place : place + 1)
      let byLabel = (0..<count).sorted { sequence.labels[$0] < sequence.labels[$1] }
      guard sequence.order == expected, byLabel.map({ Int32($0) }) == expected else {
        Issue.record("\(sequence.order), labels \(sequence.labels), instead of \(expected)")
        return
      }
    }
  }

  private func problems(seed: UInt64) -> [CutProblem] {
    let graph = SeededGraphs(seed: seed).graph
    let components = StronglyConnectedComponents.of(graph)
    var numbers = [Int32](repeating: 0, count: graph.nodeCount)
    let costs = (0..<graph.edgeCount).map { UInt32(1 + $0 * 7 % 5) }
    return components.cyclic.filter { components.members(of: $0).count > 1 }.map {
      CutProblem($0, in: graph, components: components, costs: costs, localNumbers: &numbers)
    }
  }

  private func minimalCut(_ problem: CutProblem) -> [Int] {
    let labels = (0..<problem.nodeCount).map { $0 }
    return RedundantArcs.removed(
      from: problem.backArcs(labels: labels),
      of: problem,
      workLimit: .max
    )
  }

  /// Whether taking away nodes without entering arcs, over and over, leaves any.
  private func hasLoop(_ problem: CutProblem, without cut: Set<Int>) -> Bool {
    var left = Set(0..<problem.nodeCount)
    while true {
      let entered = problem.arcs.indices.filter {
        !cut.contains($0) && left.contains(Int(problem.arcs[$0].source))
      }.map { Int(problem.arcs[$0].target) }
      let free = left.subtracting(entered)
      if free.isEmpty { return !left.isEmpty }
      left.subtract(free)
    }
  }
}
