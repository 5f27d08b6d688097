internal import GraphCore
internal import ModuleFacts
internal import ProjectGraph
internal import ReloadPlanning
internal import Reporting
internal import SourceText

extension Workspace {
  /// The project's modules and imports.
  ///
  /// - Throws: When the folder can't be read or has no Python in it; the error's description says
  ///   what failed, on what, and what to do.
  public func index() async throws -> ProjectSummary {
    let project = try await graph()
    let modules = (0..<project.modules.count).map { ModuleID($0) }
    var imports: [ProjectSummary.Import] = []
    for importer in modules {
      for index in project.graph.edges(from: importer.node) {
        let edge = project[index]
        imports.append(
          ProjectSummary.Import(
            importer: project.name(of: importer),
            imported: project.name(of: ModuleID(project.graph.target(of: index))),
            line: Int(edge.line),
            names: project.names(of: edge),
            runsAtImport: edge.isImportTime
          )
        )
      }
    }
    return ProjectSummary(
      modules: modules.map { module in
        ProjectSummary.Module(
          name: project.name(of: module),
          path: project.path(of: module),
          kind: ModuleForm(project.modules[module].kind)
        )
      },
      imports: imports,
      problems: project.diagnostics.map { problem in
        ProjectSummary.Problem(
          path: problem.path,
          line: Int(problem.diagnostic.line),
          message: problem.diagnostic.message
        )
      }
    )
  }

  /// What has to happen in a process that runs the sources of another folder, so that it runs these.
  ///
  /// - Throws: As `index()` does, for either folder.
  public func plan(from oldTree: String) async throws -> PlanReport {
    PlanReport(try await plan(since: .tree(oldTree)))
  }

  /// What has to happen in a process that runs a Git revision of the project.
  ///
  /// - Throws: As `index()` does, and when Git has no such revision.
  public func plan(sinceRevision revision: String) async throws -> PlanReport {
    PlanReport(try await plan(since: .revision(revision)))
  }
}

extension ModuleForm {
  fileprivate init(_ kind: ModuleKind) {
    switch kind {
    case .module: self = .module
    case .package: self = .package
    case .namespace: self = .namespace
    case .extension: self = .extension
    case .library: self = .library
    case .external: self = .external
    }
  }
}

extension PlanReport {
  fileprivate init(_ result: StaticPlan) {
    let plan = result.plan
    self.init(
      verdict: Verdict(plan.verdict),
      changes: plan.changes.map { Change(module: $0.module, path: $0.path, edits: $0.edits) },
      steps: plan.steps.map { step in
        Step(
          id: step.id,
          action: step.action.name,
          module: step.module,
          summary: step.summary,
          because: step.because,
          after: step.after
        )
      },
      findings: plan.findings.map { Finding($0) },
      assumptions: plan.assumptions,
      json: PlanJSONWriter.write(plan, sources: result.sources, pretty: false)
    )
  }
}

extension PlanReport.Verdict {
  fileprivate init(_ verdict: ReloadPlanning.Verdict) {
    switch verdict {
    case .nothing: self = .nothing
    case .patch: self = .patch
    case .reload: self = .reload
    case .restart: self = .restart
    }
  }
}

extension PlanReport.Finding {
  fileprivate init(_ finding: ModuleFacts.Finding) {
    let severity: Severity =
      switch finding.severity {
      case .info: .info
      case .warning: .warning
      case .blocker: .blocker
      }
    self.init(
      rule: finding.rule,
      severity: severity,
      message: finding.message,
      module: finding.module,
      path: finding.path,
      line: finding.line,
      because: finding.because,
      help: finding.help
    )
  }
}
