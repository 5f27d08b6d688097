internal import HostIO
internal import ModuleFacts
internal import NativePlanning
internal import PythonIndexing
package import ReloadPlanning
package import Reporting

/// Where the old side of a plan comes from.
package enum PlanBaseline: Sendable, Equatable {
  /// The same project in another folder.
  case tree(String)
  /// A Git revision.
  case revision(String)
  /// A Git revision, compared for some files only; all others count as unchanged.
  case files([String], revision: String)
}

/// A plan and the digests of what it was made for, as they are stored.
package struct StaticPlan: Sendable {
  package var plan: ReloadPlan
  package var sources: [PlanJSONWriter.Source]
}

/// What a plan is made from.
struct PlanSides {
  var old: [ModuleSource]
  var new: [ModuleSource]
  var native = NativeSide()
}

extension ReloadPlan {
  /// The plan with what edits of C and C++ ask for: rebuilt first, and restarted when either side says so.
  func with(_ side: NativeSide) -> ReloadPlan {
    var merged = self
    let renewed = Set(steps.filter { $0.action.makesObjects }.map(\.module))
    merged.findings += side.holders.filter { renewed.contains($0.module) }.map(\.finding)
    guard let native = side.plan else { return merged }
    merged.verdict = max(verdict, native.verdict)
    merged.changes = native.changes + changes
    merged.findings = native.findings + merged.findings
    merged.steps = native.steps
    // After a restart only what is built counts.
    if merged.verdict != .restart {
      for var step in steps {
        step.id += native.steps.count
        step.after = step.after.map { $0 + native.steps.count }
        merged.steps.append(step)
      }
    }
    return merged
  }
}

extension PlanStep.Action {
  /// Whether names of the module may stand for other objects after it.
  fileprivate var makesObjects: Bool {
    switch self {
    case .execute, .rebind, .delete, .forget, .hook: true
    case .swapCode, .unregister, .document, .clearCache, .importModule, .rebuild, .swapLibrary:
      false
    }
  }
}

extension Workspace {
  /// What has to happen in a process that runs the old sources, so that it runs these.
  ///
  /// With `showsRisks` the plan also has what the risk rules say of the statements that it would run
  /// though they do more than bind names.
  ///
  /// - Throws: `WorkspaceError` for either side, `BaselineError` when there is no old side.
  package func plan(
    since baseline: PlanBaseline,
    showsRisks: Bool = false
  ) async throws -> StaticPlan {
    let sides = try await sides(of: baseline)
    var result = try makePlan(sides)
    if showsRisks { try addTriggeredRisks(to: &result.plan, sides.new) }
    return result
  }

  /// The sources that the old process runs, and those of the project now.
  func sides(of baseline: PlanBaseline) async throws -> PlanSides {
    let hasNative = BuildDescription.exists(in: path)
    let new = try moduleSources(orNone: hasNative)
    switch baseline {
    case .tree(let folder):
      let native = await nativeSide(before: folder, wanted: nil)
      let old = try sources(of: folder, orNone: hasNative)
      return PlanSides(old: old, new: new, native: native)
    case .revision(let revision):
      return try await sides(since: revision, new: new, files: nil, hasNative: hasNative)
    case .files(let files, let revision):
      let wanted = try Set(files.map { try relativePath($0) })
      return try await sides(since: revision, new: new, files: wanted, hasNative: hasNative)
    }
  }

  private func sides(
    since revision: String,
    new: [ModuleSource],
    files wanted: Set<String>?,
    hasNative: Bool
  ) async throws -> PlanSides {
    let scratch: TemporaryFolder
    do { scratch = try TemporaryFolder() } catch { throw BaselineError.noScratch(error) }
    let folder: String
    do {
      folder = try GitRevision.export(
        revision,
        of: path,
        to: scratch.path,
        suffixes: hasNative ? NativeChanges.suffixes : []
      )
    } catch {
      throw BaselineError.git(error, revision: revision, project: path)
    }
    let native = hasNative ? await nativeSide(before: folder, wanted: wanted) : NativeSide()
    // A revision that is older than the code has none of it: all is new.
    var old = try sources(of: folder, orNone: true)
    if let wanted {
      let revised = old.filter { wanted.contains($0.path) }
      for path in wanted.sorted() where !new.contains(where: { $0.path == path }) {
        let isNative = NativeChanges.suffixes.contains { path.hasSuffix($0) }
        guard revised.contains(where: { $0.path == path }) || (hasNative && isNative) else {
          throw BaselineError.noModule(path: path, project: self.path)
        }
      }
      old = new.filter { !wanted.contains($0.path) } + revised
    }
    return PlanSides(old: old, new: new, native: native)
  }

  /// The modules; none where a project of C and C++ has no Python.
  func moduleSources(orNone: Bool) throws(WorkspaceError) -> [ModuleSource] {
    do {
      return try moduleSources()
    } catch {
      guard orNone, case .noPython = error else { throw error }
      return []
    }
  }

  func makePlan(_ sides: PlanSides) throws(ConfigurationError) -> StaticPlan {
    let (old, new) = (sides.old, sides.new)
    var indexer = FullIndexer(options: options)
    let oldByName = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let newNames = Set(new.map(\.name))
    var modules: [PlanRequest.Module] = []
    var sources: [PlanJSONWriter.Source] = []
    for source in new {
      let before = oldByName[source.name]
      let isChanged = before.map { $0.bytes != source.bytes } ?? false
      let facts = indexer.facts(of: source.bytes)
      let oldFacts = isChanged ? before.map { indexer.facts(of: $0.bytes) } : facts
      var module = PlanRequest.Module(
        name: source.name,
        path: source.path,
        isPackage: source.isPackage,
        old: before == nil ? nil : oldFacts,
        new: facts,
        isChanged: isChanged,
        isLoaded: before != nil
      )
      module.isAdded = before == nil
      module.runningLine = oldFacts.flatMap { Self.programLine(of: source.name, $0) }
      modules.append(module)
      if isChanged { sources.append(Self.source(source, old: before, new: source)) }
    }
    for source in old where !newNames.contains(source.name) {
      modules.append(
        PlanRequest.Module(
          name: source.name,
          path: source.path,
          isPackage: source.isPackage,
          old: indexer.facts(of: source.bytes),
          new: nil,
          isChanged: true
        )
      )
      sources.append(Self.source(source, old: source, new: nil))
    }
    var request = PlanRequest(
      modules: StartOrder.sorted(modules),
      allowsIrreversible: allowsIrreversible
    )
    request.declared = try RiskConfiguration.declared(projectAt: path)
    return StaticPlan(plan: Planner.plan(request).with(sides.native), sources: sources)
  }

  /// The line of the statement that is the program: the last one of a `__main__`, if it only calls.
  ///
  /// Nobody imports such a module, and a process that it started lives as long as that statement runs.
  private static func programLine(of name: String, _ facts: FileFacts) -> Int? {
    guard name == "__main__" || name.hasSuffix(".__main__"), let last = facts.statements.last,
      last.kind == .expression || last.kind == .raise, !last.calls.isEmpty
    else { return nil }
    return Int(last.line)
  }

  private static func source(
    _ module: ModuleSource,
    old: ModuleSource?,
    new: ModuleSource?
  ) -> PlanJSONWriter.Source {
    PlanJSONWriter.Source(
      module: module.name,
      path: module.path,
      old: old.map { digest($0.bytes) },
      new: new.map { digest($0.bytes) }
    )
  }

  private func sources(
    of folder: String,
    orNone: Bool
  ) throws(WorkspaceError) -> [ModuleSource] {
    var other = Workspace(path: folder)
    other.roots = roots
    other.options = options
    return try other.moduleSources(orNone: orNone)
  }

  /// The path of a file relative to the project, wherever the command was started.
  private func relativePath(_ file: String) throws -> String {
    guard let folder = FileStatus.absolutePath(of: path) else { return file }
    if let absolute = FileStatus.absolutePath(of: file), absolute.hasPrefix(folder + "/") {
      return String(absolute.dropFirst(folder.count + 1))
    }
    // A file that is gone can't be resolved; then it is taken to be relative to the project.
    return file.hasPrefix(path + "/") ? String(file.dropFirst(path.count + 1)) : file
  }
}

/// The order in which a program begins its modules, as far as files can tell.
enum StartOrder {
  /// Modules that no other imports come first: they are where programs start.
  static func sorted(_ modules: [PlanRequest.Module]) -> [PlanRequest.Module] {
    let imported = Set(modules.flatMap { importedNames(of: $0) })
    let byName = modules.sorted { $0.name < $1.name }
    return byName.filter { !imported.contains($0.name) }
      + byName.filter { imported.contains($0.name) }
  }

  private static func importedNames(of module: PlanRequest.Module) -> [String] {
    guard let facts = module.new ?? module.old else { return [] }
    var names: [String] = []
    for record in facts.imports where record.condition != .typing {
      guard let base = absolute(facts.string(record.module), record, in: module) else { continue }
      names.append(base)
      for dot in base.indices where base[dot] == "." { names.append(String(base[..<dot])) }
      names += facts.importedNames[record.names.indices].map { "\(base).\(facts.string($0.name))" }
    }
    return names
  }

  private static func absolute(
    _ written: String,
    _ record: ImportRecord,
    in module: PlanRequest.Module
  ) -> String? {
    if record.level == 0 { return written }
    var parts = module.name.split(separator: ".")
    let up = Int(record.level) - (module.isPackage ? 1 : 0)
    guard up < parts.count || (up == parts.count && !written.isEmpty) else { return nil }
    parts.removeLast(up)
    return (parts.map(String.init) + (written.isEmpty ? [] : [written])).joined(separator: ".")
  }
}
