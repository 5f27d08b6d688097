internal import FoundationEssentials
internal import ModuleFacts
package import ReloadPlanning

/// A plan read back from its JSON: what reports need of it, and the bytes that the agent takes.
package struct StoredPlan: Sendable, Equatable {
  /// Verdict, changes, findings and assumptions; the steps are the agent's to read.
  package let plan: ReloadPlan
  let json: [UInt8]
  /// Whether a step may have effects that can't be taken back.
  package let hasIrreversibleSteps: Bool
  /// Whether a step is done by a build or by a host program.
  package let hasNativeSteps: Bool

  /// Reads a plan of schema `reload-plan/plan/1`; `nil` when it is something else.
  package init?(json: [UInt8]) {
    guard let stored = try? JSONDecoder().decode(Document.self, from: Data(json)),
      stored.schema == "reload-plan/plan/1", let verdict = Verdict(named: stored.verdict)
    else { return nil }
    self.json = json
    hasIrreversibleSteps = (stored.steps ?? []).contains { $0.irreversible ?? false }
    hasNativeSteps = (stored.steps ?? []).contains { $0.isNative }
    plan = ReloadPlan(
      verdict: verdict,
      changes: (stored.changes ?? []).map {
        ModuleChange(
          module: $0.module,
          path: $0.path,
          kind: $0.isGone ? .deleted : .edited,
          edits: $0.edits ?? []
        )
      },
      findings: (stored.findings ?? []).map(\.finding),
      assumptions: stored.assumptions ?? []
    )
  }

  private struct Document: Decodable {
    var schema: String
    var verdict: String
    var changes: [Change]?
    var steps: [Step]?
    var findings: [StoredFinding]?
    var assumptions: [String]?
  }

  private struct Step: Decodable {
    var action: String?
    var irreversible: Bool?

    var isNative: Bool { action == "rebuild" || action == "swapLibrary" }
  }

  private struct Change: Decodable {
    var module: String
    var path: String
    var kind: String
    var edits: [String]?

    var isGone: Bool { kind == "deleted" }
  }

  private struct StoredFinding: Decodable {
    var rule: String
    var severity: String
    var message: String
    var module: String?
    var path: String?
    var line: Int?
    var column: Int?
    var because: [String]?
    var help: String?

    var finding: Finding {
      Finding(
        // A severity of a later version is shown rather than hidden.
        rule: rule,
        severity: Finding.Severity(named: severity) ?? .warning,
        message: message,
        module: module ?? "",
        path: path ?? "",
        line: line ?? 0,
        column: column ?? 0,
        because: because ?? [],
        help: help ?? ""
      )
    }
  }
}
