import GraphCore

/// Finds the import cycles of a project, what crosses them, and the cheapest cuts.
package struct CycleAnalysis {
  private let modules: [(name: String, path: String)]
  private let links: [ImportLink]
  private let graph: DirectedGraph
  private let components: StronglyConnectedComponents
  /// The links between the same two modules, by edge.
  private let linksOfEdge: [[Int]]

  /// Takes modules with their paths, and links between them by position.
  package init(modules: [(name: String, path: String)], links: [ImportLink]) {
    self.modules = modules
    self.links = links
    var builder = GraphBuilder(nodeCount: modules.count)
    for link in links {
      builder.addEdge(from: NodeIndex(link.importer), to: NodeIndex(link.imported))
    }
    let built = builder.build()
    graph = built.graph
    components = StronglyConnectedComponents.of(built.graph)
    var linksOfEdge = [[Int]](repeating: [], count: built.graph.edgeCount)
    for (link, edge) in built.edgeOfAddition.enumerated() {
      linksOfEdge[edge.position].append(link)
    }
    self.linksOfEdge = linksOfEdge
  }

  /// Positions of the modules that lie on cycles, ascending.
  package var members: [Int] {
    components.cyclic.flatMap { components.members(of: $0).map(\.position) }.sorted()
  }

  /// The cycles, the largest first, then by name.
  ///
  /// - Complexity: linear in the graph, beside the searches for loops and cuts, whose work is
  ///   bounded (`ShortestCycles`, `CycleCut`).
  package func cycles(loopLimit: Int = 10) -> [ImportCycle] {
    let costs = linksOfEdge.map { links in links.reduce(0) { $0 + self.links[$1].cost } }
    let found = components.cyclic.map { component in
      cycle(component, costs: costs, loopLimit: loopLimit)
    }
    return found.sorted { left, right in
      if left.modules.count != right.modules.count {
        return left.modules.count > right.modules.count
      }
      return left.modules.lexicographicallyPrecedes(right.modules)
    }
  }

  private func cycle(
    _ component: ComponentIndex,
    costs: [UInt32],
    loopLimit: Int
  ) -> ImportCycle {
    let members = components.members(of: component)
    let loops = ShortestCycles.of(
      component,
      in: graph,
      components: components,
      limit: loopLimit
    )
    let cut = CycleCut.of(component, in: graph, components: components, costs: costs)
    var crosses = ImportCycle.Crossing.late
    for member in members {
      for edge in graph.edges(from: member) {
        guard components.component(of: graph.target(of: edge)) == component else { continue }
        for link in linksOfEdge[edge.position] { crosses = max(crosses, links[link].crosses) }
      }
    }
    return ImportCycle(
      modules: members.map { modules[$0.position].name }.sorted(),
      crosses: crosses,
      loops: loops.cycles.map { loop in
        ImportCycle.Loop(modules: loop.nodes.map { modules[$0.position].name })
      },
      cuts: cuts(of: cut.edges),
      isProvenCheapest: cut.isProvenCheapest
    )
  }

  /// One cut for each import statement on the edges: all of them have to go.
  private func cuts(of edges: [EdgeIndex]) -> [ImportCycle.Cut] {
    let statements = edges.flatMap { linksOfEdge[$0.position] }.map { links[$0] }
    let cuts = statements.map { link in
      ImportCycle.Cut(
        importer: modules[link.importer].name,
        imported: modules[link.imported].name,
        path: modules[link.importer].path,
        line: link.line,
        edit: link.edit,
        crosses: link.crosses,
        names: link.names
      )
    }
    return cuts.sorted { left, right in
      if left.path != right.path { return left.path < right.path }
      if left.line != right.line { return left.line < right.line }
      return left.imported < right.imported
    }
  }
}
