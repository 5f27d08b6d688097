internal import ModuleFacts
internal import ProgramAnalysis
internal import ReloadPlanning
internal import Reporting
internal import RiskRules

extension Workspace {
  /// Adds what the rules know of the statements that a plan would run though they do more than bind
  /// names: the plan says that there is something, the rules say what.
  ///
  /// Nothing else that the rules find is triggered by a plan: what captures or registers old objects it
  /// has dealt with. A plan without such statements costs nothing here.
  func addTriggeredRisks(to plan: inout ReloadPlan, _ sources: [ModuleSource]) throws {
    guard plan.findings.contains(where: Self.isAboutEffects) else { return }
    let configuration = try RiskConfiguration.read(projectAt: path)
    var stubs = EffectStubs.standard
    try configuration.extend(&stubs, projectAt: path)
    let program = Program(sources: sources, options: options)
    let check = RiskCheck(
      program: program,
      stubs: stubs,
      cycles: [],
      keptNames: configuration.keptNames
    )
    let selection = try RuleSelection(configuration, RiskRequest())
    let rules = selection.rules.filter { Self.isTriggered($0.descriptor) }
    var found: [Finding] = []
    var seen: Set<String> = []
    for finding in plan.findings {
      found.append(finding)
      guard Self.isAboutEffects(finding), let module = program.index(of: finding.module),
        let lines = Self.statement(at: finding.line, of: program.facts(module))
      else { continue }
      let silenced = Suppressions(of: program.facts(module), path: finding.path)
        .apply(to: selection.apply(to: check.findings(in: module, rules: rules)), ran: [])
      for var risk in silenced.findings
      where lines.contains(risk.line) && risk.severity > .info
        && seen.insert(FindingFingerprint.text(of: risk)).inserted
      {
        // What only a restart avoids has made the verdict one already.
        if plan.verdict != .restart { risk.severity = min(risk.severity, .warning) }
        found.append(risk)
      }
    }
    plan.findings = found
  }

  /// Whether a finding of a plan says that a statement does more than bind names.
  private static func isAboutEffects(_ finding: Finding) -> Bool {
    finding.rule == "RP101" && finding.line > 0
  }

  /// Whether running the line is what a rule speaks of.
  private static func isTriggered(_ rule: RuleDescriptor) -> Bool {
    rule.scope == .site && rule.code != "RP101"
      && ["RP1", "RP401", "RP404", "RP405", "RP408"].contains { rule.code.hasPrefix($0) }
  }

  private static func statement(at line: Int, of facts: FileFacts) -> ClosedRange<Int>? {
    facts.statements.first { Int($0.line) <= line && line <= Int($0.endLine) }
      .map { Int($0.line)...max(Int($0.line), Int($0.endLine)) }
  }
}
