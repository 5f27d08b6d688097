package import ModuleFacts
package import ReloadPlanning

/// What a change means for processes that run.
package struct CheckReport: Sendable {
  package var verdict: Verdict
  package var changedPaths: [String] = []
  /// The findings that make the verdict a restart.
  package var forcing: [Finding] = []
  /// All findings that the change brings.
  package var risks = RiskReport()

  package init(verdict: Verdict) { self.verdict = verdict }
}
