internal import HostIO

/// A process that was found fit to be signalled.
///
/// Whoever has no handler dies of the agent's signal, and whoever has one of their own means something else
/// by it. So every check is made before sending, and made again each time: the pid may be another process's by then.
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
    if try checkedStatus().isStopped { throw .stopped(pid: pid) }
  }

  /// Tells whether a process is this user's, runs Python, and has an agent in it.
  package static func hasAgent(_ pid: Int32) -> Bool {
    do {
      _ = try AgentTarget(pid: pid)
      return true
    } catch .stopped {
      return true
    } catch {
      return false
    }
  }

  /// Sends the signal, after checking all once more.
  package func signal() throws(DriverError) {
    _ = try checkedStatus()
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

  /// The status of the process, when it is still the same, this user's, Python, and shows an agent.
  private func checkedStatus() throws(DriverError) -> ProcessStatus {
    guard let status = ProcessTable.status(of: pid), !status.hasEnded,
      ProcessTable.startTime(of: pid) == startTime
    else { throw .noSuchProcess(pid: pid) }
    let user = ProcessTable.currentUser
    guard status.user == user else { throw .otherUser(pid: pid, user: status.user) }
    let program = ProcessTable.executable(of: pid) ?? "an unknown program"
    let name = program.split(separator: "/").last ?? ""
    guard
      name.contains("python") || name.contains("pypy")
        || ProcessTable.maps(pid, fileNamed: "libpython")
    else { throw .notPython(pid: pid, program: program) }
    guard status.catches(AgentProtocol.signal) else { throw .noAgent(pid: pid) }
    guard ProcessTable.holdsOpen(pid, folderNamed: AgentProtocol.folder) else {
      throw .otherHandler(pid: pid)
    }
    return status
  }
}
