internal import GraphCore
package import ModuleFacts
package import ProjectGraph

extension CycleAnalysis {
  /// Takes the import-time imports between modules of the project.
  ///
  /// Left out: what only type checkers see, `__main__` guards, and the package around a module,
  /// which has always begun to run before the module does. What crosses an edge is known of modules
  /// with full facts.
  package init(_ project: ProjectGraph, facts: [ModuleID: FileFacts] = [:]) {
    let own = (0..<project.modules.count).map { ModuleID($0) }.filter {
      project.modules[$0].kind != .external
    }
    var links: [ImportLink] = []
    for importer in own {
      let uses = facts[importer].map { ImportUses(facts: $0) }
      for index in project.graph.edges(from: importer.node) {
        let imported = ModuleID(project.graph.target(of: index))
        let edge = project[index]
        guard edge.isImportTime, imported != importer,
          project.modules[imported].kind != .external
        else { continue }
        if edge.kind == .parent, project.modules.isAncestor(imported, of: importer) { continue }
        let use = uses?.link(
          line: edge.line,
          target: project.name(of: imported),
          taken: project.names(of: edge),
          isModule: edge.kind == .from && project.takesModule(edge, imported),
          isStar: edge.kind == .star
        )
        links.append(
          ImportLink(
            importer: importer.position,
            imported: imported.position,
            line: Int(edge.line),
            takesNames: edge.kind == .from,
            isWritten: edge.kind != .parent,
            crosses: use?.crosses ?? .late,
            names: use?.shown ?? [],
            users: use?.users ?? 0,
            isReexport: project.modules[importer].kind == .package
              && use.map { $0.users == 0 && $0.crosses == .late } ?? false
          )
        )
      }
    }
    // Modules of the project come first, so positions in `own` are the modules' numbers.
    self.init(
      modules: own.map { (project.name(of: $0), project.path(of: $0) ?? "") },
      links: links
    )
  }
}

extension ProjectGraph {
  /// Whether the name that an edge takes is the module it leads to.
  fileprivate func takesModule(_ edge: ImportEdge, _ target: ModuleID) -> Bool {
    let taken = names(of: edge)
    return taken.count == 1 && name(of: target).hasSuffix("." + taken[0])
  }
}

extension ModuleTable {
  fileprivate func isAncestor(_ package: ModuleID, of module: ModuleID) -> Bool {
    var current = self[module].parent
    while let ancestor = current {
      if ancestor == package { return true }
      current = self[ancestor].parent
    }
    return false
  }
}
