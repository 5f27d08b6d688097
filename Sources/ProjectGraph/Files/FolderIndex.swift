internal import SourceText

/// What is in each folder of a snapshot, sorted by name, and what the folder is.
struct FolderIndex {
  /// Subfolders and files by folder; those that are left out are not listed.
  private(set) var subfolders: [[ProjectFiles.DirectoryIndex]]
  private(set) var files: [[ProjectFiles.FileIndex]]
  /// Whether the folder has an `__init__` file.
  private(set) var isPackage: [Bool]

  init(of project: ProjectFiles) {
    let count = project.directories.count
    files = [[ProjectFiles.FileIndex]](repeating: [], count: count)
    subfolders = [[ProjectFiles.DirectoryIndex]](repeating: [], count: count)
    isPackage = [Bool](repeating: false, count: count)
    var isEnvironment = [Bool](repeating: false, count: count)
    for (position, file) in project.files.enumerated() {
      let folder = file.directory.position
      files[folder].append(ProjectFiles.FileIndex(position))
      if file.kind == .environmentMark { isEnvironment[folder] = true }
      let isInit = project.names.withBytes(of: file.name) { name in
        file.kind.isImportable && file.kind.stem(of: name).elementsEqual("__init__".utf8)
      }
      if isInit { isPackage[folder] = true }
    }
    for position in project.directories.indices.dropFirst() {
      let folder = project.directories[position]
      let isLeftOut = project.names.withBytes(of: folder.name) { name in
        FolderRules.isLeftOut(name: name)
          || (FolderRules.isBuildOutput(name: name) && !isPackage[position])
      }
      if isLeftOut || isEnvironment[position] { continue }
      subfolders[folder.parent.position].append(ProjectFiles.DirectoryIndex(position))
    }
    sort(by: project)
  }

  private mutating func sort(by project: ProjectFiles) {
    func precedes(_ left: NameID, _ right: NameID) -> Bool {
      project.names.withBytes(of: left) { left in
        project.names.withBytes(of: right) { left.lexicographicallyPrecedes($0) }
      }
    }
    // Most folders have one entry or none; reaching into their arrays only to sort nothing costs.
    for position in files.indices where files[position].count > 1 {
      files[position].sort { left, right in
        precedes(project.files[left.position].name, project.files[right.position].name)
      }
    }
    for position in subfolders.indices where subfolders[position].count > 1 {
      subfolders[position].sort { left, right in
        precedes(project.directories[left.position].name, project.directories[right.position].name)
      }
    }
  }
}

extension FileKind {
  /// Whether a file of that kind can be a module.
  var isImportable: Bool {
    switch self {
    case .source, .stub, .binary: true
    case .manifest, .environmentMark, .native: false
    }
  }
}
