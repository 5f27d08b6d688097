internal import HostIO

/// The names of all files of a project that an include may name: any but Python's.
struct NativeFileNames: FileTreeVisitor {
  private var paths: [String] = []

  /// Paths relative to the folder, sorted.
  static func all(in folder: String) -> [String] {
    var visitor = NativeFileNames()
    try? FileTree.walk(folder, as: "", visitor: &visitor)
    return visitor.paths.sorted()
  }

  func leavesOut(_ name: UnsafeBufferPointer<UInt8>) -> Bool { name.first == UInt8(ascii: ".") }

  mutating func enter(
    _ name: UnsafeBufferPointer<UInt8>,
    in parent: String,
    files: FileNames
  ) -> String? {
    if files.contains("pyvenv.cfg") { return nil }
    return parent + String(decoding: name, as: UTF8.self) + "/"
  }

  mutating func file(_ name: UnsafeBufferPointer<UInt8>, in folder: String) {
    let name = String(decoding: name, as: UTF8.self)
    let others = [".py", ".pyc", ".pyi", ".o", ".so", ".a", ".md", ".txt", ".rst"]
    if others.contains(where: { name.hasSuffix($0) }) { return }
    paths.append(folder + name)
  }

  mutating func problem(_ path: String, _ error: FileError) {}
}
