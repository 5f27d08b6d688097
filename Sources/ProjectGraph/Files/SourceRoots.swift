internal import SourceText

/// Finds the folders that imports start from.
///
/// Roots that are given count alone. Otherwise they are: what the manifest names, `src` if it isn't
/// a package, the project's folder, and the same for each project inside the project. A manifest
/// inside a package makes no project: some packages install theirs with their code. Nor does one that
/// only configures tools.
struct SourceRoots {
  let files: ProjectFiles
  let folders: FolderIndex
  let options: SourceLayout.Options

  func find() -> [ProjectFiles.DirectoryIndex] {
    let own = projectRoots()
    return own + options.searchPath.filter { !own.contains($0) }
  }

  private func projectRoots() -> [ProjectFiles.DirectoryIndex] {
    var roots: [ProjectFiles.DirectoryIndex] = []
    func add(_ root: ProjectFiles.DirectoryIndex?) {
      if let root, !roots.contains(root) { roots.append(root) }
    }
    if !options.roots.isEmpty {
      for path in options.roots { add(files.directory(at: path)) }
      return roots
    }
    for project in projects() {
      let path = files.path(of: project)
      if let manifest = options.manifests[path] {
        for root in Self.roots(named: manifest) {
          let root = files.directory(at: path.isEmpty ? root : path + "/" + root)
          // A root in a package would give its modules a second name.
          if let root, root == project || !isInPackage(root) { add(root) }
        }
      }
      add(sourceFolder(of: project))
      add(project)
    }
    return roots
  }

  /// The project's folder, and folders below it that have a manifest of their own.
  private func projects() -> [ProjectFiles.DirectoryIndex] {
    var result = [ProjectFiles.top]
    var stack = folders.subfolders[0].reversed().map { $0 }
    while let folder = stack.popLast() {
      if folders.isPackage[folder.position] || options.searchPath.contains(folder) { continue }
      let manifest = folders.files[folder.position].first {
        files.files[$0.position].kind == .manifest
      }
      if manifest != nil, isProject(folder) { result.append(folder) }
      stack.append(contentsOf: folders.subfolders[folder.position].reversed())
    }
    return result
  }

  /// Whether the manifest in a folder says that something is built from it or where its code is.
  private func isProject(_ folder: ProjectFiles.DirectoryIndex) -> Bool {
    // One that couldn't be read may say so.
    guard let manifest = options.manifests[files.path(of: folder)] else { return true }
    let tables = ["project.", "build-system.", "tool.poetry.", "tool.reload-plan."]
    let declares = ManifestReader.strings(in: manifest).contains { key, _ in
      tables.contains { key.hasPrefix($0) }
    }
    return declares || !Self.roots(named: manifest).isEmpty
  }

  private func sourceFolder(
    of project: ProjectFiles.DirectoryIndex
  ) -> ProjectFiles.DirectoryIndex? {
    folders.subfolders[project.position].first { folder in
      !folders.isPackage[folder.position]
        && files.names.withBytes(of: files.directories[folder.position].name) {
          $0.elementsEqual("src".utf8)
        }
    }
  }

  private func isInPackage(_ folder: ProjectFiles.DirectoryIndex) -> Bool {
    var folder = folder
    while folder != ProjectFiles.top {
      if folders.isPackage[folder.position] { return true }
      folder = files.directories[folder.position].parent
    }
    return false
  }

  /// The folders that a `pyproject.toml` says packages are in.
  static func roots(named manifest: String) -> [String] {
    var own: [String] = []
    var others: [String] = []
    for (key, value) in ManifestReader.strings(in: manifest) {
      switch key {
      case "tool.reload-plan.roots":
        own.append(value)
      case "tool.setuptools.packages.find.where", "tool.setuptools.package-dir.",
        "tool.poetry.packages.from", "tool.pdm.build.package-dir",
        "tool.pytest.ini_options.pythonpath", "tool.ruff.src", "tool.maturin.python-source",
        "tool.uv.build-backend.module-root", "tool.hatch.build.sources",
        "tool.hatch.build.targets.wheel.sources":
        others.append(value)
      case "tool.hatch.build.targets.wheel.packages", "tool.hatch.build.packages":
        // It names packages; the folder around each is the root.
        let parts = value.split(separator: "/")
        others.append(parts.dropLast().joined(separator: "/"))
      default: break
      }
    }
    return (own.isEmpty ? others : own).filter { !$0.hasPrefix("/") && !$0.contains("..") }
  }
}
