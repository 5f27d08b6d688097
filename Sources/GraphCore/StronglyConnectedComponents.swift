/// The strongly connected components of a graph: nodes that can all reach each other.
///
/// Components are numbered in reverse topological order: an edge between two components goes from
/// the greater number to the smaller, so that walking them by number meets dependencies first. The
/// numbering is a function of the graph alone.
package struct StronglyConnectedComponents: Sendable, Equatable {
  /// The component of each node, by `NodeIndex`.
  package let componentOfNode: [ComponentIndex]
  /// Where the members of each component begin in `members`; one more element than components.
  private let offsets: [UInt32]
  /// All nodes, grouped by component.
  private let members: [NodeIndex]
  /// The components with more than one member, or with one that points to itself; ascending.
  package let cyclic: [ComponentIndex]
  private let isCyclicByComponent: [Bool]

  package var count: Int { offsets.count - 1 }

  /// The component that `node` belongs to.
  package func component(of node: NodeIndex) -> ComponentIndex {
    componentOfNode[node.position]
  }

  /// The nodes of `component`, ascending.
  package func members(of component: ComponentIndex) -> ArraySlice<NodeIndex> {
    members[Int(offsets[component.position])..<Int(offsets[component.position + 1])]
  }

  /// Whether the members lie on a cycle: several that reach each other, or one that points to
  /// itself.
  package func isCyclic(_ component: ComponentIndex) -> Bool {
    isCyclicByComponent[component.position]
  }

  /// The edges between members of `component`, self loops included; ascending.
  ///
  /// `graph` is the one whose components these are.
  ///
  /// - Complexity: O(edges that leave the members).
  package func edges(inside component: ComponentIndex, of graph: DirectedGraph) -> [EdgeIndex] {
    members(of: component).flatMap { member in
      graph.edges(from: member).filter { self.component(of: graph.target(of: $0)) == component }
    }
  }

  /// Finds the components.
  ///
  /// Pearce, *A space-efficient algorithm for finding strongly connected components*, Information
  /// Processing Letters 116 (2016), made iterative: one number per node is its index while it is
  /// being visited and its component afterwards.
  ///
  /// - Complexity: O(nodes + edges) time, O(nodes) space beside the result.
  package static func of(_ graph: DirectedGraph) -> StronglyConnectedComponents {
    var search = ComponentSearch(nodeCount: graph.nodeCount)
    search.run(on: graph)
    return StronglyConnectedComponents(labels: search.labels, count: search.count, of: graph)
  }

  private init(labels: [UInt32], count: Int, of graph: DirectedGraph) {
    // Labels were given from the greatest down; ids count up from the first one given.
    let greatest = UInt32(truncatingIfNeeded: graph.nodeCount)
    let components = labels.map { ComponentIndex(rawValue: greatest &- $0) }

    var offsets = [UInt32](repeating: 0, count: count + 1)
    for component in components { offsets[component.position + 1] &+= 1 }
    var isCyclic = [Bool](repeating: false, count: count)
    for component in 0..<count {
      if offsets[component + 1] > 1 { isCyclic[component] = true }
      offsets[component + 1] &+= offsets[component]
    }
    for node in graph.selfLoops { isCyclic[components[node.position].position] = true }

    var next = offsets
    var members = [NodeIndex](repeating: NodeIndex(rawValue: 0), count: components.count)
    for (node, component) in components.enumerated() {
      members[Int(next[component.position])] = NodeIndex(rawValue: UInt32(truncatingIfNeeded: node))
      next[component.position] &+= 1
    }

    self.componentOfNode = components
    self.offsets = offsets
    self.members = members
    self.isCyclicByComponent = isCyclic
    self.cyclic = isCyclic.indices.filter { isCyclic[$0] }.map { ComponentIndex($0) }
  }
}

/// The depth-first search behind `StronglyConnectedComponents`, with its own stack.
private struct ComponentSearch {
  /// A node whose edges are being walked.
  struct Frame {
    var node: UInt32
    /// The edge to look at next.
    var edge: UInt32
    /// The index the node was given on entry; it is the root of its component if it still has it.
    var entryIndex: UInt32
  }

  /// 0 while a node is unseen; the lowest index known to be reachable from it while its component
  /// is open (these are at most the number of open nodes); then the component's label, counted down
  /// from the number of nodes, which is always greater than an index in use.
  var labels: [UInt32]
  /// How many components were closed.
  var count = 0

  init(nodeCount: Int) {
    labels = [UInt32](repeating: 0, count: nodeCount)
  }

  mutating func run(on graph: DirectedGraph) {
    var frames: [Frame] = []
    /// Nodes left by the walk whose component is still open.
    var open: [UInt32] = []
    var index: UInt32 = 1
    var label = UInt32(truncatingIfNeeded: labels.count)

    for start in 0..<labels.count where labels[start] == 0 {
      var frame = enter(UInt32(truncatingIfNeeded: start), graph, &index)
      walking: while true {
        let node = Int(frame.node)
        let end = graph.offsets[node + 1]
        var lowest = labels[node]
        while frame.edge < end {
          let target = graph.targets[Int(frame.edge)].rawValue
          let reached = labels[Int(target)]
          if reached == 0 {
            // The same edge is looked at again after the return, then with the target's result.
            labels[node] = lowest
            frames.append(frame)
            frame = enter(target, graph, &index)
            continue walking
          }
          if reached < lowest { lowest = reached }
          frame.edge &+= 1
        }

        if lowest == frame.entryIndex {
          index &-= 1
          while let member = open.last, labels[Int(member)] >= lowest {
            labels[Int(member)] = label
            index &-= 1
            open.removeLast()
          }
          labels[node] = label
          label &-= 1
          count += 1
        } else {
          labels[node] = lowest
          open.append(frame.node)
        }
        guard let parent = frames.popLast() else { break }
        frame = parent
      }
    }
  }

  private mutating func enter(
    _ node: UInt32,
    _ graph: DirectedGraph,
    _ index: inout UInt32
  ) -> Frame {
    labels[Int(node)] = index
    defer { index &+= 1 }
    return Frame(node: node, edge: graph.offsets[Int(node)], entryIndex: index)
  }
}
