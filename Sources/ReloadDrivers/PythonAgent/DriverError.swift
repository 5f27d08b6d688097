package import HostIO

/// Why a process could not be reached, or did not answer.
package enum DriverError: Error, Equatable {
  /// No process has that pid.
  case noSuchProcess(pid: Int32)
  /// The process belongs to another user.
  case otherUser(pid: Int32, user: UInt32)
  /// The process isn't a Python program.
  case notPython(pid: Int32, program: String)
  /// The process has no handler for the agent's signal: it was not signalled.
  case noAgent(pid: Int32)
  /// The process handles that signal, but nothing shows that the agent does: it was not signalled.
  case otherHandler(pid: Int32)
  /// Another reload-plan command is talking to the process.
  case busy(pid: Int32)
  /// The process is stopped, so it can't answer.
  case stopped(pid: Int32)
  /// No answer came in time; nothing was changed.
  case noAnswer(pid: Int32, seconds: Int, signalBlocked: Bool)
  /// The plan was handed over, but no outcome came: what was done is unknown. `at` is the statement
  /// that ran last.
  case noOutcome(pid: Int32, seconds: Int, at: String?)
  /// The process ended, or closed the connection.
  case connectionLost(pid: Int32, applying: Bool)
  /// Someone else answered in the process's place.
  case wrongPeer(pid: Int32, answered: Int32, user: UInt32)
  /// The agent in the process is of another version.
  case wrongSchema(pid: Int32, schema: String)
  /// The agent sent something that can't be read.
  case invalidMessage(pid: Int32, kind: String)
  /// The folder for requests can't be trusted.
  case runtimeFolder(PrivateFolderError)
  /// A Python option keeps the start-up hook out.
  case isolatedPython(option: String)
  /// The program to start isn't there, or can't be started.
  case cannotStart(program: String, reason: String)
  /// The system refused.
  case system(SystemCallError)
}

extension DriverError {
  /// Whether what happened to the process is unknown, rather than nothing.
  package var leavesUnknown: Bool {
    switch self {
    case .noOutcome: true
    case .connectionLost(_, let applying): applying
    case .noSuchProcess, .otherUser, .notPython, .noAgent, .otherHandler, .busy, .stopped,
      .noAnswer, .wrongPeer, .wrongSchema, .invalidMessage, .runtimeFolder, .isolatedPython,
      .cannotStart, .system:
      false
    }
  }

  /// Whether the process was addressed rightly but did not take part: refused, not wrong usage.
  package var isRefusal: Bool {
    switch self {
    case .busy, .stopped, .noAnswer: true
    case .connectionLost(_, let applying): !applying
    case .noSuchProcess, .otherUser, .notPython, .noAgent, .otherHandler, .noOutcome, .wrongPeer,
      .wrongSchema, .invalidMessage, .runtimeFolder, .isolatedPython, .cannotStart, .system:
      false
    }
  }
}

extension DriverError: CustomStringConvertible {
  /// What failed, on what, and what to do next.
  package var description: String {
    switch self {
    case .noSuchProcess(let pid):
      "no process has pid \(pid); see `ps -u $USER` for running ones"
    case .otherUser(let pid, let user):
      "process \(pid) belongs to user \(user); run the command as that user"
    case .notPython(let pid, let program):
      "process \(pid) isn't a Python program (it runs \(program)); give the pid of the program itself"
    case .noAgent(let pid):
      """
      process \(pid) has no agent; start it with `reload-plan run -- COMMAND`, or import \
      reload_plan_agent in it
      """
    case .otherHandler(let pid):
      """
      process \(pid) handles signal \(AgentProtocol.signal), but not with the agent; if it had one and closed all its \
      descriptors, have it call `reload_plan_agent.start()` again
      """
    case .busy(let pid):
      "another reload-plan command is talking to process \(pid); wait for it to end"
    case .stopped(let pid):
      "process \(pid) is stopped; let it continue (`kill -CONT \(pid)`) and run the command again"
    case .noAnswer(let pid, let seconds, let signalBlocked):
      signalBlocked
        ? """
        process \(pid) did not answer within \(seconds) s: its main thread blocks signal \
        \(AgentProtocol.signal); nothing was changed
        """
        : """
        process \(pid) did not answer within \(seconds) s: its main thread is in a long C call, or \
        has ended while other threads go on; nothing was changed, run the command again later
        """
    case .noOutcome(let pid, let seconds, let statement):
      """
      process \(pid) took the plan but gave no outcome within \(seconds) s\
      \(statement.map { ", running the statement at \($0)" } ?? ""): what was applied is unknown; \
      restart it if in doubt
      """
    case .connectionLost(let pid, let applying):
      applying
        ? "process \(pid) went away while the plan was applied; what was applied is unknown"
        : "process \(pid) closed the connection; run the command again if it still runs"
    case .wrongPeer(let pid, let answered, let user):
      "process \(answered) of user \(user) answered for process \(pid); nothing was sent to it"
    case .wrongSchema(let pid, let schema):
      """
      the agent in process \(pid) speaks \(schema), this command \(AgentProtocol.schema); restart \
      the program under this reload-plan
      """
    case .invalidMessage(let pid, let kind):
      "the agent in process \(pid) sent a \(kind) that can't be read; restart the program"
    case .runtimeFolder(let error): Self.describe(error)
    case .isolatedPython(let option):
      """
      under Python's \(option) the agent can't be started from outside; leave it out, or have the \
      program `import reload_plan_agent`
      """
    case .cannotStart(let program, let reason): "\(program) can't be started: \(reason)"
    case .system(let error): "\(error)"
    }
  }

  private static func describe(_ error: PrivateFolderError) -> String {
    switch error {
    case .notFolder(let path):
      "\(path) isn't a folder of reload-plan's; remove it and run the command again"
    case .otherUser(let path, let user):
      "\(path) belongs to user \(user); set XDG_RUNTIME_DIR to a folder of your own"
    case .openToOthers(let path):
      "\(path) is open to other users; run `chmod 700 \(path)`, or remove it"
    case .system(let error): "\(error)"
    }
  }
}
