internal import HostIO
package import ModuleFacts
internal import ProgramAnalysis
internal import ProjectGraph
internal import PythonIndexing
internal import ReloadPlanning
package import Reporting
internal import RiskRules
internal import SourceText

extension Workspace {
  /// What a reload of each module would break.
  ///
  /// - Throws: `WorkspaceError` as `pythonGraph()` does, `ConfigurationError` for unusable settings.
  package func risks(_ request: RiskRequest = RiskRequest()) async throws -> RiskReport {
    let configuration = try RiskConfiguration.read(projectAt: path)
    let selection = try RuleSelection(configuration, request)
    let native = try await nativeRisks(selection)
    let project = try await RiskProject.read(self, orNone: native != nil)
    var stubs = EffectStubs.standard
    try configuration.extend(&stubs, projectAt: path)
    let check = RiskCheck(
      program: project.program,
      stubs: stubs,
      cycles: project.cycles,
      keptNames: configuration.keptNames
    )
    var report = RiskReport()
    report.moduleCount = project.program.modules.count + (native?.unitCount ?? 0)
    // More than most programs get: memory that is never touched costs nothing.
    report.findings.reserveCapacity(2 * project.program.importCount)
    for module in project.program.modules.indices {
      let path = project.program.modules[module].path
      let start = report.findings.count
      check.addFindings(in: module, rules: selection.rules, to: &report.findings)
      let suppressions = Suppressions(of: project.program.facts(module), path: path)
      if suppressions.isEmpty, !selection.changesSeverities { continue }
      let found = Array(report.findings[start...])
      let silenced = suppressions.apply(to: selection.apply(to: found), ran: selection.codes)
      report.findings.replaceSubrange(start..., with: silenced.findings)
      report.suppressedCount += silenced.suppressedCount
      report.unusedSuppressions += silenced.unused
    }
    if let native {
      report.findings += native.findings
      report.suppressedCount += native.suppressedCount
      report.unusedSuppressions += native.unused
      report.notes = native.notes
    }
    report.rules = selection.describedRules
    if endsWithAnswer { HeapPolicy.keepUntilExit((check, report.findings)) }
    return report
  }
}

extension Workspace {
  /// What rules find in the Python modules, for reports on something else; nothing in a project of C alone.
  ///
  /// Rules are codes or prefixes of codes; none: as configured.
  ///
  /// - Throws: As `risks(_:)` does.
  package func findings(ofRules rules: [String] = []) async throws -> [Finding] {
    var request = RiskRequest()
    request.select = rules
    do {
      return try await risks(request).findings
    } catch WorkspaceError.noPython {
      return []
    }
  }

  /// Reads single lines of the project's files, for excerpts in reports.
  package func lineReader() -> (String, Int) -> String? {
    var files: [String: (bytes: [UInt8], starts: [UInt32])] = [:]
    return { relative, line in
      if files[relative] == nil {
        let bytes = (try? FileBytes.contents(of: path + "/" + relative)) ?? []
        files[relative] = (bytes, bytes.withUnsafeBufferPointer { LineTable($0) }.starts)
      }
      guard let (bytes, starts) = files[relative], starts.indices.contains(line - 1) else {
        return nil
      }
      let text = bytes[Int(starts[line - 1])...].prefix { $0 != 10 && $0 != 13 }
      // A terminal must not obey what stands in a source.
      let shown = text.map { $0 < 0x20 && $0 != 9 ? 0x20 : $0 }
      return String(decoding: shown, as: UTF8.self)
    }
  }
}

/// The program and the cycles of a project, indexed once.
struct RiskProject {
  var program: Program
  var cycles: [ImportCycle]

  /// Reads the project; none of it where it has no Python and `orNone` says that this is no error.
  static func read(
    _ workspace: Workspace,
    orNone: Bool = false
  ) async throws(WorkspaceError) -> RiskProject {
    let layout: SourceLayout
    let problems: [ProjectDiagnostic]
    do { (layout, problems) = try workspace.layout() } catch {
      guard orNone, case .noPython = error else { throw error }
      return RiskProject(program: Program(modules: []), cycles: [])
    }
    let run = IndexRun(layout: layout, root: workspace.path, options: workspace.options)
    let (facts, result) = await run.collectFacts(jobs: workspace.jobs)
    let graph = Linker.link(
      facts.map { IndexedFiles(facts: $0.facts, file: $0.file) },
      layout: layout,
      problems: problems + result.problems
    )
    var modules: [Program.Module] = []
    var factsOfModule: [ModuleID: FileFacts] = [:]
    for (file, facts) in facts {
      let index = ProjectFiles.FileIndex(Int(file))
      guard let module = layout.moduleOfFile[index.position] else { continue }
      let row = layout.modules.rows[module.position]
      if row.isStub { continue }
      let name = layout.modules.name(of: module)
      modules.append(
        Program.Module(
          name: name,
          path: layout.files.path(of: index),
          isPackage: row.kind == .package,
          facts: facts
        )
      )
      if let id = graph.module(named: name) { factsOfModule[id] = facts }
    }
    modules.sort { ($0.name, $0.path) < ($1.name, $1.path) }
    return RiskProject(
      program: Program(modules: modules),
      cycles: CycleAnalysis(graph, facts: factsOfModule).cycles()
    )
  }
}
