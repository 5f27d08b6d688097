internal import ClangIndexing
package import HostIO
internal import NativeFacts
package import ProjectGraph
internal import PythonIndexing
internal import SourceText

/// What a command printed of a project with C and C++, kept while nothing that it was made from changed.
///
/// Facts of units are kept by what their files contain, but reading them and linking everything anew costs more
/// than a tenth of parsing a small project. What was printed is known to hold when each file and folder
/// that was looked at has the numbers it had: see `InputRecord`.
package struct StoredReport {
  private let folder: CacheFolder
  private let name: String

  /// The report of a workspace in a form; `nil` if there is no place to keep it, or nothing says what it would
  /// depend on.
  package init?(_ workspace: Workspace, form: [String]) {
    guard workspace.followedPython == nil, let worker = workspace.nativeWorker,
      let root = FileStatus.absolutePath(of: workspace.path),
      BuildDescription.isWritten(in: root),
      let folder = CacheFolder(named: "reports")
    else { return nil }
    self.folder = folder
    let target = workspace.options.interpreter
    let parts =
      form + ["", root, workspace.path] + workspace.roots
      + ["", "\(target.major).\(target.minor)", target.platform, target.osName]
      + NativeIndexer.dependencies(of: worker)
    name = ContentDigest(of: parts).hexadecimal
  }

  /// What was kept, if it still holds.
  package func read() -> [UInt8]? {
    guard let bytes = folder.read(name) else { return nil }
    return bytes.withUnsafeBytes { bytes in
      InputRecord.lengthIfCurrent(bytes).map { Array(bytes[$0...]) }
    }
  }

  /// Keeps a document that was made from `inputs` since `start`.
  package func keep(_ document: [UInt8], madeFrom inputs: [String], since start: InputRecord.Start)
  {
    guard let record = InputRecord.make(of: inputs, since: start) else { return }
    folder.write(name, record + document)
    folder.prune(to: 200)
  }
}

extension Workspace {
  /// Hands the graph to `sink` as `write` prints it, which can ask for the symbols of C and C++; `form` tells forms apart that a project is printed in.
  ///
  /// - Throws: As `graph()` does.
  package func writeGraph(
    form: [String]?,
    to sink: @escaping ([UInt8]) -> Void,
    _ write: (ProjectGraph, () -> [NativeSymbolLink], @escaping ([UInt8]) -> Void) throws -> Void
  ) async throws {
    let stored = form.flatMap { StoredReport(self, form: $0) }
    if let known = stored?.read() { return sink(known) }
    let start = InputRecord.Start()
    let (graph, native) = try await graphWithSources()
    let symbols = { native?.symbolLinks() ?? [] }
    guard let stored, let native, native.isWhole else { return try write(graph, symbols, sink) }
    var document: [UInt8] = []
    try write(graph, symbols) { document += $0 }
    sink(document)
    stored.keep(document, madeFrom: inputs(of: native, graph.files).sorted(), since: start)
  }

  /// Files and folders that a graph was made from, and where others would have been found first.
  func inputs(of native: NativeSources, _ files: ProjectFiles?) -> Set<String> {
    let root = native.root
    var paths = Set(native.inputs)
    paths.formUnion(Self.tree(root, files))
    for unit in native.units {
      for read in unit.facts?.reads ?? [] {
        paths.insert(read.isOwn ? "\(root)/\(read.path)" : read.path)
      }
    }
    return paths
  }

  /// The folders and files of a tree that Python modules are found in.
  static func tree(_ root: String, _ files: ProjectFiles?) -> Set<String> {
    var paths = Set(FolderPaths.all(in: root))
    if let files {
      for position in files.files.indices {
        paths.insert("\(root)/\(files.path(of: ProjectFiles.FileIndex(position)))")
      }
    }
    // The packages that the project is in, up to the folder that is none.
    var folder = root
    repeat {
      paths.insert(folder + "/__init__.py")
      folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
    } while FileStatus.isFile(folder + "/__init__.py")
    paths.insert(folder + "/__init__.py")
    return paths
  }
}

/// The paths of all folders of a tree that discovery may look into.
private struct FolderPaths: FileTreeVisitor {
  private var paths: [String] = []

  static func all(in root: String) -> [String] {
    var visitor = FolderPaths()
    visitor.paths.append(root)
    try? FileTree.walk(root, as: root, visitor: &visitor)
    return visitor.paths
  }

  /// Only what neither the search for modules nor that for headers enters.
  func leavesOut(_ name: UnsafeBufferPointer<UInt8>) -> Bool { name.first == UInt8(ascii: ".") }

  mutating func enter(
    _ name: UnsafeBufferPointer<UInt8>,
    in parent: String,
    files: FileNames
  ) -> String? {
    let path = parent + "/" + String(decoding: name, as: UTF8.self)
    paths.append(path)
    return files.contains("pyvenv.cfg") ? nil : path
  }

  mutating func file(_ name: UnsafeBufferPointer<UInt8>, in folder: String) {}

  mutating func problem(_ path: String, _ error: FileError) {}
}
