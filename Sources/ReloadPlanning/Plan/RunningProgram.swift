/// A running process with an agent in it, as `ps` shows it.
package struct RunningProgram: Sendable, Equatable {
  /// A module that runs other code than its file has.
  package struct StaleModule: Sendable, Equatable {
    package var name: String
    /// Relative to the project.
    package var path: String
    /// When the file changed, in seconds since the epoch; nil when it is gone.
    package var since: Double?

    package init(name: String, path: String, since: Double?) {
      self.name = name
      self.path = path
      self.since = since
    }
  }

  /// What became of the last plan the process was given.
  package struct LastOutcome: Sendable, Equatable {
    package var verdict: String
    package var isApplied: Bool
    /// In seconds since the epoch.
    package var time: Double

    package init(verdict: String, isApplied: Bool, time: Double) {
      self.verdict = verdict
      self.isApplied = isApplied
      self.time = time
    }
  }

  package var pid: Int32
  package var parent: Int32
  /// The command line.
  package var arguments: [String]
  package var project: String
  /// How many modules of the project it has loaded.
  package var moduleCount: Int
  package var stale: [StaleModule]
  package var last: LastOutcome?
  /// Why it did not answer; nil when it did.
  package var problem: String?

  package init(pid: Int32, arguments: [String]) {
    self.pid = pid
    self.arguments = arguments
    parent = 0
    project = ""
    moduleCount = 0
    stale = []
  }
}
