internal import GraphCore
package import ModuleFacts
package import ProjectGraph

extension CycleAnalysis {
  /// Takes the import-time imports between modules of the project.
  ///
  /// What crosses an edge is known of modules with full facts.
  package init(_ project: ProjectGraph, facts: [ModuleID: FileFacts] = [:]) {
    // Modules of the project come first, so positions in the list are the modules' numbers.
    let own = project.ownModules
    self.init(
      modules: own.map { (project.name(of: $0), project.path(of: $0) ?? "") },
      links: project.importLinks(facts: facts)
    )
  }
}

extension ProjectGraph {
  /// The modules of the project itself, in order.
  var ownModules: [ModuleID] {
    (0..<modules.count).map { ModuleID($0) }.filter { modules[$0].kind != .external }
  }

  /// The import-time imports between modules of the project.
  ///
  /// Left out: what only type checkers see, `__main__` guards, and the package around a module,
  /// which has always begun to run before the module does.
  func importLinks(facts: [ModuleID: FileFacts]) -> [ImportLink] {
    var links: [ImportLink] = []
    for importer in ownModules {
      let first = links.count
      let uses = facts[importer].map { ImportUses(facts: $0) }
      for index in graph.edges(from: importer.node) {
        let imported = ModuleID(graph.target(of: index))
        let edge = self[index]
        // Headers that include each other are guarded, and sources of one library use each other
        // freely; no edit of Python is an answer to that.
        guard edge.isImportTime, !edge.kind.isWithinNative, imported != importer,
          modules[imported].kind != .external
        else {
          continue
        }
        if edge.kind == .parent, modules.isAncestor(imported, of: importer) { continue }
        let use =
          edge.kind == .star
          ? uses?.starLink(offered: offeredNames(of: imported, facts: facts))
          : uses?.link(
            line: edge.line,
            target: name(of: imported),
            taken: names(of: edge),
            isModule: edge.kind == .from && takesModule(edge, imported)
          )
        links.append(link(from: importer, to: imported, edge, use))
      }
      ImportLink.completeParents(in: &links, from: first)
    }
    return links
  }

  private func link(
    from importer: ModuleID,
    to imported: ModuleID,
    _ edge: ImportEdge,
    _ use: ImportUses.Use?
  ) -> ImportLink {
    let isModule = edge.kind == .from && takesModule(edge, imported)
    return ImportLink(
      importer: importer.position,
      imported: imported.position,
      line: Int(edge.line),
      takesNames: edge.kind == .star || edge.kind == .from && !isModule,
      isStar: edge.kind == .star,
      isWritten: edge.kind != .parent,
      crosses: use?.crosses ?? .late,
      names: use?.shown ?? names(of: edge).sorted(),
      users: use?.users ?? 0,
      isReexport: edge.kind != .parent && modules[importer].kind == .package
        && use.map { $0.users == 0 && $0.crosses == .late } ?? false
    )
  }

  /// All names that a module binds, those of its star imports included; `nil` if one of the modules
  /// has no facts.
  private func offeredNames(of module: ModuleID, facts: [ModuleID: FileFacts]) -> Set<String>? {
    var names: Set<String> = []
    var pending = [module]
    var seen: Set<ModuleID> = [module]
    while let current = pending.popLast() {
      guard let own = facts[current] else { return nil }
      for statement in own.statements {
        for name in own.nameList(statement.defines) { names.insert(own.string(name)) }
      }
      for index in graph.edges(from: current.node) where self[index].kind == .star {
        let target = ModuleID(graph.target(of: index))
        if seen.insert(target).inserted { pending.append(target) }
      }
    }
    return names
  }

  /// Whether the name that an edge takes is the module it leads to.
  private func takesModule(_ edge: ImportEdge, _ target: ModuleID) -> Bool {
    let taken = names(of: edge)
    return taken.count == 1 && name(of: target).hasSuffix("." + taken[0])
  }
}

extension ImportLink {
  /// Gives imports of packages on the way (`a` in `import a.b`) what the import says that they stand
  /// on the way of: the one edit takes both away.
  fileprivate static func completeParents(in links: inout [ImportLink], from first: Int) {
    for index in first..<links.count where !links[index].isWritten {
      let line = links[index].line
      let written = links[first...].filter { $0.isWritten && $0.line == line }
      guard let hardest = written.max(by: { $0.crosses < $1.crosses }) else { continue }
      links[index].crosses = hardest.crosses
      links[index].names = hardest.names
      links[index].users = hardest.users
      links[index].takesNames = hardest.takesNames
      links[index].isStar = hardest.isStar
      links[index].isReexport = hardest.isReexport
    }
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
