internal import HostIO
internal import ModuleFacts
internal import ProgramAnalysis
internal import ReloadPlanning
internal import SourceText

/// The installed packages that a project imports, as far as they are Python: read so that calls into
/// them can be judged instead of being unknown.
///
/// The standard library is left out: `EffectTable` knows it.
struct ExternalModules {
  /// More modules than this are not read; calls into the rest stay unknown.
  static let limit = 500

  private let folders: [String]
  private let project: String

  /// - Parameters:
  ///   - searchPath: `sys.path` of the program.
  ///   - project: The project's folder: what lies in it is no package.
  init(searchPath: [String], project: String) {
    self.project = project
    folders = searchPath.filter {
      !$0.isEmpty && $0 != project && !$0.hasPrefix(project + "/")
        && !FileStatus.isFile($0 + "/os.py") && FileStatus.isFolder($0)
    }
  }

  /// The modules that `modules` import, and those these import, breadth first.
  func modules(
    importedBy modules: [PlanRequest.Module],
    cache: SourceCache
  ) -> [PlanRequest.Module] {
    if folders.isEmpty { return [] }
    let imports = modules.map { module -> [String] in
      guard let facts = module.new else { return [] }
      return cache.imports(of: module.name, key: module.key ?? "") {
        Self.imports(of: facts, name: module.name, module.isPackage)
      }
    }
    if let last = cache.installed, last.imports == imports { return last.modules }
    var known = Set(modules.map(\.name))
    var queue: [String] = []
    var found: [PlanRequest.Module] = []
    func ask(_ name: String) {
      var prefix = ""
      for part in name.split(separator: ".") {
        prefix += prefix.isEmpty ? String(part) : "." + part
        if known.insert(prefix).inserted { queue.append(prefix) }
      }
    }
    for names in imports { names.forEach(ask) }
    var next = 0
    while next < queue.count, found.count < Self.limit {
      let name = queue[next]
      next += 1
      guard let module = cache.external(name, read: locate), let facts = module.new else {
        continue
      }
      found.append(module)
      cache.imports(of: name, key: module.path) {
        Self.imports(of: facts, name: name, module.isPackage)
      }.forEach(ask)
    }
    cache.installed = (imports, found)
    return found
  }

  private func locate(_ name: String) -> (path: String, isPackage: Bool)? {
    let relative = String(name.map { $0 == "." ? "/" : $0 })
    for folder in folders {
      let package = "\(folder)/\(relative)/__init__.py"
      if FileStatus.isFile(package) { return (package, true) }
      let module = "\(folder)/\(relative).py"
      if FileStatus.isFile(module) { return (module, false) }
    }
    return nil
  }

  /// Dotted names of what a module imports when it is imported, names of from-imports included: they
  /// may be modules.
  private static func imports(of facts: FileFacts, name: String, _ isPackage: Bool) -> [String] {
    let program = Program(
      modules: [Program.Module(name: name, path: "", isPackage: isPackage, facts: facts)])
    var names: [String] = []
    for record in facts.imports where record.time == .importTime && record.condition != .typing {
      guard let module = program.importedModule(record, in: 0) else { continue }
      names.append(module)
      for imported in facts.importedNames[record.names.indices] {
        names.append(module + "." + facts.string(imported.name))
      }
    }
    return names
  }
}
