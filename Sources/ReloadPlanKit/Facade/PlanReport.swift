internal import ModuleFacts

/// What has to happen in a process so that it runs the new code, as plain values.
public struct PlanReport: Sendable, Equatable {
  /// How much has to happen.
  public enum Verdict: String, Sendable {
    /// Nothing a running process could see.
    case nothing
    /// Code swaps and single statements.
    case patch
    /// Whole modules run again.
    case reload
    /// Only a fresh process is safe.
    case restart
  }

  /// One file that changed.
  public struct Change: Sendable, Equatable {
    /// The module.
    public var module: String
    /// The file, relative to the project.
    public var path: String
    /// One short phrase for each edit.
    public var edits: [String]
  }

  /// One step, with its reason.
  public struct Step: Sendable, Equatable {
    /// Dense from 1, in the order in which steps run.
    public var id: Int
    /// The word that reports use: `swapCode`, `execute`, `rebind` and so on.
    public var action: String
    /// The module that is changed.
    public var module: String
    /// What is done, in a few words.
    public var summary: String
    /// Why: one sentence without a period.
    public var because: String
    /// Steps that must have run before.
    public var after: [Int]
  }

  /// Something a person should know.
  public struct Finding: Sendable, Equatable {
    /// How much it matters.
    public enum Severity: String, Sendable {
      /// Worth knowing.
      case info
      /// The reload may not do what is expected.
      case warning
      /// It makes the verdict `restart`.
      case blocker
    }

    /// The rule or the class of edit, `RP701` or `PE08`.
    public var rule: String
    /// How much it matters.
    public var severity: Severity
    /// One sentence without a period.
    public var message: String
    /// The module.
    public var module: String
    /// The file, relative to the project; may be empty.
    public var path: String
    /// 1-based; 0 when there is no line.
    public var line: Int
    /// The chain of reasons, nearest first.
    public var because: [String]
    /// What to do about it; may be empty.
    public var help: String
  }

  /// How much has to happen.
  public var verdict: Verdict
  /// The files that changed.
  public var changes: [Change]
  /// In the order in which they run.
  public var steps: [Step]
  /// What a person should know.
  public var findings: [Finding]
  /// What is taken for granted.
  public var assumptions: [String]
  /// The plan as `reload-plan/plan/1`, which `reload-plan apply` takes.
  public var json: [UInt8]
}
