internal import HostIO
internal import ModuleFacts
package import ProjectGraph
package import PythonIndexing
internal import SourceText

/// A project on disk: the place to start.
///
/// Making one touches nothing; each question reads the files anew.
public struct Workspace: Sendable {
  /// The project's folder.
  public let path: String
  /// Folders that imports start from, relative to the project; empty: found by themselves.
  public var roots: [String] = []
  /// The Python whose standard library and installed packages are indexed too; `nil`: they are
  /// modules outside the project, of which only the names are known.
  public var followedPython: String?
  /// How many cores to use.
  public var jobs: Int = 2
  /// The program `reload-plan`, which parses C and C++ in processes of its own; without it such files
  /// are listed but not read.
  public var nativeWorker: String?
  package var options = IndexingOptions()
  /// Whether the process ends with the next answer: then what that needed isn't freed piece by piece first.
  package var endsWithAnswer = false
  /// Whether plans may run new statements whose effects can't be taken back.
  package var allowsIrreversible = false

  /// The project in a folder.
  public init(path: String) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path.isEmpty ? "." : path
  }

  /// The project's modules and imports, and its C and C++ files with what they include.
  ///
  /// - Throws: `WorkspaceError` when the folder can't be read, lacks a root or has no code in it.
  package func graph() async throws(WorkspaceError) -> ProjectGraph {
    try await graphWithSources().graph
  }

  /// The graph, and the C and C++ that is part of it; `nil` where there is none or it can't be read.
  func graphWithSources() async throws(WorkspaceError) -> (
    graph: ProjectGraph, native: NativeSources?
  ) {
    let native: NativeSources?
    do {
      native = try await NativeSources.read(
        projectAt: path,
        worker: nativeWorker,
        jobs: jobs,
        guessing: false
      )
    } catch {
      do {
        return (try await graph(NativeSources(broken: error)), nil)
      } catch .noPython {
        throw .brokenDatabase(path: "\(path)/\(error.path)", reason: error.reason)
      }
    }
    if let native { return (try await graph(native), native) }
    let scanned = try layout(with: nil, nil, nil)
    // Looking for sources by themselves would cost most projects a walk for nothing.
    if scanned.hasNativeSources,
      let guess = try? await NativeSources.read(
        projectAt: path,
        worker: nativeWorker,
        jobs: jobs
      )
    {
      return (try await graph(guess), guess)
    }
    return (await graph(scanned, natives: []), nil)
  }

  /// The project's Python modules and imports.
  ///
  /// - Throws: `WorkspaceError` when the folder can't be read, lacks a root or has no Python in it.
  package func pythonGraph() async throws(WorkspaceError) -> ProjectGraph {
    try await graph(nil)
  }

  /// What names of the Python modules take from each other, with a graph whose modules they name; `nil` where
  /// there is no Python.
  ///
  /// - Throws: `WorkspaceError` when the folder can't be read or lacks a root.
  package func symbols() throws(WorkspaceError) -> (ProjectGraph, [SymbolEdge])? {
    let layout: SourceLayout
    let problems: [ProjectDiagnostic]
    do { (layout, problems) = try self.layout() } catch {
      if case .noPython = error { return nil }
      throw error
    }
    var indexer = FullIndexer(options: options)
    var units: [IndexedFiles] = []
    for file in layout.sources {
      let relative = layout.files.path(of: file)
      let place = relative.hasPrefix("/") ? relative : path + "/" + relative
      guard let bytes = try? FileBytes.contents(of: place) else { continue }
      units.append(IndexedFiles(facts: indexer.facts(of: bytes), file: file.rawValue))
    }
    let graph = Linker.link(units, layout: layout, problems: problems)
    return (graph, SymbolEdges.edges(of: graph))
  }

  private func graph(_ native: NativeSources?) async throws(WorkspaceError) -> ProjectGraph {
    let built = native?.links()
    let scanned = try layout(with: native, built?.extensions, built?.libraries)
    var loads = NativeLoads(libraries: built?.libraries ?? [])
    let natives = (built?.links ?? []) + loads.links(scanned.layout, in: path)
    return await graph(scanned, natives: natives)
  }

  private func graph(_ scanned: ScannedProject, natives: [NativeLink]) async -> ProjectGraph {
    let run = IndexRun(layout: scanned.layout, root: path, options: options)
    let result = await run.collectImports(jobs: jobs)
    return Linker.link(
      result.units,
      layout: scanned.layout,
      includes: scanned.includes,
      natives: natives,
      problems: scanned.problems + result.problems
    )
  }

  /// What modules the project's Python files are, and what couldn't be read of its folders.
  package func layout() throws(WorkspaceError) -> (SourceLayout, [ProjectDiagnostic]) {
    let scanned = try layout(with: nil, nil, nil)
    return (scanned.layout, scanned.problems)
  }

  /// What a look at the project's files gives.
  private struct ScannedProject {
    var layout: SourceLayout
    var includes: [IncludeLink]
    var problems: [ProjectDiagnostic]
    var hasNativeSources: Bool
  }

  private func layout(
    with native: NativeSources?,
    _ extensions: [String]?,
    _ libraries: [String]?
  ) throws(WorkspaceError) -> ScannedProject {
    var scan = ProjectScan()
    do {
      try FileTree.walk(path, as: ProjectFiles.top, visitor: &scan)
    } catch {
      throw .unreadableProject(path: path, reason: error)
    }
    let hasNativeSources = scan.hasNativeSources
    var options = SourceLayout.Options()
    for root in roots {
      var relative = root
      if relative == path || relative == "." {
        relative = ""
      } else if relative.hasPrefix(path + "/") {
        relative.removeFirst(path.count + 1)
      }
      while relative.hasSuffix("/") { relative.removeLast() }
      guard scan.files.directory(at: relative) != nil else {
        throw .missingRoot(root: root, project: path)
      }
      options.roots.append(relative)
    }
    let hasPython = scan.files.files.contains { $0.kind.isCode }
    if roots.isEmpty { options.enclosingPackages = enclosingPackages() }
    for (position, file) in scan.files.files.enumerated() where file.kind == .manifest {
      let index = ProjectFiles.FileIndex(position)
      let manifest = scan.files.path(of: index)
      guard let bytes = try? FileBytes.contents(of: path + "/" + manifest) else { continue }
      let folder = scan.files.path(of: file.directory)
      options.manifests[folder] = String(decoding: bytes, as: UTF8.self)
    }
    options.extensions = extensions ?? []
    options.libraries = libraries ?? []
    if let python = followedPython { try follow(python, &scan, &options) }
    let includes = native?.add(to: &scan.files) ?? []
    let layout = SourceLayout(of: scan.files, options: options)
    if !hasPython || layout.sources.isEmpty, native?.files.isEmpty ?? true {
      throw .noPython(path: path)
    }
    return ScannedProject(
      layout: layout,
      includes: includes,
      problems: scan.problems + (native?.problems ?? []),
      hasNativeSources: hasNativeSources
    )
  }

  /// Adds the folders that `python` finds modules in.
  private func follow(
    _ python: String,
    _ scan: inout ProjectScan,
    _ options: inout SourceLayout.Options
  ) throws(WorkspaceError) {
    let paths = try InterpreterPaths(of: python)
    // One may hold another, or the project.
    scan.leaveOut = Set(paths.folders)
    if let project = FileStatus.absolutePath(of: path) { scan.leaveOut.insert(project) }
    for folder in paths.folders {
      do {
        options.searchPath.append(try scan.addTree(at: folder))
      } catch {
        throw .unreadableProject(path: folder, reason: error)
      }
    }
    options.builtins = Set(paths.builtins + ["__main__"])
  }

  /// The packages that the project's folder is in and is itself, outermost first.
  func enclosingPackages() -> [String] {
    guard var folder = FileStatus.absolutePath(of: path) else { return [] }
    var names: [String] = []
    while FileStatus.isFile(folder + "/__init__.py"), let slash = folder.lastIndex(of: "/") {
      names.append(String(folder[folder.index(after: slash)...]))
      folder = String(folder[..<slash])
    }
    return names.reversed()
  }
}
