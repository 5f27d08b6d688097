internal import HostIO
internal import ModuleFacts
internal import ProgramAnalysis
internal import ProjectGraph
internal import PythonIndexing
internal import ReloadPlanning

/// The sources of a project with their facts, read once and again only when told that they changed.
///
/// A command that ends after one reload has one for that; whoever watches keeps it from save to save.
final class SourceCache {
  /// One file as it was read last.
  struct Entry {
    var bytes: [UInt8]
    var digest: String
  }

  let project: String
  private let options: IndexingOptions
  private var indexer: FullIndexer
  private var entries: [String: Entry?] = [:]
  private var factsByDigest: [String: FileFacts] = [:]
  /// What files contained before, the latest last.
  private var earlier: [String: [Entry]] = [:]
  private var layout: [Place]?
  private var external: [String: PlanRequest.Module?] = [:]
  private var importNames: [String: (key: String, names: [String])] = [:]
  /// What the project's modules import, and the installed modules that follow from it.
  var installed: (imports: [[String]], modules: [PlanRequest.Module])?
  /// Loaded modules that ran what their file says, as they were planned with, by file.
  private var unchanged: [String: (digest: String, module: PlanRequest.Module)] = [:]
  /// What plans found out about modules.
  let memory = ProgramMemory()

  /// A module's place in the project.
  struct Place {
    var name: String
    /// Relative to the project.
    var path: String
    var isPackage: Bool
  }

  /// - Parameters:
  ///   - project: The project's folder, absolute.
  ///   - options: How to index.
  init(project: String, options: IndexingOptions) {
    self.project = project
    self.options = options
    indexer = FullIndexer(options: options)
  }

  /// Reads a file again that was saved; the facts of what it contained before are kept.
  ///
  /// - Returns: Whether it contains anything else than before, or was not known.
  func invalidate(_ path: String) -> Bool {
    guard let known = entries[path] else {
      // A file that nobody asked for may be a new module.
      layout = nil
      return true
    }
    entries[path] = nil
    let now = entry(path)
    if now?.digest == known?.digest { return false }
    remember(known, path)
    if (known == nil) != (now == nil) { layout = nil }
    return true
  }

  /// Forgets everything that was read.
  func invalidateAll() {
    // Order-free: each path has a list of its own.
    for (path, entry) in entries { remember(entry, path) }
    entries = [:]
    layout = nil
  }

  /// A few texts are enough: only the one that a process imported is ever asked for.
  private func remember(_ entry: Entry?, _ path: String) {
    guard let entry, earlier[path]?.last?.digest != entry.digest else { return }
    earlier[path, default: []].append(entry)
    if let count = earlier[path]?.count, count > 4 { earlier[path]?.removeFirst() }
  }

  /// What a file contained earlier, the latest first.
  func earlierTexts(_ path: String) -> [[UInt8]] { (earlier[path] ?? []).reversed().map(\.bytes) }

  /// The earlier text of a file with that digest.
  func earlierText(_ path: String, digest: String) -> [UInt8]? {
    earlier[path]?.first { $0.digest == digest }?.bytes
  }

  /// The file at an absolute path; nil when it can't be read.
  func entry(_ path: String) -> Entry? {
    if let known = entries[path] { return known }
    let entry = (try? FileBytes.contents(of: path)).map {
      Entry(bytes: $0, digest: ReloadPlanKit.digest($0))
    }
    entries[path] = .some(entry)
    return entry
  }

  /// Facts of a source.
  func facts(of entry: Entry) -> FileFacts {
    if let known = factsByDigest[entry.digest] { return known }
    let facts = indexer.facts(of: entry.bytes)
    factsByDigest[entry.digest] = facts
    return facts
  }

  /// Facts of a source that was seen before, by its digest.
  func facts(digest: String) -> FileFacts? { factsByDigest[digest] }

  /// A loaded module as an earlier plan had it, if its source is still the same.
  func unchanged(_ file: String, digest: String) -> PlanRequest.Module? {
    guard let known = unchanged[file], known.digest == digest else { return nil }
    return known.module
  }

  /// Keeps a loaded module that runs what its file says for later plans.
  func keep(_ module: PlanRequest.Module, file: String, digest: String) {
    unchanged[file] = (digest, module)
  }

  /// All source modules of the project, in the layout's order.
  func places() throws -> [Place] {
    if let layout { return layout }
    var workspace = Workspace(path: project)
    workspace.options = options
    var places: [Place] = []
    do {
      let (found, _) = try workspace.layout()
      for file in found.sources {
        guard let module = found.moduleOfFile[file.position] else { continue }
        let row = found.modules.rows[module.position]
        if row.isStub { continue }
        places.append(
          Place(
            name: found.modules.name(of: module),
            path: found.files.path(of: file),
            isPackage: row.kind == .package
          )
        )
      }
    } catch WorkspaceError.noPython {}
    layout = places
    return places
  }

  /// An installed module, as `read` finds it the first time.
  func external(
    _ name: String,
    read: (String) -> (path: String, isPackage: Bool)?
  ) -> PlanRequest.Module? {
    if let known = external[name] { return known }
    var found: PlanRequest.Module?
    if let (path, isPackage) = read(name), let bytes = try? FileBytes.contents(of: path) {
      let facts = indexer.facts(of: bytes)
      var module = PlanRequest.Module(
        name: name,
        path: path,
        isPackage: isPackage,
        old: facts,
        new: facts,
        isChanged: false,
        isLoaded: false
      )
      module.isExternal = true
      module.key = path
      found = module
    }
    external[name] = .some(found)
    return found
  }

  /// Names of what a module imports; `key` stands for its content.
  func imports(of name: String, key: String, _ make: () -> [String]) -> [String] {
    if let known = importNames[name], known.key == key { return known.names }
    let names = make()
    importNames[name] = (key, names)
    return names
  }

  /// Reads and indexes everything, so that the first save finds it done.
  func warm() {
    for place in (try? places()) ?? [] {
      if let entry = entry(project + "/" + place.path) { _ = facts(of: entry) }
    }
  }
}
