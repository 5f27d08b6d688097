/// Everything that can be reached from some nodes, each with a shortest chain that shows how.
///
/// "What does it need" is `forward`; "who is affected by it" is `backward`. Links remember the edge
/// of the graph they went along, so that a chain can be printed with the line of every import.
package struct Reachability: Sendable {
  /// How a node was first reached.
  private struct Link {
    /// Steps from the nearest start; `UInt32.max` for a node that isn't reached.
    var distance: UInt32 = .max
    var parent = NodeIndex(rawValue: .max)
    var edge = EdgeIndex(rawValue: .max)
  }

  /// One step of a chain.
  package struct Step: Hashable, Sendable {
    package let node: NodeIndex
    /// The edge between the step before and this one; a start has none.
    ///
    /// It is directed as in the graph: away from the earlier node in a forward search, towards it
    /// in a backward search.
    package let edge: EdgeIndex?
  }

  /// The nodes reached, starts included: by distance, then in the order in which they were found.
  package let reached: [NodeIndex]
  private let links: [Link]

  /// Whether `node` is a start or can be reached from one.
  package func contains(_ node: NodeIndex) -> Bool {
    links[node.position].distance != .max
  }

  /// The number of edges between `node` and the nearest start; 0 for a start.
  package func distance(to node: NodeIndex) -> Int? {
    contains(node) ? Int(links[node.position].distance) : nil
  }

  /// A shortest chain from a start to `node`, both included; empty if it isn't reached.
  ///
  /// - Complexity: O(length of the chain).
  package func chain(to node: NodeIndex) -> [Step] {
    guard contains(node) else { return [] }
    var steps: [Step] = []
    var current = node
    while links[current.position].distance > 0 {
      let link = links[current.position]
      steps.append(Step(node: current, edge: link.edge))
      current = link.parent
    }
    steps.append(Step(node: current, edge: nil))
    return steps.reversed()
  }

  /// Finds what the `starts` lead to along edges of `graph` for which `isFollowed` answers true.
  ///
  /// Breadth-first search (Cormen, Leiserson, Rivest, Stein, *Introduction to Algorithms*,
  /// section 20.2). Among shortest chains, the one whose starts come first in `starts` and whose
  /// edges come first in the graph. Repeated starts count once.
  ///
  /// - Complexity: O(nodes + edges).
  package static func forward(
    from starts: some Sequence<NodeIndex>,
    in graph: DirectedGraph,
    following isFollowed: (EdgeIndex) -> Bool = { _ in true }
  ) -> Reachability {
    search(from: starts, in: graph) { edge in isFollowed(edge) ? edge : nil }
  }

  /// Finds what leads to the `starts`, against the edges.
  ///
  /// `graph` is what `reversed()` gave; `isFollowed` is asked with, and chains are made of, edges
  /// of the graph it was made from.
  ///
  /// - Complexity: O(nodes + edges).
  package static func backward(
    from starts: some Sequence<NodeIndex>,
    in graph: DerivedGraph,
    following isFollowed: (EdgeIndex) -> Bool = { _ in true }
  ) -> Reachability {
    search(from: starts, in: graph.graph) { edge in
      let original = graph.originalEdge(of: edge)
      return isFollowed(original) ? original : nil
    }
  }

  private static func search(
    from starts: some Sequence<NodeIndex>,
    in graph: DirectedGraph,
    original: (EdgeIndex) -> EdgeIndex?
  ) -> Reachability {
    var links = [Link](repeating: Link(), count: graph.nodeCount)
    var reached: [NodeIndex] = []
    for start in starts where links[start.position].distance == .max {
      links[start.position].distance = 0
      reached.append(start)
    }
    var next = 0
    while next < reached.count {
      let node = reached[next]
      next += 1
      let distance = links[node.position].distance + 1
      for edge in graph.edges(from: node) {
        let target = graph.target(of: edge)
        guard links[target.position].distance == .max, let followed = original(edge) else {
          continue
        }
        links[target.position] = Link(distance: distance, parent: node, edge: followed)
        reached.append(target)
      }
    }
    return Reachability(reached: reached, links: links)
  }
}
