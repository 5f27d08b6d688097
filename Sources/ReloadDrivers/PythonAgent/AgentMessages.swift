/// The agent's first message: the process and the project modules it runs.
package struct AgentHello: Decodable, Equatable, Sendable {
  /// The version of the messages that the agent speaks.
  package var schema: String
  /// The process that answered.
  package var pid: Int32
  /// Its parent.
  package var ppid: Int32
  /// The Python version, as in `3.13.0`.
  package var python: String
  /// The implementation's name, as in `cpython`.
  package var implementation: String
  /// The interpreter's path.
  package var executable: String?
  /// The command line.
  package var argv: [String?]
  /// The project folder that the agent watches over.
  package var project: String
  /// The working directory; absent when it was removed.
  package var cwd: String?
  /// `sys.path`, absolute.
  package var path: [String]?
  /// When the agent began to record what is imported, in seconds since the epoch.
  package var started: Double?
  /// The main script's file.
  package var main: String?
  /// Whether the main script's own statements are still running.
  package var mainRunning: Bool
  /// The line of the statement they are at.
  package var mainLine: Int?
  /// The loaded project modules in load order.
  package var modules: [AgentModule]
  /// Names of modules that are half imported.
  package var importing: [String]
  /// The number of Python threads.
  package var threads: Int
  /// Pids of child processes.
  package var children: [Int32]
  /// Data files as reloads found them, by path: SHA-256 in hexadecimal.
  package var inputs: [String: String]?
  /// Stands for what this says of modules: a later hello can refer to it.
  package var token: String?
  /// What became of the last plan.
  package var last: AgentLastOutcome?
}

/// What became of the last plan that a process was given.
package struct AgentLastOutcome: Decodable, Equatable, Sendable {
  package var verdict: String
  package var applied: Bool
  /// In seconds since the epoch.
  package var time: Double
  /// How long callers were held, in milliseconds.
  package var pause: Double
}

/// A hello that only says that nothing has changed since the one with this token.
struct AgentBriefHello: Decodable {
  var token: String
  var same: Bool
}

/// A project module that the process has loaded.
package struct AgentModule: Decodable, Equatable, Sendable {
  /// Where a module comes from.
  package enum Kind: String, Decodable, Sendable {
    /// A source file.
    case source
    /// A compiled extension.
    case `extension`
    /// A namespace package.
    case namespace
    /// The main script, under the name `__main__`.
    case main
  }

  /// The name in `sys.modules`.
  package var name: String
  /// The file, or the folder of a namespace package.
  package var file: String?
  /// The SHA-256 of the source that the running code was compiled from, as far as is known.
  package var digest: String?
  /// Whether that source is known to be the running one.
  package var proven: Bool
  /// How that is known, or why it isn't (`baseline.py` lists the words).
  package var proof: String
  /// Whether the module's import has finished.
  package var finished: Bool
  /// Where the module comes from.
  package var kind: Kind
}

/// The sources that running modules were compiled from.
package struct AgentSources: Equatable, Sendable {
  /// Source bytes by module name; modules without a known source are missing.
  package var sources: [String: [UInt8]]
  /// How each source is proven, after the agent has compiled it.
  package var proofs: [String: String]
}

/// One step that the agent has finished.
package struct AgentStep: Decodable, Equatable, Sendable {
  /// The step's id in the plan.
  package var id: String
  /// What became of it.
  package var outcome: String
  /// How long it took.
  package var ms: Double

  private enum CodingKeys: String, CodingKey {
    case id, outcome, ms
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    // Plans number their steps or name them.
    if let number = try? values.decode(Int.self, forKey: .id) {
      id = String(number)
    } else {
      id = try values.decode(String.self, forKey: .id)
    }
    outcome = try values.decode(String.self, forKey: .outcome)
    ms = try values.decodeIfPresent(Double.self, forKey: .ms) ?? 0
  }
}

/// A statement that the agent is about to run.
struct AgentBegin: Decodable, Equatable, Sendable {
  /// The module.
  var module: String
  /// The line, from 1; 0 for a whole module.
  var line: Int
}
