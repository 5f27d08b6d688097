/// One strongly connected component as a graph of its own: what the searches for a cut work on.
///
/// Nodes are the component's members, renumbered. Parallel edges are one arc whose cost is their
/// sum, and self loops are left out, since every cut must take them.
struct CutProblem: Sendable {
  /// An edge of the component.
  struct Arc: Sendable {
    var source: Int32
    var target: Int32
    /// What cutting it costs; at least 1.
    var cost: Int
    /// The edges of the whole graph it stands for.
    var firstEdge: UInt32
    var edgeCount: UInt32
  }

  /// The arcs at one node.
  struct Incidence: Sendable {
    /// The node at the other end.
    var neighbour: Int32
    var arc: Int32
    var cost: Int
  }

  let nodeCount: Int
  /// By source and then by target.
  let arcs: [Arc]
  /// The arcs that leave each node, then those that enter it.
  let incidences: [Incidence]
  /// Where those of a node begin in `incidences`; two elements per node and one more: leaving at
  /// twice the node, entering after that.
  let offsets: [Int32]

  /// Takes `component` out of `graph`; `costs` are by edge, 1 each if left out, and a cost of 0
  /// counts as 1.
  ///
  /// `localNumbers` has an element per node of the graph and is overwritten for the members only.
  init(
    _ component: ComponentIndex,
    in graph: DirectedGraph,
    components: StronglyConnectedComponents,
    costs: [UInt32]?,
    localNumbers: inout [Int32]
  ) {
    let members = components.members(of: component)
    for (local, member) in members.enumerated() { localNumbers[member.position] = Int32(local) }

    var arcs: [Arc] = []
    for member in members {
      let source = localNumbers[member.position]
      var previous: NodeIndex?
      for edge in graph.edges(from: member) {
        let target = graph.target(of: edge)
        guard target != member, components.component(of: target) == component else { continue }
        let cost = max(1, Int(costs?[edge.position] ?? 1))
        if target == previous {
          arcs[arcs.count - 1].cost += cost
          arcs[arcs.count - 1].edgeCount += 1
        } else {
          arcs.append(
            Arc(
              source: source,
              target: localNumbers[target.position],
              cost: cost,
              firstEdge: edge.rawValue,
              edgeCount: 1
            )
          )
        }
        previous = target
      }
    }
    self.init(nodeCount: members.count, arcs: arcs)
  }

  /// Takes arcs sorted by source and target, without duplicates or self loops.
  private init(nodeCount: Int, arcs: [Arc]) {
    var offsets = [Int32](repeating: 0, count: 2 * nodeCount + 1)
    for arc in arcs {
      offsets[2 * Int(arc.source) + 1] += 1
      offsets[2 * Int(arc.target) + 2] += 1
    }
    for slot in 0..<2 * nodeCount { offsets[slot + 1] += offsets[slot] }
    var next = offsets
    let blank = Incidence(neighbour: 0, arc: 0, cost: 0)
    var incidences = [Incidence](repeating: blank, count: 2 * arcs.count)
    for (number, arc) in arcs.enumerated() {
      let leaving = 2 * Int(arc.source)
      let entering = 2 * Int(arc.target) + 1
      incidences[Int(next[leaving])] = Incidence(
        neighbour: arc.target,
        arc: Int32(number),
        cost: arc.cost
      )
      incidences[Int(next[entering])] = Incidence(
        neighbour: arc.source,
        arc: Int32(number),
        cost: arc.cost
      )
      next[leaving] += 1
      next[entering] += 1
    }
    self.nodeCount = nodeCount
    self.arcs = arcs
    self.incidences = incidences
    self.offsets = offsets
  }

  /// The arcs that leave `node`, by target.
  func leaving(_ node: Int) -> Range<Int> {
    Int(offsets[2 * node])..<Int(offsets[2 * node + 1])
  }

  /// The arcs that enter `node`, by source.
  func entering(_ node: Int) -> Range<Int> {
    Int(offsets[2 * node + 1])..<Int(offsets[2 * node + 2])
  }

  /// Those of the arcs that point back in an order in which each node has a label.
  func backArcs(labels: [Int]) -> [Int] {
    arcs.indices.filter { labels[Int(arcs[$0].source)] > labels[Int(arcs[$0].target)] }
  }

  /// The arcs, the most expensive first.
  func byCost(_ cut: [Int]) -> [Int] {
    cut.sorted { (-arcs[$0].cost, $0) < (-arcs[$1].cost, $1) }
  }

  /// What the arcs cost together.
  func cost(of cut: some Sequence<Int>) -> Int {
    cut.reduce(0) { $0 + arcs[$1].cost }
  }
}
