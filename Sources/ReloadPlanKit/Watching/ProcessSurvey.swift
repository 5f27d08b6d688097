internal import HostIO
internal import ReloadDrivers
package import ReloadPlanning

/// Asks this user's processes with an agent what they run.
package enum ProcessSurvey {
  /// All of them, or those named, in ascending order.
  package static func programs(_ pids: [Int32] = []) -> [RunningProgram] {
    let processes = pids.isEmpty ? ProcessTable.all : pids.sorted()
    return processes.filter { AgentTarget.hasAgent($0) }.map(program)
  }

  private static func program(_ pid: Int32) -> RunningProgram {
    var program = RunningProgram(pid: pid, arguments: ProcessTable.arguments(of: pid))
    do {
      let hello = try AgentSession(pid: pid, deadline: .seconds(2)).hello
      program.parent = hello.ppid
      program.project = hello.project
      program.moduleCount = hello.modules.count { $0.kind != .namespace }
      program.last = hello.last.map {
        RunningProgram.LastOutcome(verdict: $0.verdict, isApplied: $0.applied, time: $0.time)
      }
      program.stale = hello.modules.compactMap { stale($0, in: hello.project) }
    } catch {
      program.problem = "\(error)"
    }
    return program
  }

  private static func stale(
    _ module: AgentModule,
    in project: String
  ) -> RunningProgram.StaleModule? {
    guard module.kind == .source || module.kind == .main, let file = module.file,
      let running = module.digest
    else { return nil }
    let path =
      file.hasPrefix(project + "/") ? String(file.dropFirst(project.utf8.count + 1)) : file
    guard let bytes = try? FileBytes.contents(of: file) else {
      return RunningProgram.StaleModule(name: module.name, path: path, since: nil)
    }
    if digest(bytes) == running { return nil }
    return RunningProgram.StaleModule(
      name: module.name,
      path: path,
      since: FileStatus.changeTime(of: file)
    )
  }
}
