internal import GraphCore
package import ModuleFacts
package import ProjectGraph

/// The order in which whole modules can be reloaded after some of them were: who must follow, and
/// what stands in the way.
package struct ReloadOrder: Sendable, Equatable {
  /// A module that is reloaded.
  package struct Module: Sendable, Equatable {
    package var name: String
    /// Relative to the project.
    package var path: String
    /// Why: one sentence without a period.
    package var because: String
  }

  /// Modules that are reloaded at one time: one, or those of a cycle.
  package struct Stage: Sendable, Equatable {
    package var modules: [Module]
    /// What crosses the cycle; nil for a single module.
    package var crosses: ImportCycle.Crossing?
  }

  /// Providers before those who use them.
  package var stages: [Stage]

  /// How many modules are reloaded.
  package var moduleCount: Int { stages.reduce(0) { $0 + $1.modules.count } }

  /// Finds the order for modules that were edited.
  ///
  /// A module must follow when it holds objects of another one (a from-import) or made something of
  /// them while it was imported; one that looks names up when it runs finds the new ones by itself.
  ///
  /// - Complexity: linear in the graph, beside sorting.
  package static func of(
    _ edited: [ModuleID],
    in project: ProjectGraph,
    facts: [ModuleID: FileFacts]
  ) -> ReloadOrder {
    var search = OrderSearch(project: project, facts: facts)
    return search.order(of: edited)
  }
}

/// Finds the followers, then sorts them.
private struct OrderSearch {
  let project: ProjectGraph
  let links: [ImportLink]
  /// Positions in `links`, by the module that is imported.
  private var linksInto: [[Int]]
  private var reasons: [Int: String] = [:]

  init(project: ProjectGraph, facts: [ModuleID: FileFacts]) {
    self.project = project
    links = project.importLinks(facts: facts).filter { $0.takesNames || $0.crosses > .late }
    linksInto = [[Int]](repeating: [], count: project.ownModules.count)
    for (position, link) in links.enumerated() { linksInto[link.imported].append(position) }
  }

  mutating func order(of edited: [ModuleID]) -> ReloadOrder {
    let members = followers(of: edited.map(\.position))
    let local = Dictionary(
      uniqueKeysWithValues: members.enumerated().map { ($0.element, $0.offset) }
    )
    var builder = GraphBuilder(nodeCount: members.count)
    var inner: [ImportLink] = []
    for link in links {
      guard let importer = local[link.importer], let imported = local[link.imported] else {
        continue
      }
      builder.addEdge(from: NodeIndex(importer), to: NodeIndex(imported))
      inner.append(link)
    }
    let graph = builder.build().graph
    let components = StronglyConnectedComponents.of(graph)
    let order = CondensedOrder.of(components, in: graph)
    return ReloadOrder(
      stages: order.components.map { component in
        let nodes = components.members(of: component).map { members[$0.position] }
        return ReloadOrder.Stage(
          modules: nodes.map { module($0) },
          crosses: components.isCyclic(component) ? crossing(of: Set(nodes), inner) : nil
        )
      }
    )
  }

  /// The modules and all that must follow, ascending, with the reason of each.
  private mutating func followers(of edited: [Int]) -> [Int] {
    var queue = edited.sorted()
    for module in queue { reasons[module] = "it was edited" }
    var next = 0
    while next < queue.count {
      let provider = queue[next]
      next += 1
      for position in linksInto[provider] where reasons[links[position].importer] == nil {
        let link = links[position]
        reasons[link.importer] = reason(for: link)
        queue.append(link.importer)
      }
    }
    return queue.sorted()
  }

  private func reason(for link: ImportLink) -> String {
    let provider = project.name(of: ModuleID(link.imported))
    let shown = link.names.prefix(4).joined(separator: ", ")
    let rest = link.names.count > 4 ? " and \(link.names.count - 4) more" : ""
    let names = link.names.isEmpty ? "names" : shown + rest
    switch link.crosses {
    case .late: return "line \(link.line) holds \(names) of \(provider)"
    case .value: return "it reads \(names) of \(provider) while it is imported"
    case .class: return "a class is made from \(names) of \(provider)"
    }
  }

  private func module(_ position: Int) -> ReloadOrder.Module {
    let module = ModuleID(position)
    return ReloadOrder.Module(
      name: project.name(of: module),
      path: project.path(of: module) ?? "",
      because: reasons[position] ?? ""
    )
  }

  private func crossing(of members: Set<Int>, _ links: [ImportLink]) -> ImportCycle.Crossing {
    links.filter { members.contains($0.importer) && members.contains($0.imported) }
      .map(\.crosses).max() ?? .late
  }
}
