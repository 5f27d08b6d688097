internal import HostIO

/// A process that was found fit to be signalled.
///
/// Whoever has no handler dies of the agent's signal, so every check is made before sending, and
/// made again each time: the pid may be another process's by then.
package struct AgentTarget: Equatable, Sendable {
  /// The process.
  package let pid: Int32
  private let startTime: UInt64

  /// Checks that `pid` is a Python process of this user with an agent in it.
  package init(pid: Int32) throws(DriverError) {
    guard pid > 0, let startTime = ProcessTable.startTime(of: pid) else {
      throw .noSuchProcess(pid: pid)
    }
    self.pid = pid
    self.startTime = startTime
    let status = try checkedStatus()
    let program = ProcessTable.executable(of: pid) ?? "an unknown program"
    let name = program.split(separator: "/").last ?? ""
    let isPython = name.contains("python") || name.contains("pypy")
    guard isPython || ProcessTable.maps(pid, fileNamed: "libpython") else {
      throw .notPython(pid: pid, program: program)
    }
    guard status.catches(AgentProtocol.signal) else { throw .noAgent(pid: pid) }
    if status.isStopped { throw .stopped(pid: pid) }
  }

  /// Tells whether a process is this user's, runs Python, and has an agent in it.
  package static func hasAgent(_ pid: Int32) -> Bool {
    guard let status = ProcessTable.status(of: pid), !status.hasEnded,
      status.user == ProcessTable.currentUser, status.catches(AgentProtocol.signal)
    else { return false }
    let name = ProcessTable.executable(of: pid)?.split(separator: "/").last ?? ""
    return name.contains("python") || name.contains("pypy")
      || ProcessTable.maps(pid, fileNamed: "libpython")
  }

  /// Sends the signal, after checking once more that it is handled.
  package func signal() throws(DriverError) {
    guard try checkedStatus().catches(AgentProtocol.signal) else { throw .noAgent(pid: pid) }
    do {
      try ProcessTable.send(AgentProtocol.signal, to: pid)
    } catch {
      throw .system(error)
    }
  }

  /// Tells whether the main thread keeps the signal from arriving.
  package var blocksSignal: Bool {
    ProcessTable.status(of: pid)?.blocks(AgentProtocol.signal) ?? false
  }

  /// The folder in which this process looks for requests.
  package var requestFolder: String {
    RuntimeFolder.path(
      sessionFolder: ProcessTable.initialEnvironment(of: pid, "XDG_RUNTIME_DIR")
    )
  }

  private func checkedStatus() throws(DriverError) -> ProcessStatus {
    guard let status = ProcessTable.status(of: pid), !status.hasEnded,
      ProcessTable.startTime(of: pid) == startTime
    else { throw .noSuchProcess(pid: pid) }
    let user = ProcessTable.currentUser
    guard status.user == user else { throw .otherUser(pid: pid, user: status.user) }
    return status
  }
}
