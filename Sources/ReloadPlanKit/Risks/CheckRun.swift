internal import ModuleFacts
internal import ProgramAnalysis
internal import PythonIndexing
internal import ReloadPlanning
package import Reporting
internal import RiskRules
internal import SourceText

extension Workspace {
  /// How a change can be brought into a running process, and what it makes worse.
  ///
  /// - Throws: As `plan(since:)` and `risks(_:)` do.
  package func check(
    since baseline: PlanBaseline,
    _ request: RiskRequest = RiskRequest()
  ) async throws -> CheckReport {
    let configuration = try RiskConfiguration.read(projectAt: path)
    let sides = try await sides(of: baseline)
    let plan = try makePlan(sides).plan
    let change = SourceChange(old: sides.old, new: sides.new, options: options)
    var stubs = EffectStubs.standard
    try configuration.extend(&stubs, projectAt: path)
    let selection = try RuleSelection(configuration, request)
    let project = try await RiskProject.read(self, orNone: BuildDescription.exists(in: path))
    let now = RiskCheck(
      program: project.program,
      stubs: stubs,
      cycles: project.cycles,
      keptNames: configuration.keptNames
    )
    // Cycles of the old side aren't known; those of the new one count as they are.
    let before = RiskCheck(
      program: change.oldProgram,
      stubs: stubs,
      cycles: project.cycles,
      keptNames: configuration.keptNames
    )
    var report = CheckReport(verdict: plan.verdict)
    report.changedPaths = plan.changes.map(\.path)
    report.forcing = plan.findings.filter { $0.severity == .blocker }
    var found = RiskReport()
    found.moduleCount = project.program.modules.count
    found.rules = selection.describedRules
    found.findings = plan.findings
    for name in change.changedNames {
      guard let module = project.program.index(of: name) else { continue }
      var fresh = now.findings(in: module, rules: selection.rules)
      if let index = change.oldProgram.index(of: name) {
        let known = Set(
          before.findings(in: index, rules: selection.rules).map { FindingFingerprint.text(of: $0) }
        )
        fresh = fresh.filter { !known.contains(FindingFingerprint.text(of: $0)) }
        fresh += now.findings(of: change.oldProgram.facts(index), becoming: module)
      }
      // What only matters once another module is reloaded is for `risks`.
      fresh = fresh.filter {
        RuleRegistry.descriptor(of: $0.rule)?.scope != .edge && !Self.holds(plan.findings, $0)
      }
      let facts = project.program.facts(module)
      let path = project.program.modules[module].path
      let silenced = Suppressions(of: facts, path: path)
        .apply(to: selection.apply(to: fresh), ran: [])
      found.findings += silenced.findings
      found.suppressedCount += silenced.suppressedCount
    }
    found.findings = RiskCheck.sorted(found.findings)
    report.risks = found
    return report
  }

  /// Whether the plan says the same already.
  private static func holds(_ findings: [Finding], _ finding: Finding) -> Bool {
    findings.contains {
      $0.rule == finding.rule && $0.path == finding.path && $0.line == finding.line
    }
  }
}

/// Both sides of a change as programs.
private struct SourceChange {
  /// The old program; unchanged modules have the facts of their only source.
  var oldProgram: Program
  /// Modules whose source differs or that are new, by name.
  var changedNames: [String]

  init(old: [ModuleSource], new: [ModuleSource], options: IndexingOptions) {
    oldProgram = Program(sources: old, options: options)
    let before = Dictionary(
      old.map { ($0.name, $0.bytes) },
      uniquingKeysWith: { first, _ in first }
    )
    changedNames = new.filter { before[$0.name] != $0.bytes }.map(\.name).sorted()
  }
}

extension Program {
  /// The program that sources make, indexed in full.
  convenience init(sources: [ModuleSource], options: IndexingOptions) {
    var indexer = FullIndexer(options: options)
    self.init(
      modules: sources.sorted { $0.name < $1.name }.map { source in
        Module(
          name: source.name,
          path: source.path,
          isPackage: source.isPackage,
          facts: indexer.facts(of: source.bytes)
        )
      }
    )
  }
}
