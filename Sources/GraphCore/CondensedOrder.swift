/// An order of the components of a graph in which each comes after all those it depends on.
///
/// Of all such orders it is the one that is smallest by rank, compared from the front: whenever
/// several components could be next, the one with the smallest rank is. So the order depends on
/// the edges and on the caller's ranks (say, the alphabetical order of module names), not on how
/// nodes happen to be numbered, as long as ranks differ.
package struct CondensedOrder: Sendable, Equatable {
  /// The components, dependencies first.
  package let components: [ComponentIndex]
  /// The place of each component in `components`, by `ComponentIndex`.
  package let places: [Int]

  /// The place of `component`: smaller than that of all that depend on it.
  package func place(of component: ComponentIndex) -> Int {
    places[component.position]
  }

  /// Orders `components`, those of `graph`, whose edges point at dependencies.
  ///
  /// `ranks` holds the rank of each node, by `NodeIndex`, or is left out to rank nodes by number. A
  /// component has the smallest rank of its members; equal ranks are told apart by component.
  ///
  /// Kahn, *Topological sorting of large networks*, Communications of the ACM 5 (1962), with a
  /// binary heap in place of the set of ready nodes.
  ///
  /// - Complexity: O(nodes + edges + components * log(components)).
  package static func of(
    _ components: StronglyConnectedComponents,
    in graph: DirectedGraph,
    ranks: [UInt32]? = nil
  ) -> CondensedOrder {
    precondition(ranks.map { $0.count == graph.nodeCount } ?? true, "Each node has one rank.")
    var componentRanks = [UInt32](repeating: .max, count: components.count)
    for node in graph.nodes {
      let component = components.component(of: node).position
      componentRanks[component] = min(
        componentRanks[component],
        ranks?[node.position] ?? node.rawValue
      )
    }

    let dependents = graph.reversed().graph
    // Parallel edges between components are counted as often as they are taken away again.
    var missing = [UInt32](repeating: 0, count: components.count)
    for node in graph.nodes {
      let component = components.component(of: node)
      for target in graph.successors(of: node) where components.component(of: target) != component {
        missing[component.position] += 1
      }
    }

    var ready = RankHeap()
    for component in 0..<components.count where missing[component] == 0 {
      ready.insert(rank: componentRanks[component], item: UInt32(component))
    }
    var order: [ComponentIndex] = []
    order.reserveCapacity(components.count)
    var places = [Int](repeating: 0, count: components.count)
    while let next = ready.popFirst() {
      let component = ComponentIndex(rawValue: next.item)
      places[component.position] = order.count
      order.append(component)
      for member in components.members(of: component) {
        for dependent in dependents.successors(of: member) {
          let waiting = components.component(of: dependent)
          if waiting == component { continue }
          missing[waiting.position] -= 1
          if missing[waiting.position] == 0 {
            ready.insert(rank: componentRanks[waiting.position], item: waiting.rawValue)
          }
        }
      }
    }
    return CondensedOrder(components: order, places: places)
  }
}
