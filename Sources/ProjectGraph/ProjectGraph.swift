package import GraphCore
package import ModuleFacts
package import SourceText

/// The modules of a project and who imports whom, when and under which condition.
///
/// Nodes of `graph` are modules by number (`ModuleID.node`); `edges` runs parallel to its edges.
/// Several edges may join the same two modules: one per statement.
package struct ProjectGraph: Sendable {
  package let files: ProjectFiles
  /// The folders that imports start from.
  package let roots: [ProjectFiles.DirectoryIndex]
  package let modules: ModuleTable
  package let graph: DirectedGraph
  /// What is known of each edge, by `EdgeIndex`.
  package let edges: [ImportEdge]
  /// Pool of the names that edges take; ids of `modules.names`.
  package let edgeNames: [NameID]
  /// Sorted by path and place.
  package let diagnostics: [ProjectDiagnostic]
  let bindings: ImportBindings

  init(
    files: ProjectFiles,
    roots: [ProjectFiles.DirectoryIndex],
    modules: ModuleTable,
    graph: DirectedGraph,
    edges: [ImportEdge],
    edgeNames: [NameID],
    diagnostics: [ProjectDiagnostic],
    bindings: ImportBindings
  ) {
    self.files = files
    self.roots = roots
    self.modules = modules
    self.graph = graph
    self.edges = edges
    self.edgeNames = edgeNames
    self.diagnostics = diagnostics
    self.bindings = bindings
  }

  /// The path of a module's file relative to the project; `nil` for folders and modules outside.
  package func path(of module: ModuleID) -> String? {
    modules[module].file.map(files.path(of:))
  }

  package func name(of module: ModuleID) -> String { modules.name(of: module) }

  package func module(named name: String) -> ModuleID? { modules.module(named: name) }

  package subscript(edge: EdgeIndex) -> ImportEdge { edges[edge.position] }

  /// The names that an edge takes.
  package func names(of edge: ImportEdge) -> [String] {
    edgeNames[edge.names.indices].map(modules.names.string)
  }

  /// The facts of a module that was indexed, and the part of them that is its own.
  package func facts(of module: ModuleID) -> (facts: FactPools, span: IndexedFiles.Span)? {
    bindings.facts(of: module)
  }
}
