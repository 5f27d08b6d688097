internal import HostIO
internal import ModuleFacts
internal import ProjectGraph
internal import PythonIndexing
internal import PythonSyntax
package import ReloadPlanning

extension Workspace {
  /// The project's import cycles, the largest first.
  ///
  /// The graph is made of imports alone; only the files on a cycle are read a second time, for what
  /// they use of each other.
  ///
  /// - Throws: As `pythonGraph()` does.
  package func cycles() async throws(WorkspaceError) -> [ImportCycle] {
    let project = try await graph()
    let members = CycleAnalysis(project).members.map { ModuleID($0) }
    if members.isEmpty { return [] }
    return CycleAnalysis(project, facts: fullFacts(of: members, in: project)).cycles()
  }

  /// Everything that the files of some modules say; a file that can't be read any more is left out.
  private func fullFacts(of modules: [ModuleID], in project: ProjectGraph) -> [ModuleID: FileFacts]
  {
    var facts: [ModuleID: FileFacts] = [:]
    var parser = ParserWorkspace()
    for module in modules {
      guard let file = project.path(of: module),
        let bytes = try? FileBytes.contents(of: path + "/" + file)
      else { continue }
      let tree = bytes.withUnsafeBufferPointer { parser.parse($0) }
      facts[module] = PythonIndexer.index(tree: tree, depth: .full, options: options)
    }
    return facts
  }

  /// The order in which whole modules can be reloaded after some of them were edited.
  ///
  /// - Throws: As `pythonGraph()` does, and `BaselineError` for a name that is no module.
  package func reloadOrder(of names: [String]) async throws -> ReloadOrder {
    let project = try await pythonGraph()
    let edited = try names.map { name in
      guard let module = project.module(named: name), project.path(of: module) != nil else {
        throw BaselineError.noModule(path: name, project: path)
      }
      return module
    }
    let modules = (0..<project.modules.count).map { ModuleID($0) }
    return ReloadOrder.of(edited, in: project, facts: fullFacts(of: modules, in: project))
  }

  /// Whether the project has a module of that name.
  package func hasModule(named name: String) async throws(WorkspaceError) -> Bool {
    let hasNative = BuildDescription.exists(in: path)
    if try moduleSources(orNone: hasNative).contains(where: { $0.name == name }) { return true }
    guard hasNative,
      let sources = try? await NativeSources.read(
        projectAt: path,
        worker: nativeWorker,
        jobs: jobs
      )
    else { return false }
    return sources.files.contains { name == $0 || name.hasPrefix($0 + ".") }
  }
}
