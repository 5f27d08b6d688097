internal import HostIO
internal import ModuleFacts
internal import PythonIndexing
package import ReloadDrivers
package import ReloadPlanning
package import Reporting

/// Brings one running process up to date with the project's files.
package struct LiveReload {
  private let session: AgentSession
  private let project: String
  private let options: IndexingOptions

  /// - Parameters:
  ///   - session: The agent's side.
  ///   - project: The project's folder; the agent's own when nil.
  package init(session: AgentSession, project: String?) {
    self.session = session
    let folder = project ?? session.hello.project
    self.project = FileStatus.absolutePath(of: folder) ?? folder
    let version = session.hello.python.split(separator: ".").compactMap { Int($0) }
    options =
      version.count >= 2
      ? IndexingOptions(interpreter: InterpreterTarget(major: version[0], minor: version[1]))
      : IndexingOptions()
  }

  /// Plans, and applies the plan where it is not a restart.
  ///
  /// - Throws: `LiveReloadError` and `DriverError`; the process is then as it was, except for
  ///   `DriverError` with `leavesUnknown`.
  package func run(onStep: (AgentStep) -> Void = { _ in }) throws -> ReloadOutcome {
    let (plan, sources, covered) = try plan()
    let json = PlanJSONWriter.write(plan, sources: sources, pretty: false)
    return try apply(plan, json: json, coveredModules: covered, onStep: onStep)
  }

  /// Applies a plan that was stored earlier; the agent refuses it when files or process are not what
  /// it was made for.
  ///
  /// - Throws: As `run` does.
  package func apply(_ stored: StoredPlan) throws -> ReloadOutcome {
    let covered = try loadedModules().count
    return try apply(stored.plan, json: stored.json, coveredModules: covered) { _ in }
  }

  private func apply(
    _ plan: ReloadPlan,
    json: [UInt8],
    coveredModules covered: Int,
    onStep: (AgentStep) -> Void
  ) throws -> ReloadOutcome {
    var result = ReloadOutcome(
      plan: plan,
      verdict: plan.verdict,
      isApplied: false,
      findings: plan.findings,
      coveredModules: covered
    )
    guard plan.verdict == .patch || plan.verdict == .reload else { return result }
    let outcome = try session.apply(planJSON: json, onStep: onStep)
    if let error = outcome.error { throw LiveReloadError.agentFailed(report: error) }
    result.verdict = Verdict(named: outcome.verdict) ?? .restart
    result.isApplied = outcome.applied
    result.isUndone = outcome.undone
    result.isPartial = outcome.partial
    result.milliseconds = outcome.ms ?? 0
    result.pauseMilliseconds = outcome.pause
    result.attempts = outcome.attempts
    result.steps = outcome.steps.compactMap { step in
      Int(step.id).map {
        ReloadOutcome.Step(id: $0, outcome: step.outcome, milliseconds: step.ms)
      }
    }
    result.findings += outcome.findings.map(finding)
    return result
  }

  private func loadedModules() throws -> [AgentModule] {
    let loaded = session.hello.modules.filter { $0.file.map { isCovered($0) } ?? false }
    if loaded.isEmpty {
      throw LiveReloadError.nothingLoaded(pid: session.hello.pid, project: project)
    }
    return loaded
  }

  private func finding(_ found: AgentFinding) -> Finding {
    Finding(
      rule: found.rule,
      severity: Finding.Severity(named: found.severity) ?? .warning,
      message: found.message,
      module: found.module,
      path: relative(found.path),
      line: found.line,
      column: found.column,
      because: found.because,
      help: found.help
    )
  }

  /// What would have to happen, and from which sources.
  package func plan() throws -> (ReloadPlan, [PlanJSONWriter.Source], Int) {
    let loaded = try loadedModules()
    var changed: [String] = []
    var modules: [PlanRequest.Module] = []
    var sources: [PlanJSONWriter.Source] = []
    var indexer = FullIndexer(options: options)
    var inputs = DataInputs(session.hello, project: project)
    let known = try files()
    var byName = Dictionary(known.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var current: [String: [UInt8]] = [:]
    for module in loaded where module.kind == .source || module.kind == .main {
      let bytes = module.file.flatMap { try? FileBytes.contents(of: $0) }
      current[module.name] = bytes
      if bytes.map({ digest($0) }) != module.digest || !module.proven {
        changed.append(module.name)
      }
    }
    let answer = changed.isEmpty ? nil : try session.sources(of: changed)
    for module in loaded {
      guard let file = module.file else { continue }
      var path = relative(file)
      var movedTo: String?
      switch module.kind {
      case .namespace: continue
      case .extension:
        modules.append(
          PlanRequest.Module(
            name: module.name,
            path: path,
            isPackage: false,
            isExtension: true,
            old: nil,
            new: nil,
            isChanged: isReplaced(file)
          )
        )
      case .source, .main:
        let old = answer?.sources[module.name] ?? current[module.name]
        var new = current[module.name]
        var isPackage = module.kind == .source && isPackageFile(file)
        if new == nil, let moved = byName[module.name], moved.path != path {
          // The module became a package, or the other way.
          new = moved.bytes
          isPackage = moved.isPackage
          path = moved.path
          movedTo = project + "/" + moved.path
        }
        let proof = answer?.proofs[module.name] ?? module.proof
        let isProven = proof == "compiled" || proof == "times" || proof == "checked"
        let isChanged = old != new || !isProven && proof == "mismatch"
        let oldFacts = isChanged ? old.map { indexer.facts(of: $0) } : nil
        let newFacts = new.map { indexer.facts(of: $0) }
        modules.append(
          PlanRequest.Module(
            name: module.name,
            path: path,
            isPackage: isPackage,
            old: oldFacts ?? newFacts,
            new: newFacts,
            isChanged: isChanged,
            isProven: isProven || !isChanged
          )
        )
        if let newFacts {
          modules[modules.count - 1].changedInputs = inputs.changed(of: newFacts, file: file)
        }
        if isChanged {
          sources.append(
            PlanJSONWriter.Source(
              module: module.name,
              path: path,
              old: old.map { digest($0) },
              new: new.map { digest($0) },
              movedTo: movedTo
            )
          )
        }
      }
      byName[module.name] = nil
    }
    for source in known where byName[source.name] != nil {
      var module = PlanRequest.Module(
        name: source.name,
        path: source.path,
        isPackage: source.isPackage,
        old: nil,
        new: indexer.facts(of: source.bytes),
        isChanged: false,
        isLoaded: false
      )
      module.isAdded = isAdded(project + "/" + source.path)
      modules.append(module)
    }
    if sources.isEmpty,
      !modules.contains(where: { $0.isChanged || $0.isAdded || !$0.changedInputs.isEmpty })
    {
      return (ReloadPlan(verdict: .nothing), [], loaded.count)
    }
    let external = ExternalModules(searchPath: session.hello.path ?? [], project: project)
    modules += external.modules(importedBy: modules, indexer: &indexer)
    return (Planner.plan(PlanRequest(modules: modules)), sources, loaded.count)
  }

  private func files() throws -> [ModuleSource] {
    var workspace = Workspace(path: project)
    workspace.options = options
    do {
      return try workspace.moduleSources()
    } catch .noPython {
      return []
    }
  }

  private func isCovered(_ file: String) -> Bool { file.hasPrefix(project + "/") || project == "/" }

  private func relative(_ file: String) -> String {
    file.hasPrefix(project + "/") ? String(file.dropFirst(project.utf8.count + 1)) : file
  }

  /// Whether a file came, or was written, after the agent began.
  private func isAdded(_ path: String) -> Bool {
    guard let started = session.hello.started, let time = FileStatus.changeTime(of: path) else {
      return false
    }
    return time > started
  }

  private func isPackageFile(_ file: String) -> Bool { file.hasSuffix("/__init__.py") }

  /// Whether another file lies where the process mapped an extension module from.
  private func isReplaced(_ file: String) -> Bool {
    MappedFiles.isReplaced(file, in: session.hello.pid)
  }
}

/// Why a process can't be brought up to date at all.
package enum LiveReloadError: Error, Equatable {
  /// No loaded module lies under the project.
  case nothingLoaded(pid: Int32, project: String)
  /// The agent itself raised: a bug of ours.
  case agentFailed(report: String)
}

extension LiveReloadError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .nothingLoaded(let pid, let project):
      "process \(pid) has loaded no module from \(project); give the folder its code is in with --project"
    case .agentFailed(let report): "the agent failed: \(report)"
    }
  }
}
