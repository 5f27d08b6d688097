package import ReloadPlanning

/// What became of a reload, as it is told to people and tools.
package struct OutcomeReport: Sendable, Equatable {
  /// One step that was done.
  package struct Step: Sendable, Equatable {
    package var id: String
    package var outcome: String
    package var milliseconds: Double

    package init(id: String, outcome: String, milliseconds: Double) {
      self.id = id
      self.outcome = outcome
      self.milliseconds = milliseconds
    }
  }

  /// The process.
  package var pid: Int32
  /// The project folder.
  package var project: String
  /// How many loaded modules lie under it.
  package var coveredModules: Int
  /// `nothing`, `patch`, `reload` or `restart`.
  package var verdict: String
  /// Whether the process was changed.
  package var applied: Bool
  /// Whether some of the change could not be taken back.
  package var partial = false
  /// Whether steps were done and taken back.
  package var undone = false
  package var steps: [Step] = []
  package var findings: [Finding] = []
  package var assumptions: [String] = []

  package init(
    pid: Int32,
    project: String,
    coveredModules: Int,
    verdict: String,
    applied: Bool
  ) {
    self.pid = pid
    self.project = project
    self.coveredModules = coveredModules
    self.verdict = verdict
    self.applied = applied
  }

  /// Whether the process now is what the files say.
  package var isUpToDate: Bool { applied || verdict == "nothing" }
}
