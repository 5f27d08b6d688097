package import ModuleFacts

/// What became of a plan in a live process.
package struct ReloadOutcome: Sendable, Equatable {
  /// What was done with one step.
  package struct Step: Sendable, Equatable {
    package var id: Int
    /// `done`, `kept`, `nothing to do`, `not loaded`.
    package var outcome: String
    /// How long it took, in milliseconds.
    package var milliseconds: Double

    package init(id: Int, outcome: String, milliseconds: Double) {
      self.id = id
      self.outcome = outcome
      self.milliseconds = milliseconds
    }
  }

  package var plan: ReloadPlan
  package var verdict: Verdict
  /// Whether the process was changed.
  package var isApplied: Bool
  package var steps: [Step]
  /// The plan's findings, then those of the agent.
  package var findings: [Finding]
  /// Whether steps were done and taken back.
  package var isUndone: Bool
  /// Whether something could not be taken back.
  package var isPartial: Bool
  /// How many loaded modules lie under the project.
  package var coveredModules: Int
  /// How long the process worked on it, in milliseconds.
  package var milliseconds = 0.0
  /// The longest time that callers of what changed were held, in milliseconds.
  package var pauseMilliseconds = 0.0
  /// How often it was tried: more than once when calls in flight stood in the way.
  package var attempts = 0

  package init(
    plan: ReloadPlan,
    verdict: Verdict,
    isApplied: Bool,
    steps: [Step] = [],
    findings: [Finding],
    isUndone: Bool = false,
    isPartial: Bool = false,
    coveredModules: Int
  ) {
    self.plan = plan
    self.verdict = verdict
    self.isApplied = isApplied
    self.steps = steps
    self.findings = findings
    self.isUndone = isUndone
    self.isPartial = isPartial
    self.coveredModules = coveredModules
  }
}
