/// Edges whose removal leaves a graph without cycles, chosen to be cheap: a feedback arc set.
///
/// Finding the cheapest is NP-hard (Karp, *Reducibility among combinatorial problems*, 1972). Each
/// component is searched on its own: a greedy order is improved by exchanging arcs and by annealing
/// until a bound from disjoint loops proves the cut least or the moves are used up. The result is a
/// function of the graph and the costs alone. Unless a component is huge the cut is minimal: put
/// back alone, each edge of it closes a loop. `ShortestCycles.through(_:in:components:)` shows one.
package struct CycleCut: Sendable, Equatable {
  /// The edges to remove, ascending; all self loops are among them.
  package let edges: [EdgeIndex]
  /// What removing them costs.
  package let cost: Int
  /// No cut costs less than this; often the cost itself, which then is the least possible.
  package let lowerBound: Int

  /// Whether the cut is known to be a cheapest one.
  package var isProvenCheapest: Bool { cost == lowerBound }

  /// How many moves the searches of one graph may try in all: about half a second at worst.
  package static let defaultMoves = 6_000_000

  /// Finds a cut of the whole graph.
  ///
  /// `costs` holds what it costs to remove each edge, by `EdgeIndex`; 0 counts as 1. Without it,
  /// every edge costs 1, and the cut has few edges. An edge that can't be removed may cost a
  /// million: it is then in the cut only if it closes a loop with others of its kind.
  ///
  /// - Complexity: O(nodes + edges * log(edges) + moves * edges of a node).
  package static func of(
    _ graph: DirectedGraph,
    components: StronglyConnectedComponents,
    costs: [UInt32]? = nil,
    moves: Int = defaultMoves
  ) -> CycleCut {
    precondition(costs.map { $0.count == graph.edgeCount } ?? true, "Each edge has one cost.")
    let cyclicNodes = components.cyclic.reduce(0) { $0 + components.members(of: $1).count }
    var search = CutSearch(graph: graph, components: components, costs: costs)
    for component in components.cyclic {
      let share = components.members(of: component).count
      search.cut(component, moves: moves / max(1, cyclicNodes) * share)
    }
    return search.result
  }

  /// Finds a cut of one component.
  ///
  /// - Complexity: As for the whole graph, with the component's nodes and edges.
  package static func of(
    _ component: ComponentIndex,
    in graph: DirectedGraph,
    components: StronglyConnectedComponents,
    costs: [UInt32]? = nil,
    moves: Int = defaultMoves
  ) -> CycleCut {
    precondition(costs.map { $0.count == graph.edgeCount } ?? true, "Each edge has one cost.")
    var search = CutSearch(graph: graph, components: components, costs: costs)
    search.cut(component, moves: moves)
    return search.result
  }
}
