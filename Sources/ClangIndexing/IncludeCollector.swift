internal import Glibc

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// Parses translation units and takes their includes.
///
/// It crashes where libclang crashes, so it runs in a process of its own: see `ClangWorker`.
struct IncludeCollector {
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

  /// The includes of a unit; `nil` if libclang doesn't take its command.
  ///
  /// Relative paths of the command start from the process's folder.
  mutating func collect(_ unit: CompilationDatabase.Unit) -> IncludeFacts? {
    let table = library.table
    guard let index = table.createIndex(0, 0) else { return nil }
    defer { table.disposeIndex(index) }
    let arguments = CompilerArguments.cleaned(unit, resourceFolder: resourceFolder)
    guard let parsed = parse(arguments, index) else { return nil }
    defer { table.disposeTranslationUnit(parsed) }
    var facts = IncludeFacts()
    var entries: [CXCursor] = []
    withUnsafeMutablePointer(to: &entries) { entries in
      _ = table.visitChildren(
        table.getTranslationUnitCursor(parsed),
        { cursor, _, entries in
          if cursor.kind == CXCursor_InclusionDirective {
            entries?.assumingMemoryBound(to: [CXCursor].self).pointee.append(cursor)
          }
          return CXChildVisit_Continue
        },
        entries
      )
    }
    for cursor in entries { add(cursor, to: &facts) }
    for position in 0..<table.getNumDiagnostics(parsed) {
      guard let diagnostic = table.getDiagnostic(parsed, position) else { continue }
      add(diagnostic, of: unit, to: &facts)
      table.disposeDiagnostic(diagnostic)
    }
    return facts
  }

  private func parse(_ arguments: [String], _ index: CXIndex) -> CXTranslationUnit? {
    // Bodies say nothing about includes; after an error the rest still does.
    let options =
      CXTranslationUnit_DetailedPreprocessingRecord.rawValue
      | CXTranslationUnit_SkipFunctionBodies.rawValue | CXTranslationUnit_KeepGoing.rawValue
    var words = arguments.map { UnsafePointer(strdup($0)) }
    defer { for word in words { free(UnsafeMutablePointer(mutating: word)) } }
    var unit: CXTranslationUnit?
    let code = library.table.parseTranslationUnit2FullArgv(
      index,
      nil,
      &words,
      Int32(words.count),
      nil,
      0,
      options,
      &unit
    )
    return code == CXError_Success ? unit : nil
  }

  private mutating func add(_ cursor: CXCursor, to facts: inout IncludeFacts) {
    guard let place = place(library.table.getCursorLocation(cursor)),
      let file = boundary.relative(place.path),
      // An include that leads nowhere is among the diagnostics.
      let target = library.table.getIncludedFile(cursor)
    else { return }
    facts.includes.append(
      IncludeFacts.Include(
        file: file,
        line: place.line,
        column: place.column,
        spelling: text(library.table.getCursorSpelling(cursor)),
        target: boundary.relative(text(library.table.getFileName(target)))
      )
    )
  }

  private mutating func add(
    _ diagnostic: CXDiagnostic,
    of unit: CompilationDatabase.Unit,
    to facts: inout IncludeFacts
  ) {
    let severity = library.table.getDiagnosticSeverity(diagnostic)
    guard severity.rawValue >= CXDiagnostic_Error.rawValue else { return }
    var message = text(library.table.getDiagnosticSpelling(diagnostic))
    let isMissing = message.hasSuffix("file not found")
    var position = place(library.table.getDiagnosticLocation(diagnostic))
    if let found = position, boundary.relative(found.path) == nil {
      message += " (in \(found.path):\(found.line))"
      position = nil
    }
    guard let file = boundary.relative(position?.path ?? unit.file) else { return }
    facts.problems.append(
      IncludeFacts.Problem(
        kind: isMissing ? .unresolved : .syntax,
        file: file,
        line: position?.line ?? 1,
        column: position?.column ?? 1,
        message: message
      )
    )
  }

  private func place(_ location: CXSourceLocation) -> (path: String, line: Int, column: Int)? {
    var file: CXFile?
    var line: UInt32 = 0
    var column: UInt32 = 0
    library.table.getSpellingLocation(location, &file, &line, &column, nil)
    guard let file else { return nil }
    return (text(library.table.getFileName(file)), Int(line), Int(column))
  }

  private func text(_ string: CXString) -> String {
    defer { library.table.disposeString(string) }
    return library.table.getCString(string).map { String(cString: $0) } ?? ""
  }
}
#else

/// Stands for the collector in a build that was made without libclang's headers.
struct IncludeCollector {
  init(library: LibclangLibrary, root: String) {}

  /// Nothing: such a build has no library either.
  mutating func collect(_ unit: CompilationDatabase.Unit) -> IncludeFacts? { nil }
}
#endif
