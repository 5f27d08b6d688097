internal import HostIO
internal import ProjectGraph
internal import SourceText

/// Takes the snapshot of a project's files: the only place where discovery touches a disk.
struct ProjectScan: FileTreeVisitor {
  var files = ProjectFiles()
  private(set) var problems: [ProjectDiagnostic] = []
  /// Whether there are sources that extension modules may be made of, as their names say.
  private(set) var hasNativeSources = false
  /// Whole paths of folders that are not entered.
  var leaveOut: Set<String> = []

  func leavesOut(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    FolderRules.isLeftOut(name: name)
  }

  mutating func enter(
    _ name: UnsafeBufferPointer<UInt8>,
    in parent: ProjectFiles.DirectoryIndex,
    files names: FileNames
  ) -> ProjectFiles.DirectoryIndex? {
    if names.contains("pyvenv.cfg") { return nil }
    if FolderRules.isBuildOutput(name: name), !names.contains("__init__.py") { return nil }
    if !leaveOut.isEmpty {
      let path = files.path(of: parent) + "/" + String(decoding: name, as: UTF8.self)
      if leaveOut.contains(path) { return nil }
    }
    return files.addDirectory(name, in: parent)
  }

  mutating func file(
    _ name: UnsafeBufferPointer<UInt8>,
    in folder: ProjectFiles.DirectoryIndex
  ) {
    files.addFile(name, in: folder)
    if !hasNativeSources { hasNativeSources = Self.isNativeSource(name) }
  }

  /// Most names end in another letter, and cost no more than that look.
  private static func isNativeSource(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    switch name.last {
    case UInt8(ascii: "c"):
      name.count > 2 && name.suffix(2).elementsEqual(".c".utf8)
        || name.suffix(3).elementsEqual(".cc".utf8)
    case UInt8(ascii: "p"): name.suffix(4).elementsEqual(".cpp".utf8)
    case UInt8(ascii: "x"):
      name.suffix(4).elementsEqual(".cxx".utf8) || name.suffix(4).elementsEqual(".pyx".utf8)
    default: false
    }
  }

  mutating func problem(_ path: String, _ error: FileError) {
    problems.append(
      ProjectDiagnostic(
        kind: .unreadable,
        path: path,
        diagnostic: SourceDiagnostic(
          line: 1,
          column: 1,
          message: "The folder can't be read: \(error)"
        )
      )
    )
  }

  /// Adds the tree at `path`, under that name.
  mutating func addTree(at path: String) throws(FileError) -> ProjectFiles.DirectoryIndex {
    let folder = files.addDirectory(path, in: ProjectFiles.top)
    try FileTree.walk(path, as: folder, visitor: &self)
    return folder
  }
}
