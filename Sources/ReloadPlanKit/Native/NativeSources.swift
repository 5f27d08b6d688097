internal import ClangIndexing
internal import HostIO
internal import NativeFacts
internal import ProjectGraph
internal import SourceText

/// The C and C++ files of a project, by its `compile_commands.json`: what is there and who includes whom.
struct NativeSources: Sendable {
  /// Paths of sources and of the project's headers, sorted.
  private(set) var files: [String] = []
  /// In the order of file, line and column; what several units say alike is there once.
  private(set) var includes: [IncludeFacts.Include] = []
  private(set) var problems: [ProjectDiagnostic] = []

  /// Where the database is, relative to the project: the first that exists.
  static let databasePaths = [
    CompilationDatabase.fileName, "build/" + CompilationDatabase.fileName,
  ]

  /// Reads what the database of the project in `folder` names; `nil` if it has none.
  ///
  /// Files are parsed by the program `worker`; without one they are only listed.
  static func read(
    projectAt folder: String,
    worker: String?,
    jobs: Int
  ) async throws(NativeReadingError) -> NativeSources? {
    guard let database = databasePaths.first(where: { FileStatus.isFile(folder + "/" + $0) }),
      let root = FileStatus.absolutePath(of: folder)
    else { return nil }
    let units: [CompilationDatabase.Unit]
    do {
      units = try CompilationDatabase(contentsOf: root + "/" + database).units
    } catch {
      throw NativeReadingError(path: database, reason: error)
    }
    var sources = NativeSources()
    await sources.read(units, root: root, database: database, worker: worker, jobs: jobs)
    return sources
  }

  private mutating func read(
    _ units: [CompilationDatabase.Unit],
    root: String,
    database: String,
    worker: String?,
    jobs: Int
  ) async {
    var boundary = ProjectBoundary(root: root)
    var own: [(path: String, unit: CompilationDatabase.Unit)] = []
    for unit in units {
      if let path = boundary.relative(unit.file) {
        own.append((path, unit))
      } else if !FileStatus.isFile(unit.file) {
        report(.unreadable, database, "It names \(unit.file), which doesn't exist")
      }
    }
    var found = Set(own.map(\.path))
    var seen: Set<IncludeFacts.Include> = []
    do {
      guard let worker else { throw LibclangProblem.noWorker(program: "this program") }
      let indexer = NativeIndexer(
        program: worker,
        root: root,
        files: NativeFileNames.all(in: root),
        cache: CacheFolder(named: "native")
      )
      let requests = own.map { UnitRequest(unit: $0.unit) }
      let outcomes = try await indexer.index(requests, jobs: jobs)
      for (source, outcome) in zip(own, outcomes) {
        guard let facts = facts(of: outcome, for: source.path) else { continue }
        for include in facts.includes where seen.insert(include).inserted {
          includes.append(include)
          found.insert(include.file)
          if let target = include.target { found.insert(target) }
        }
        for problem in facts.problems {
          found.insert(problem.file)
          problems.append(ProjectDiagnostic(problem))
        }
      }
    } catch {
      report(.unindexed, database, "C and C++ files are listed but not read: \(error)")
    }
    files = found.sorted()
    includes.sort { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
    var reported: Set<ProjectDiagnostic> = []
    problems = problems.filter { reported.insert($0).inserted }
  }

  private mutating func facts(
    of outcome: ClangWorkerPool.Outcome,
    for path: String
  ) -> UnitFacts? {
    switch outcome {
    case .indexed(let facts): return facts
    case .rejected:
      report(.unindexed, path, "libclang can't parse it by its compile command; it isn't indexed")
    case .fatal:
      report(
        .unindexed,
        path,
        "libclang crashed on the file, or took too much time or memory; it isn't indexed"
      )
    }
    return nil
  }

  private mutating func report(
    _ kind: ProjectDiagnostic.Kind,
    _ path: String,
    _ message: String
  ) {
    problems.append(
      ProjectDiagnostic(
        kind: kind,
        path: path,
        diagnostic: SourceDiagnostic(severity: .warning, line: 1, column: 1, message: message)
      )
    )
  }

  /// No files, and why.
  init(broken error: NativeReadingError) {
    problems.append(
      ProjectDiagnostic(
        kind: .unreadable,
        path: error.path,
        diagnostic: SourceDiagnostic(
          line: 1,
          column: 1,
          message: "The compile commands can't be read: \(error.reason)"
        )
      )
    )
  }

  private init() {}

  // MARK: The snapshot

  /// Adds the files to a snapshot, and gives the includes in its terms.
  func add(to snapshot: inout ProjectFiles) -> [IncludeLink] {
    var folders: [String: ProjectFiles.DirectoryIndex] = [:]
    var indices: [String: ProjectFiles.FileIndex] = [:]
    for path in files { indices[path] = snapshot.addNativeFile(at: path, folders: &folders) }
    return includes.compactMap { include in
      guard let file = indices[include.file] else { return nil }
      let target: IncludeLink.Target
      if let path = include.target {
        guard let index = indices[path] else { return nil }
        target = .file(index)
      } else {
        target = .outside(name: include.spelling)
      }
      return IncludeLink(file: file, line: include.line, target: target)
    }
  }
}

/// Why a compilation database that is there can't be used.
struct NativeReadingError: Error {
  /// Relative to the project.
  var path: String
  var reason: CompilationDatabase.ReadingError
}

extension ProjectDiagnostic {
  fileprivate init(_ problem: IncludeFacts.Problem) {
    let kind: Kind =
      switch problem.kind {
      case .unresolved: .unresolved
      case .syntax: .syntax
      }
    self.init(
      kind: kind,
      path: problem.file,
      diagnostic: SourceDiagnostic(
        severity: .error,
        line: UInt32(truncatingIfNeeded: problem.line),
        column: UInt32(truncatingIfNeeded: problem.column),
        message: problem.message
      )
    )
  }
}
