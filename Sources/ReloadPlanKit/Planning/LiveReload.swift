internal import HostIO
internal import ModuleFacts
internal import PythonIndexing
package import ReloadDrivers
package import ReloadPlanning
package import Reporting

/// Brings one running process up to date with the project's files.
package struct LiveReload {
  /// What the process would say of itself now, as far as that is known without asking it.
  private(set) var hello: AgentHello?

  let session: AgentSession
  private let project: String
  private let cache: SourceCache
  /// Whether the process is compared with a fresh start before a reload counts as done.
  package var verifies = false
  /// Asked between planning and applying: whether files have changed again, so that the plan is for nothing.
  package var isSuperseded: () -> Bool = { false }
  /// What is known of edits of C and C++; nil: it is not asked for.
  package var native: NativeObserver?
  /// Whether new statements may run whose effects can't be taken back.
  package var allowsIrreversible = false

  /// - Parameters:
  ///   - session: The agent's side.
  ///   - project: The project's folder; the agent's own when nil.
  package init(session: AgentSession, project: String?) {
    let folder = project ?? session.hello.project
    let path = FileStatus.absolutePath(of: folder) ?? folder
    self.init(
      session: session,
      cache: SourceCache(project: path, options: Self.options(for: session.hello.python))
    )
  }

  /// A reload with sources that were read before.
  init(session: AgentSession, cache: SourceCache) {
    self.session = session
    self.cache = cache
    hello = session.hello
    project = cache.project
  }

  /// How to index for a Python version as in `3.13.0`.
  static func options(for python: String) -> IndexingOptions {
    let version = python.split(separator: ".").compactMap { Int($0) }
    return version.count >= 2
      ? IndexingOptions(interpreter: InterpreterTarget(major: version[0], minor: version[1]))
      : IndexingOptions()
  }

  /// Plans, and applies the plan where it is not a restart.
  ///
  /// - Throws: `LiveReloadError` and `DriverError`; the process is then as it was, except for
  ///   `DriverError` with `leavesUnknown`.
  package mutating func run(onStep: (AgentStep) -> Void = { _ in }) throws -> ReloadOutcome {
    let (plan, sources, covered) = try plan()
    if isSuperseded() { throw LiveReloadError.superseded }
    let json = PlanJSONWriter.write(plan, sources: sources, pretty: false)
    let applies = plan.verdict == .patch || plan.verdict == .reload
    let fresh = try verifies && applies ? freshStarts(plan, sources).run(for: session) : nil
    let loadsModules = plan.steps.contains {
      switch $0.action {
      case .importModule, .forget: true
      default: false
      }
    }
    return try apply(
      plan,
      json: json,
      fresh: fresh,
      sources: loadsModules || !plan.inputs.isEmpty || sources.contains { $0.new == nil }
        ? nil : sources,
      coveredModules: covered,
      onStep: onStep
    )
  }

  /// Applies a plan that was stored earlier; the agent refuses it when files or process are not what
  /// it was made for.
  ///
  /// - Throws: As `run` does.
  package mutating func apply(_ stored: StoredPlan) throws -> ReloadOutcome {
    let covered = try loadedModules().count
    return try apply(stored.plan, json: stored.json, sources: nil, coveredModules: covered) { _ in }
  }

  private mutating func apply(
    _ plan: ReloadPlan,
    json: [UInt8],
    fresh: [UInt8]? = nil,
    sources: [PlanJSONWriter.Source]?,
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
    guard plan.verdict == .patch || plan.verdict == .reload else {
      if plan.verdict == .restart { result.findings += StaleNames.findings(of: plan) }
      return result
    }
    hello = nil
    let outcome = try session.apply(
      planJSON: json,
      sources: runningTexts(sources ?? []),
      fresh: fresh,
      onStep: onStep
    )
    if outcome.applied, let sources { hello = session.hello.updated(by: outcome, sources) }
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
    if !outcome.applied, !outcome.partial { result.findings += StaleNames.findings(of: plan) }
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
    var (plan, sources, covered) = try pythonPlan()
    if let native {
      plan = native.completing(plan, in: session.hello.pid, started: session.hello.started)
    }
    return (plan, sources, covered)
  }

  private func pythonPlan() throws -> (ReloadPlan, [PlanJSONWriter.Source], Int) {
    let loaded = try loadedModules()
    var changed: [String] = []
    var modules: [PlanRequest.Module] = []
    var sources: [PlanJSONWriter.Source] = []
    var inputs = DataInputs(session.hello, project: project)
    let places = try cache.places()
    let current = loaded.map { module in
      module.kind == .source || module.kind == .main
        ? module.file.flatMap { cache.entry($0) } : nil
    }
    for (module, entry) in zip(loaded, current)
    where module.kind == .source || module.kind == .main {
      if module.proven, entry?.digest == module.digest { continue }
      let isKnown = module.proven && module.digest.map { cache.facts(digest: $0) != nil } ?? false
      if !isKnown { changed.append(module.name) }
    }
    let answer = changed.isEmpty ? nil : try session.sources(of: changed, offered: offered(changed))
    for (module, entry) in zip(loaded, current) {
      guard let file = module.file else { continue }
      if module.kind == .source, module.proven, let entry, entry.digest == module.digest,
        var kept = cache.unchanged(file, digest: entry.digest), kept.name == module.name
      {
        if let facts = kept.new { kept.changedInputs = inputs.changed(of: facts, file: file) }
        modules.append(kept)
        continue
      }
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
        let old = old(of: module, answer, entry)
        var new = entry
        var isPackage = module.kind == .source && isPackageFile(file)
        if new == nil, let moved = places.first(where: { $0.name == module.name }),
          moved.path != path
        {
          // The module became a package, or the other way.
          new = cache.entry(project + "/" + moved.path)
          isPackage = moved.isPackage
          path = moved.path
          movedTo = project + "/" + moved.path
        }
        let proof = answer?.proofs[module.name] ?? module.proof
        let isProven = proof == "compiled" || proof == "times" || proof == "checked"
        // Bytecode of a text that nobody has: what the file says now is not what runs.
        let isLost = proof == "pending" && answer?.sources[module.name] == nil
        let isChanged = old?.digest != new?.digest || proof == "mismatch" || isLost
        let oldFacts = isChanged ? old?.facts : nil
        let newFacts = new.map { cache.facts(of: $0) }
        var planned = PlanRequest.Module(
          name: module.name,
          path: path,
          isPackage: isPackage,
          old: oldFacts ?? newFacts,
          new: newFacts,
          isChanged: isChanged,
          isProven: isProven || !isChanged
        )
        planned.key = new.map { "\($0.digest) \(isPackage)" }
        if let new, !isChanged, movedTo == nil {
          cache.keep(planned, file: file, digest: new.digest)
        }
        if module.kind == .main { planned.runningLine = session.hello.mainLine }
        if let newFacts { planned.changedInputs = inputs.changed(of: newFacts, file: file) }
        modules.append(planned)
        if isChanged {
          sources.append(
            PlanJSONWriter.Source(
              module: module.name,
              path: path,
              old: old?.digest,
              new: new?.digest,
              movedTo: movedTo
            )
          )
        }
      }
    }
    let names = Set(loaded.map(\.name))
    for source in places where !names.contains(source.name) {
      guard let entry = cache.entry(project + "/" + source.path) else { continue }
      var module = PlanRequest.Module(
        name: source.name,
        path: source.path,
        isPackage: source.isPackage,
        old: nil,
        new: cache.facts(of: entry),
        isChanged: false,
        isLoaded: false
      )
      module.key = "\(entry.digest) \(source.isPackage)"
      module.isAdded = isAdded(project + "/" + source.path)
      modules.append(module)
    }
    if sources.isEmpty,
      !modules.contains(where: { $0.isChanged || $0.isAdded || !$0.changedInputs.isEmpty })
    {
      return (ReloadPlan(verdict: .nothing), [], loaded.count)
    }
    let external = ExternalModules(searchPath: session.hello.path ?? [], project: project)
    modules += external.modules(importedBy: modules, cache: cache)
    var request = PlanRequest(modules: modules, allowsIrreversible: allowsIrreversible)
    request.declared = try RiskConfiguration.declared(projectAt: project)
    return (Planner.plan(request, memory: cache.memory), sources, loaded.count)
  }

  /// Earlier texts of the modules' files: the agent may have left it to us to keep what it imported.
  private func offered(_ names: [String]) -> [String: [[UInt8]]] {
    var texts: [String: [[UInt8]]] = [:]
    for module in session.hello.modules where names.contains(module.name) {
      let found = module.file.map { cache.earlierTexts($0) } ?? []
      if !found.isEmpty { texts[module.name] = found }
    }
    return texts
  }

  /// What changed modules run, as far as it is at hand.
  private func runningTexts(_ sources: [PlanJSONWriter.Source]) -> [String: [UInt8]] {
    var texts: [String: [UInt8]] = [:]
    for source in sources {
      guard let digest = source.old,
        let file = session.hello.modules.first(where: { $0.name == source.module })?.file
      else { continue }
      texts[source.module] = cache.earlierText(file, digest: digest)
    }
    return texts
  }

  /// What a module runs, as far as is known.
  private func old(
    of module: AgentModule,
    _ answer: AgentSources?,
    _ current: SourceCache.Entry?
  ) -> (digest: String, facts: FileFacts)? {
    if let bytes = answer?.sources[module.name] {
      let entry = SourceCache.Entry(bytes: bytes, digest: digest(bytes))
      return (entry.digest, cache.facts(of: entry))
    }
    if let digest = module.digest, let facts = cache.facts(digest: digest) {
      return (digest, facts)
    }
    return current.map { ($0.digest, cache.facts(of: $0)) }
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

extension AgentHello {
  /// The hello after a plan was applied: the modules run other sources, and nothing else has changed.
  fileprivate func updated(
    by outcome: DriverOutcome,
    _ sources: [PlanJSONWriter.Source]
  ) -> AgentHello? {
    guard let token = outcome.token else { return nil }
    var hello = self
    hello.token = token
    for source in sources {
      guard let index = modules.firstIndex(where: { $0.name == source.module }),
        source.movedTo == nil
      else { return nil }
      hello.modules[index].digest = source.new
      hello.modules[index].proven = true
      hello.modules[index].proof = "compiled"
    }
    return hello
  }
}

/// Why a process can't be brought up to date at all.
package enum LiveReloadError: Error, Equatable {
  /// No loaded module lies under the project.
  case nothingLoaded(pid: Int32, project: String)
  /// Files changed while the plan was made.
  case superseded
  /// The agent itself raised: a bug of ours.
  case agentFailed(report: String)
}

extension LiveReloadError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .nothingLoaded(let pid, let project):
      "process \(pid) has loaded no module from \(project); give the folder its code is in with --project"
    case .superseded: "files changed while the plan was made; nothing was applied"
    case .agentFailed(let report): "the agent failed: \(report)"
    }
  }
}
