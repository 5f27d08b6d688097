/// What became of a plan in the process.
package struct DriverOutcome: Decodable, Equatable, Sendable {
  /// What was done or would have to be: `nothing`, `patch`, `reload` or `restart`.
  package var verdict: String
  /// Whether the process was changed.
  package var applied: Bool
  /// Whether some of it was changed and could not be taken back.
  package var partial: Bool
  /// Whether steps were done and taken back.
  package var undone: Bool
  /// The steps that were done.
  package var steps: [AgentStep]
  /// What the agent found while applying.
  package var findings: [AgentFinding]
  /// What the agent took for granted.
  package var assumptions: [String]
  /// A failure of the agent itself.
  package var error: String?
  /// How long applying took, in milliseconds.
  package var ms: Double?
  /// How often it was tried: more than once when calls in flight stood in the way.
  package var attempts: Int
  /// The longest time that callers were held, in milliseconds.
  package var pause: Double
  /// Stands for the hello that the agent would give now.
  package var token: String?

  private enum CodingKeys: String, CodingKey {
    case verdict, applied, partial, undone, steps, findings, assumptions, error, ms, attempts, pause
    case token
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    verdict = try values.decode(String.self, forKey: .verdict)
    applied = try values.decode(Bool.self, forKey: .applied)
    partial = try values.decodeIfPresent(Bool.self, forKey: .partial) ?? false
    undone = (try? values.decodeIfPresent(Bool.self, forKey: .undone)) ?? false
    steps = try values.decodeIfPresent([AgentStep].self, forKey: .steps) ?? []
    findings = try values.decodeIfPresent([AgentFinding].self, forKey: .findings) ?? []
    assumptions = try values.decodeIfPresent([String].self, forKey: .assumptions) ?? []
    error = try values.decodeIfPresent(String.self, forKey: .error)
    ms = try values.decodeIfPresent(Double.self, forKey: .ms)
    attempts = try values.decodeIfPresent(Int.self, forKey: .attempts) ?? 0
    pause = try values.decodeIfPresent(Double.self, forKey: .pause) ?? 0
    token = try values.decodeIfPresent(String.self, forKey: .token)
  }
}

/// A finding of the agent's: what only the live process shows.
package struct AgentFinding: Decodable, Equatable, Sendable {
  /// The rule's code.
  package var rule: String
  /// `info`, `warning` or `blocker`.
  package var severity: String
  /// One sentence, without a period.
  package var message: String
  /// The module it is about.
  package var module: String
  /// The file.
  package var path: String
  /// The line, from 1; 0 when there is none.
  package var line: Int
  /// The column, from 1; 0 when there is none.
  package var column: Int
  /// The chain of reasons.
  package var because: [String]
  /// What to do.
  package var help: String

  private enum CodingKeys: String, CodingKey {
    case rule, severity, message, module, path, line, column, because, help
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    rule = try values.decode(String.self, forKey: .rule)
    severity = try values.decode(String.self, forKey: .severity)
    message = try values.decode(String.self, forKey: .message)
    module = try values.decodeIfPresent(String.self, forKey: .module) ?? ""
    path = try values.decodeIfPresent(String.self, forKey: .path) ?? ""
    line = try values.decodeIfPresent(Int.self, forKey: .line) ?? 0
    column = try values.decodeIfPresent(Int.self, forKey: .column) ?? 0
    because = try values.decodeIfPresent([String].self, forKey: .because) ?? []
    help = try values.decodeIfPresent(String.self, forKey: .help) ?? ""
  }
}
