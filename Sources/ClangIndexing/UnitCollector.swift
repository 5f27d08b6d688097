internal import Glibc
internal import NativeFacts

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// Parses translation units and takes their facts.
///
/// It crashes where libclang crashes, so it runs in a process of its own: see `ClangWorker`.
struct UnitCollector {
  private let library: LibclangLibrary
  private let resourceFolder: String?
  private var boundary: ProjectBoundary

  init(library: LibclangLibrary, root: String) {
    self.library = library
    resourceFolder = ResourceFolder.of(library: library.path, version: library.version)
    boundary = ProjectBoundary(root: root)
    // A crash has to end the process: what is left after one can't be trusted.
    library.table.toggleCrashRecovery(0)
  }

  /// The facts of a unit; `nil` if libclang doesn't take its command.
  ///
  /// Relative paths of the command start from the process's folder.
  mutating func collect(_ request: UnitRequest) -> UnitFacts? {
    let table = library.table
    guard let index = table.createIndex(0, 0) else { return nil }
    defer { table.disposeIndex(index) }
    let arguments = CompilerArguments.cleaned(request.unit, resourceFolder: resourceFolder)
    guard let parsed = parse(arguments, request.overlay, index) else { return nil }
    defer { table.disposeTranslationUnit(parsed) }
    let visit = UnitVisit(
      table: table,
      unit: parsed,
      source: request.unit.file,
      outlined: request.outlined,
      boundary: boundary
    )
    defer { boundary = visit.boundary }
    return visit.run()
  }

  private func parse(
    _ arguments: [String],
    _ overlay: [UnitRequest.OverlaidFile],
    _ index: CXIndex
  ) -> CXTranslationUnit? {
    // After an error the rest is still worth having.
    let options =
      CXTranslationUnit_DetailedPreprocessingRecord.rawValue | CXTranslationUnit_KeepGoing.rawValue
    var words = arguments.map { UnsafePointer(strdup($0)) }
    defer { for word in words { free(UnsafeMutablePointer(mutating: word)) } }
    var files = overlay.map { file in
      let bytes = UnsafeMutablePointer<CChar>.allocate(capacity: file.bytes.count + 1)
      for (position, byte) in file.bytes.enumerated() { bytes[position] = CChar(bitPattern: byte) }
      bytes[file.bytes.count] = 0
      return CXUnsavedFile(
        Filename: UnsafePointer(strdup(file.path)),
        Contents: UnsafePointer(bytes),
        Length: UInt(file.bytes.count)
      )
    }
    defer {
      for file in files {
        free(UnsafeMutablePointer(mutating: file.Filename))
        file.Contents.deallocate()
      }
    }
    var unit: CXTranslationUnit?
    let code = library.table.parseTranslationUnit2FullArgv(
      index,
      nil,
      &words,
      Int32(words.count),
      &files,
      UInt32(files.count),
      options,
      &unit
    )
    return code == CXError_Success ? unit : nil
  }
}
#else

/// Stands for the collector in a build that was made without libclang's headers.
struct UnitCollector {
  init(library: LibclangLibrary, root: String) {}

  /// Nothing: such a build has no library either.
  mutating func collect(_ request: UnitRequest) -> UnitFacts? { nil }
}
#endif
