package import SourceText

/// A snapshot of the files of a project: which folders and files there are, not what is in them.
///
/// Discovery and resolution read this value and never a disk, so that the same snapshot gives the
/// same modules. Names are bytes as the file system has them.
package struct ProjectFiles: Sendable {
  /// The place of a folder in `directories`.
  package struct DirectoryIndex: Hashable, Sendable {
    package let position: Int
    package init(_ position: Int) { self.position = position }
  }

  /// The place of a file in `files`.
  package struct FileIndex: Hashable, Sendable, Comparable {
    package let rawValue: UInt32
    package init(_ position: Int) { rawValue = UInt32(truncatingIfNeeded: position) }
    package var position: Int { Int(rawValue) }

    package static func < (left: FileIndex, right: FileIndex) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  package struct Directory: Sendable {
    package var name: NameID
    /// The folder around it; the project's own folder is its own parent.
    package var parent: DirectoryIndex
  }

  package struct File: Sendable {
    package var name: NameID
    package var directory: DirectoryIndex
    package var kind: FileKind
  }

  package private(set) var names = NameTable()
  package private(set) var directories: [Directory] = []
  package private(set) var files: [File] = []

  /// The project's own folder.
  package static let top = DirectoryIndex(0)

  /// A project without files.
  package init() {
    directories = [Directory(name: names.intern(""), parent: Self.top)]
  }

  /// The files with the given paths, relative to the project, `/` between the parts.
  package init(paths: [String]) {
    self.init()
    var known: [String: DirectoryIndex] = ["": Self.top]
    for path in paths {
      var parent = Self.top
      var walked = ""
      let parts = path.split(separator: "/").map(String.init)
      for part in parts.dropLast() {
        walked += "/" + part
        if let index = known[walked] {
          parent = index
        } else {
          parent = addDirectory(part, in: parent)
          known[walked] = parent
        }
      }
      if let last = parts.last { addFile(last, in: parent) }
    }
  }

  // MARK: Adding

  package mutating func addDirectory(
    _ name: UnsafeBufferPointer<UInt8>,
    in parent: DirectoryIndex
  ) -> DirectoryIndex {
    directories.append(Directory(name: names.intern(name), parent: parent))
    return DirectoryIndex(directories.count - 1)
  }

  package mutating func addDirectory(_ name: String, in parent: DirectoryIndex) -> DirectoryIndex {
    var name = name
    return name.withUTF8 { addDirectory($0, in: parent) }
  }

  /// Adds a file, if its name says that it matters here.
  package mutating func addFile(_ name: UnsafeBufferPointer<UInt8>, in directory: DirectoryIndex) {
    guard let kind = FileKind(fileName: name) else { return }
    files.append(File(name: names.intern(name), directory: directory, kind: kind))
  }

  package mutating func addFile(_ name: String, in directory: DirectoryIndex) {
    var name = name
    name.withUTF8 { addFile($0, in: directory) }
  }

  /// Adds a C or C++ file, with its folders where the snapshot lacks them; `known` holds the folders
  /// by their paths between calls.
  package mutating func addNativeFile(
    at path: String,
    folders known: inout [String: DirectoryIndex]
  ) -> FileIndex {
    var parent = Self.top
    var walked = ""
    let parts = path.split(separator: "/").map(String.init)
    for part in parts.dropLast() {
      walked += walked.isEmpty ? part : "/" + part
      let folder = known[walked] ?? directory(at: walked) ?? addDirectory(part, in: parent)
      known[walked] = folder
      parent = folder
    }
    files.append(File(name: names.intern(parts.last ?? ""), directory: parent, kind: .native))
    return FileIndex(files.count - 1)
  }

  // MARK: Paths

  /// The path of a file relative to the project.
  package func path(of file: FileIndex) -> String {
    var bytes: [UInt8] = []
    appendPath(of: file, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The path of a folder relative to the project; empty for the project's own.
  package func path(of directory: DirectoryIndex) -> String {
    var bytes: [UInt8] = []
    appendPath(of: directory, to: &bytes)
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  /// Appends the path's bytes as the file system has them.
  package func appendPath(of file: FileIndex, to bytes: inout [UInt8]) {
    let file = files[file.position]
    appendPath(of: file.directory, to: &bytes)
    names.withBytes(of: file.name) { bytes.append(contentsOf: $0) }
  }

  /// Appends the path's bytes and a `/`, unless it is the project's own folder.
  private func appendPath(of directory: DirectoryIndex, to bytes: inout [UInt8]) {
    if directory == Self.top { return }
    let entry = directories[directory.position]
    appendPath(of: entry.parent, to: &bytes)
    names.withBytes(of: entry.name) { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "/"))
  }

  /// The folder at a relative path, if the snapshot has it.
  package func directory(at path: String) -> DirectoryIndex? {
    var current = Self.top
    for part in path.split(separator: "/") where part != "." {
      guard let name = names.find(String(part)) else { return nil }
      let next = directories.indices.first { index in
        index > 0 && directories[index].name == name && directories[index].parent == current
      }
      guard let next else { return nil }
      current = DirectoryIndex(next)
    }
    return current
  }
}
