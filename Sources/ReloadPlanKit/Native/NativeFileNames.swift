internal import HostIO
internal import NativePlanning
internal import ProjectGraph

/// The names of all files of a project that an include may name: any but Python's.
struct NativeFileNames: FileTreeVisitor {
  private var paths: [String] = []
  /// Whether only sources count: then folders of no code are not entered either.
  private var isForSources = false

  /// The sources of C, C++ and Cython in a folder, relative to it, sorted.
  static func sources(in folder: String) -> [String] {
    var visitor = NativeFileNames()
    visitor.isForSources = true
    try? FileTree.walk(folder, as: "", visitor: &visitor)
    return visitor.paths.sorted()
  }

  /// Paths relative to the folder, sorted.
  static func all(in folder: String) -> [String] {
    var visitor = NativeFileNames()
    try? FileTree.walk(folder, as: "", visitor: &visitor)
    return visitor.paths.sorted()
  }

  func leavesOut(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    isForSources ? FolderRules.isLeftOut(name: name) : name.first == UInt8(ascii: ".")
  }

  mutating func enter(
    _ name: UnsafeBufferPointer<UInt8>,
    in parent: String,
    files: FileNames
  ) -> String? {
    if files.contains("pyvenv.cfg") { return nil }
    if isForSources, FolderRules.isBuildOutput(name: name) { return nil }
    return parent + String(decoding: name, as: UTF8.self) + "/"
  }

  mutating func file(_ name: UnsafeBufferPointer<UInt8>, in folder: String) {
    if isForSources {
      // Most files of a Python project are Python's, and cost nothing more than this look.
      guard let last = name.last, "cxpmC+".utf8.contains(last) else { return }
      let name = String(decoding: name, as: UTF8.self)
      if BuildAction.isSource(name) || NativePlanRequest.isTranslated(name) {
        paths.append(folder + name)
      }
      return
    }
    let name = String(decoding: name, as: UTF8.self)
    let others = [".py", ".pyc", ".pyi", ".o", ".so", ".a", ".md", ".txt", ".rst"]
    if others.contains(where: { name.hasSuffix($0) }) { return }
    paths.append(folder + name)
  }

  mutating func problem(_ path: String, _ error: FileError) {}
}
