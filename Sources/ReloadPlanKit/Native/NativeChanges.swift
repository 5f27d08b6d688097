internal import ClangIndexing
internal import ELFImage
internal import HostIO
internal import ModuleFacts
internal import NativeFacts
internal import NativePlanning
internal import ReloadPlanning

/// The C and C++ files of a project before an edit, as texts that differ from those on disk.
struct NativeChanges {
  /// By path relative to the project; nil: the file is new.
  private(set) var old: [String: [UInt8]?] = [:]

  private let root: String

  /// Compares the files in `before` with those in `root`; only those in `wanted` if there are any.
  ///
  /// - Parameters:
  ///   - root: The project's folder, without links.
  ///   - before: The same project as it was.
  ///   - files: The project's sources and headers that are known to be read.
  ///   - wanted: The only files to compare; nil: all.
  init(root: String, before: NativeBefore, files: [String], wanted: Set<String>?) {
    self.root = root
    var candidates = Set(files)
    candidates.formUnion(before.paths.filter { Self.isNative($0) })
    for path in candidates.sorted() where wanted?.contains(path) ?? true {
      let now = try? FileBytes.contents(of: "\(root)/\(path)")
      let then = before.contents(of: path)
      if now != then { old[path] = .some(then) }
    }
  }

  var paths: [String] { old.keys.sorted() }

  /// The texts as the parser has to see them for the old side.
  var overlay: [UnitRequest.OverlaidFile] {
    old.sorted { $0.key < $1.key }.compactMap { path, bytes in
      bytes.map { UnitRequest.OverlaidFile(path: "\(root)/\(path)", bytes: $0) }
    }
  }

  /// Files that differ in more than comments and layout.
  var relevant: Set<String> {
    Set(
      old.filter { path, bytes in
        let now = try? FileBytes.contents(of: "\(root)/\(path)")
        // Comments of another language are none of C's.
        if NativePlanRequest.isTranslated(path) { return true }
        return NativeText.digest(of: bytes ?? []) != NativeText.digest(of: now ?? [])
          || (bytes == nil) != (now == nil)
      }.keys
    )
  }

  /// Names that old sources and headers go by.
  static let suffixes =
    [
      ".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".inc", ".inl", ".def", ".ipp",
      ".tbl", ".m", ".c++", ".h++",
    ] + NativePlanRequest.translatedSuffixes

  private static func isNative(_ path: String) -> Bool {
    suffixes.contains { path.hasSuffix($0) }
  }
}

/// A project as it was.
enum NativeBefore: Sendable {
  /// In another folder.
  case folder(String)
  /// Its C and C++ by path.
  case texts([String: [UInt8]])

  fileprivate var paths: [String] {
    switch self {
    case .folder(let folder): NativeFileNames.all(in: folder)
    case .texts(let texts): texts.keys.sorted()
    }
  }

  fileprivate func contents(of path: String) -> [UInt8]? {
    switch self {
    case .folder(let folder): try? FileBytes.contents(of: "\(folder)/\(path)")
    case .texts(let texts): texts[path]
    }
  }
}

/// What is known of edits of C and C++ before it is asked what they mean for a process.
struct NativeComparison: Sendable {
  /// nil if there is no C or C++, or it can't be read.
  var sources: NativeSources?
  var holders: [ObjectHolder] = []
  /// nil if no file of the project's build changed.
  var request: NativePlanRequest?
  /// What is said instead of a plan.
  var refusal: ReloadPlan?
}

extension Workspace {
  /// What edits of C and C++ ask for, and which extension modules take objects of Python modules.
  ///
  /// `before` is the same project in another folder, as it was; only files in `wanted` are compared, if it
  /// isn't nil.
  func nativeSide(before: String, wanted: Set<String>?) async -> NativeSide {
    let found = await nativeComparison(before: .folder(before), wanted: wanted)
    return NativeSide(
      plan: found.refusal ?? found.request.map { NativePlanner.plan($0) },
      holders: found.holders
    )
  }

  /// The project's C and C++, and its edits since `before`; nil: those aren't asked for.
  func nativeComparison(before: NativeBefore?, wanted: Set<String>?) async -> NativeComparison {
    let sources: NativeSources
    do {
      guard
        let found = try await NativeSources.read(projectAt: path, worker: nativeWorker, jobs: jobs)
      else { return NativeComparison() }
      sources = found
    } catch {
      return NativeComparison(
        refusal: Self.refusal("the compile commands can't be read: \(error.reason)", error.path)
      )
    }
    var result = NativeComparison(
      sources: sources,
      holders: sources.program.program.objectHolders
    )
    guard let before else { return result }
    let changes = NativeChanges(
      root: sources.root,
      before: before,
      files: sources.files,
      wanted: wanted
    )
    let otherFlags = otherFlags(sources, before)
    if changes.paths.isEmpty, otherFlags.isEmpty { return result }
    do {
      if let problem = sources.parserProblem { throw NativeComparisonError(reason: problem) }
      result.request = try await request(sources, changes, otherFlags, before)
    } catch {
      result.refusal = Self.refusal(
        "C and C++ files changed and can't be compared: \(error)",
        changes.paths.first ?? ""
      )
    }
    return result
  }

  static func refusal(_ message: String, _ path: String) -> ReloadPlan {
    let finding = Finding(
      rule: "RP611",
      severity: .blocker,
      message: message,
      module: path,
      path: path,
      help: "rebuild what is made of it and restart the program"
    )
    return ReloadPlan(verdict: .restart, findings: [finding])
  }

  /// Sources that the old side's own database compiles by other flags.
  private func otherFlags(_ sources: NativeSources, _ before: NativeBefore) -> Set<String> {
    guard let (root, units) = oldUnits(before) else { return [] }
    var boundary = ProjectBoundary(root: root)
    var flags: [String: Set<[String]>] = [:]
    for unit in units {
      guard let path = boundary.relative(unit.file) else { continue }
      flags[path, default: []].insert(NativeFlags.of(unit, root: root))
    }
    return Set(
      sources.units.filter { unit in
        guard let old = flags[unit.path] else { return false }
        return !old.contains(NativeFlags.of(unit.unit, root: sources.root))
      }.map(\.path)
    )
  }

  /// What the old side's own description of the build says; `nil` if it has none.
  private func oldUnits(
    _ before: NativeBefore
  ) -> (root: String, units: [CompilationDatabase.Unit])? {
    guard case .folder(let folder) = before, let root = FileStatus.absolutePath(of: folder),
      let description = try? BuildDescription.read(projectAt: root), !description.isGuess
    else { return nil }
    return (root, description.units)
  }

  /// Units that only the old side's own database has, as if they were in this project's folder.
  private func goneUnits(
    _ sources: NativeSources,
    _ before: NativeBefore
  ) -> [(path: String, unit: CompilationDatabase.Unit)] {
    guard let (root, units) = oldUnits(before) else { return [] }
    var boundary = ProjectBoundary(root: root)
    let known = Set(sources.units.map(\.path))
    func moved(_ text: String) -> String {
      text.split(separator: root, omittingEmptySubsequences: false).joined(separator: sources.root)
    }
    return units.compactMap { unit in
      guard let path = boundary.relative(unit.file), !known.contains(path) else { return nil }
      let here = CompilationDatabase.Unit(
        folder: moved(unit.folder),
        file: sources.root + "/" + path,
        arguments: unit.arguments.map(moved)
      )
      return (path, here)
    }
  }

  private func request(
    _ sources: NativeSources,
    _ changes: NativeChanges,
    _ otherFlags: Set<String>,
    _ before: NativeBefore
  ) async throws(LibclangProblem) -> NativePlanRequest {
    let (program, positions) = sources.program
    let changed = Set(changes.paths)
    let relevant = changes.relevant
    let mains = Set(sources.units.map(\.path))
    let headers = relevant.subtracting(mains)
    let overlay = changes.overlay
    guard let indexer = sources.indexer(worker: nativeWorker) else {
      throw LibclangProblem.noWorker(program: "this program")
    }

    // The old side of each unit that reads something that changed.
    let touched = sources.units.indices.filter { index in
      let unit = sources.units[index]
      guard let facts = unit.facts else { return changed.contains(unit.path) }
      return changed.contains(unit.path) || otherFlags.contains(unit.path)
        || facts.reads.contains { $0.isOwn && changed.contains($0.path) }
    }
    let outcomes = try await indexer.index(
      touched.map { UnitRequest(unit: sources.units[$0].unit, overlay: overlay) },
      jobs: jobs
    )
    var units: [NativePlanRequest.ChangedUnit] = []
    for (index, outcome) in zip(touched, outcomes) {
      let unit = sources.units[index]
      var old: UnitFacts?
      if case .indexed(let facts) = outcome { old = facts }
      let isNew = changes.old[unit.path].map { $0 == nil } ?? false
      let isGone = !FileStatus.isFile("\(sources.root)/\(unit.path)")
      var entry = NativePlanRequest.ChangedUnit(
        position: isGone ? nil : positions[index] ?? positions.count,
        source: unit.path,
        old: isNew ? nil : old,
        new: isGone || Self.hasErrors(unit.facts) ? nil : unit.facts
      )
      if entry.new == nil, !isGone { entry.position = positions[index] ?? 0 }
      entry.hasOtherFlags = otherFlags.contains(unit.path)
      units.append(entry)
    }

    let gone = goneUnits(sources, before).filter { changed.contains($0.path) }
    let goneOutcomes = try await indexer.index(
      gone.map { UnitRequest(unit: $0.unit, overlay: overlay) },
      jobs: jobs
    )
    for (unit, outcome) in zip(gone, goneOutcomes) {
      guard case .indexed(let facts) = outcome else { continue }
      units.append(
        NativePlanRequest.ChangedUnit(position: nil, source: unit.path, old: facts, new: nil)
      )
    }

    let outlines = try await changedOutlines(headers, sources, overlay, indexer)
    var request = NativePlanRequest(
      program: program,
      units: units,
      changedHeaders: headers,
      changedOutlines: outlines,
      changedFiles: changes.paths
    )
    request.loads = libraryLoads(of: sources)
    request.isGuess = sources.isGuess
    let read = Set(sources.units.flatMap { $0.facts?.reads.filter(\.isOwn).map(\.path) ?? [] })
    request.strayFiles = relevant.subtracting(read).subtracting(mains).sorted()
    for product in program.build.products where product.kind == .library {
      let file = BuildPath.absolute(product.path, in: sources.root)
      guard let bytes = try? FileBytes.contents(of: file), let image = try? ELFImage(bytes) else {
        continue
      }
      request.built[product.path] = NativePlanRequest.BuiltLibrary(
        isNeverDeleted: image.isNeverDeleted,
        uniqueSymbols: image.uniqueSymbols
      )
    }
    return request
  }

  private static func hasErrors(_ facts: UnitFacts?) -> Bool {
    facts.map { !$0.problems.isEmpty } ?? true
  }

  /// The headers that changed outside their declarations: one unit that reads each is asked twice.
  private func changedOutlines(
    _ headers: Set<String>,
    _ sources: NativeSources,
    _ overlay: [UnitRequest.OverlaidFile],
    _ indexer: NativeIndexer
  ) async throws(LibclangProblem) -> Set<String> {
    var asked: [(unit: CompilationDatabase.Unit, headers: [String])] = []
    for header in headers.sorted() {
      let reader = sources.units.first { unit in
        unit.facts?.reads.contains { $0.path == header } ?? false
      }
      guard let reader else { continue }
      if let known = asked.firstIndex(where: { $0.unit == reader.unit }) {
        asked[known].headers.append(header)
      } else {
        asked.append((reader.unit, [header]))
      }
    }
    let requests = asked.flatMap { entry in
      [
        UnitRequest(unit: entry.unit, outlined: entry.headers),
        UnitRequest(unit: entry.unit, overlay: overlay, outlined: entry.headers),
      ]
    }
    let outcomes = try await indexer.index(requests, jobs: jobs)
    var changed: Set<String> = []
    for (position, entry) in asked.enumerated() {
      let sides = outcomes[(2 * position)...(2 * position + 1)].map {
        outcome -> [UnitFacts.Outline] in
        if case .indexed(let facts) = outcome { return facts.outlines }
        return []
      }
      for header in entry.headers {
        let rests = sides.map { side in side.first { $0.file == header }?.rest }
        if rests[0] == nil || rests[0] != rests[1] { changed.insert(header) }
      }
    }
    return changed
  }
}

/// What C and C++ add to a plan.
struct NativeSide {
  /// nil if no file of the project's build changed.
  var plan: ReloadPlan?
  var holders: [ObjectHolder] = []
}

private struct NativeComparisonError: Error, CustomStringConvertible {
  var reason: String
  var description: String { reason }
}
