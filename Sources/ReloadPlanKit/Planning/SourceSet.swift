internal import HostIO
internal import ModuleFacts
internal import ProjectGraph
internal import PythonIndexing
internal import PythonSyntax
internal import ReloadPlanning
internal import SourceText

/// One source file as a module, with the bytes that planning compares.
struct ModuleSource: Sendable {
  var name: String
  /// Relative to the project.
  var path: String
  var isPackage: Bool
  var bytes: [UInt8]
}

/// Turns sources into facts at full depth, with one set of buffers.
struct FullIndexer: ~Copyable {
  private var parser = ParserWorkspace()
  private let tree = SyntaxTree()
  private var collector = StatementCollector()
  private let options: IndexingOptions

  init(options: IndexingOptions) { self.options = options }

  mutating func facts(of bytes: [UInt8]) -> FileFacts {
    bytes.withUnsafeBufferPointer { parser.parse($0, into: tree) }
    return PythonIndexer.index(
      tree: tree,
      depth: .full,
      options: options,
      collector: &collector
    )
  }
}

extension Workspace {
  /// All source modules of the project with their bytes, in the layout's order.
  func moduleSources() throws(WorkspaceError) -> [ModuleSource] {
    let (layout, _) = try layout()
    var sources: [ModuleSource] = []
    for file in layout.sources {
      guard let module = layout.moduleOfFile[file.position] else { continue }
      let relative = layout.files.path(of: file)
      let row = layout.modules.rows[module.position]
      if row.isStub { continue }
      guard let bytes = try? FileBytes.contents(of: path + "/" + relative) else { continue }
      sources.append(
        ModuleSource(
          name: layout.modules.name(of: module),
          path: relative,
          isPackage: row.kind == .package,
          bytes: bytes
        )
      )
    }
    return sources
  }
}

/// Hexadecimal SHA-256 of a source.
func digest(_ bytes: [UInt8]) -> String {
  bytes.withUnsafeBufferPointer { SHA256.hexadecimal(of: $0) }
}
