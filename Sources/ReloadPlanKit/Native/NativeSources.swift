internal import ClangIndexing
internal import HostIO
internal import NativeFacts
internal import NativePlanning
internal import ProjectGraph
internal import SourceText

/// The C and C++ files of a project, by the commands that build it: what they say, and what they become.
struct NativeSources: Sendable {
  /// One unit with a source in the project.
  struct Unit: Sendable {
    /// Relative to the project.
    var path: String
    var unit: CompilationDatabase.Unit
    /// `nil` if it can't be parsed.
    var facts: UnitFacts?
  }

  /// The project's folder, without links.
  private(set) var root = ""
  private(set) var units: [Unit] = []
  private(set) var build = NativeBuild([], root: "")
  /// Paths of sources and of the project's headers, sorted.
  private(set) var files: [String] = []
  /// In the order of file, line and column; what several units say alike is there once.
  private(set) var includes: [IncludeFacts.Include] = []
  private(set) var problems: [ProjectDiagnostic] = []
  /// Why nothing could be parsed.
  private(set) var parserProblem: String?
  /// Whether nothing says how the project is built.
  private(set) var isGuess = false
  /// Whether all commands are for files elsewhere: those of a copy, or from before the folder was moved.
  private var isElsewhere = false
  /// Files that say how it is built, absolute, also those that aren't there.
  private(set) var inputs: [String] = []

  /// Reads how the C and C++ of the project in `folder` is built, and what it says; `nil` if there is none.
  ///
  /// Files are parsed by the program `worker`; without one they are only listed. With `guessing`, sources of
  /// extension modules count of which nobody says how they are built.
  static func read(
    projectAt folder: String,
    worker: String?,
    jobs: Int,
    guessing: Bool = true
  ) async throws(NativeReadingError) -> NativeSources? {
    guard let root = FileStatus.absolutePath(of: folder),
      var description = try BuildDescription.read(projectAt: root, guessing: guessing)
    else { return nil }
    var sources = NativeSources()
    sources.root = root
    var boundary = ProjectBoundary(root: root)
    sources.isElsewhere =
      !description.units.isEmpty
      && !description.units.contains { boundary.relative($0.file) != nil }
    let database = description.name
    if sources.isElsewhere, let guess = SourceGuess.description(of: root, flags: []) {
      description = guess
    }
    sources.build = NativeBuild(description.actions, root: root)
    sources.isGuess = description.isGuess || sources.isElsewhere
    sources.inputs = description.inputs
    await sources.read(description.units, database: database, worker: worker, jobs: jobs)
    return sources
  }

  private mutating func read(
    _ all: [CompilationDatabase.Unit],
    database: String,
    worker: String?,
    jobs: Int
  ) async {
    var boundary = ProjectBoundary(root: root)
    for unit in all {
      if let path = boundary.relative(unit.file) {
        units.append(Unit(path: path, unit: unit))
      } else if !FileStatus.isFile(unit.file) {
        report(.unreadable, database, "It names \(unit.file), which doesn't exist")
      }
    }
    var found = Set(units.map(\.path))
    var seen: Set<IncludeFacts.Include> = []
    do {
      guard let indexer = indexer(worker: worker) else {
        throw LibclangProblem.noWorker(program: "this program")
      }
      let outcomes = try await indexer.index(units.map { UnitRequest(unit: $0.unit) }, jobs: jobs)
      for (position, outcome) in outcomes.enumerated() {
        guard let facts = facts(of: outcome, for: units[position].path) else { continue }
        units[position].facts = facts
        for include in facts.includes where seen.insert(include).inserted {
          includes.append(include)
          found.insert(include.file)
          if let target = include.target { found.insert(target) }
        }
        // With guessed flags errors say nothing of the source.
        for problem in facts.problems where !isGuess {
          found.insert(problem.file)
          problems.append(ProjectDiagnostic(problem))
        }
      }
    } catch {
      parserProblem = "\(error)"
      report(.unindexed, database, "C and C++ files are listed but not read: \(error)")
    }
    if isElsewhere {
      found.formUnion(NativeFileNames.sources(in: root))
      report(
        .unindexed,
        database,
        "all its commands are for files outside this folder: record the build again here, and plans say restart until then"
      )
    } else if isGuess, parserProblem == nil {
      report(
        .unindexed,
        database,
        "nothing says how the C and C++ sources are built: they are read with python3's headers, and plans need the build recorded, as by `reload-plan native record -- pip wheel .`"
      )
    }
    files = found.sorted()
    includes.sort { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
    var reported: Set<ProjectDiagnostic> = []
    problems = problems.filter { reported.insert($0).inserted }
  }

  /// Whether everything was read, by commands that are known, and all headers were found.
  var isWhole: Bool {
    !isGuess && parserProblem == nil
      && units.allSatisfy { unit in
        unit.facts.map { !$0.problems.contains { $0.kind == .unresolved } } ?? false
      }
  }

  /// What parses the project's units.
  func indexer(worker: String?) -> NativeIndexer? {
    worker.map {
      NativeIndexer(
        program: $0,
        root: root,
        files: NativeFileNames.all(in: root),
        cache: CacheFolder(named: "native")
      )
    }
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

  // MARK: The program

  /// The units that were parsed, and the position of each among all.
  var program: (program: NativeProgram, positions: [Int: Int]) {
    var parsed: [NativeProgram.Unit] = []
    var positions: [Int: Int] = [:]
    for (position, unit) in units.enumerated() {
      guard let facts = unit.facts else { continue }
      positions[position] = parsed.count
      parsed.append(NativeProgram.Unit(source: unit.path, facts: facts))
    }
    return (NativeProgram(units: parsed, build: build), positions)
  }

  /// The edges beside includes, and the names of the modules that the build makes.
  func links() -> (links: [NativeLink], extensions: [String], libraries: [String]) {
    let program = program.program
    var extensions: [String] = []
    var libraries: [String] = []
    for product in program.build.products where product.kind != .archive {
      if let module = program.pythonModule(of: product) {
        extensions.append(module)
      } else {
        libraries.append(product.path)
      }
    }
    let links = program.edges.map { edge in
      let kind: ImportEdge.Kind =
        switch edge.kind {
        case .references: .references
        case .embeds: .embeds
        case .links: .links
        case .extends: .extends
        case .dynamic: .dynamic
        }
      return NativeLink(
        kind: kind,
        from: edge.from,
        to: edge.to,
        line: edge.line,
        names: edge.names,
        isImportTime: edge.isImportTime
      )
    }
    return (links, extensions, libraries)
  }

  /// What names of the C and C++ use of each other.
  func symbolLinks() -> [NativeSymbolLink] {
    var seen: Set<NativeSymbolLink> = []
    return program.program.symbolEdges.map { edge in
      let kind: NativeSymbolLink.Kind =
        switch edge.kind {
        case .call: edge.isMacro ? .wraps : .call
        case .address: edge.isMacro ? .wraps : .address
        case .variable: .variable
        case .type: .type
        case .member: .member
        case .value: .constant
        case .macro: .macro
        case .write: .write
        }
      return NativeSymbolLink(
        kind: kind,
        from: edge.from.isEmpty ? edge.fromFile : "\(edge.fromFile).\(edge.from)",
        to: "\(edge.toFile).\(edge.to)",
        file: edge.fromFile,
        line: edge.line
      )
    }.filter { seen.insert($0).inserted }
  }

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
