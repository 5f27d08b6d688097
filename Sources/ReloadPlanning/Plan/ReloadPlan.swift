package import ModuleFacts

/// What has to happen in a process so that it runs the new code, in order, with reasons.
///
/// A plan is a value: it can be printed, stored, reviewed and applied later. Applying first checks
/// that the files and the process still are what the plan was made for.
package struct ReloadPlan: Sendable, Equatable {
  /// A data file that statements of the plan read, as it was when the plan was made.
  package struct Input: Sendable, Equatable {
    /// Absolute.
    package var file: String
    /// SHA-256 in hexadecimal.
    package var digest: String
  }

  package var verdict: Verdict
  /// The files that changed, by module name.
  package var changes: [ModuleChange]
  /// In the order in which they run.
  package var steps: [PlanStep]
  package var inputs: [Input] = []
  package var findings: [Finding]
  /// What static analysis could not see and the plan takes for granted.
  package var assumptions: [String]

  package init(
    verdict: Verdict,
    changes: [ModuleChange] = [],
    steps: [PlanStep] = [],
    findings: [Finding] = [],
    assumptions: [String] = []
  ) {
    self.verdict = verdict
    self.changes = changes
    self.steps = steps
    self.findings = findings
    self.assumptions = assumptions
  }
}

/// How much has to happen.
package enum Verdict: UInt8, Sendable, Comparable {
  /// Nothing a running process could see.
  case nothing
  /// Code swaps and single statements.
  case patch
  /// Whole modules run again.
  case reload
  /// Only a fresh process is safe.
  case restart

  package static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }

  /// The verdict with a name as in reports.
  package init?(named name: String) {
    switch name {
    case "nothing": self = .nothing
    case "patch": self = .patch
    case "reload": self = .reload
    case "restart": self = .restart
    default: return nil
    }
  }

  /// The word used in reports.
  package var name: String {
    switch self {
    case .nothing: "nothing"
    case .patch: "patch"
    case .reload: "reload"
    case .restart: "restart"
    }
  }
}

/// One changed file.
package struct ModuleChange: Sendable, Equatable {
  package enum Kind: UInt8, Sendable { case edited, added, deleted }

  package var module: String
  /// Relative to the project.
  package var path: String
  package var kind: Kind
  /// One short phrase for each edit: `body of f`, `value of LIMIT`, `new function g`.
  package var edits: [String]

  package init(module: String, path: String, kind: Kind, edits: [String] = []) {
    self.module = module
    self.path = path
    self.kind = kind
    self.edits = edits
  }
}
