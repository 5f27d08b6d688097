import HostIO
import ReloadPlanKit

/// Runs a host program as a child and rebuilds its plug-ins when they are saved, until it ends.
final class NativeWatchLoop {
  /// Milliseconds without another save after which one is taken for whole.
  private static let settle: Int32 = 50

  private let program: SupervisedProcess
  private let signals: SignalQueue
  private let folders: FolderWatch
  private let watcher: NativeWatcher

  /// Starts the program; `words` are the last of our own command line.
  init(words: [String], project: String, binary: String) throws {
    guard let name = words.first, let path = ProgramSearch.find(name) else {
      throw CommandError.input(
        problem: "the program can't be started",
        subject: words.first ?? "",
        help: "check the name and PATH"
      )
    }
    signals = try SignalQueue()
    folders = try FolderWatch(root: project, isLeftOut: ProgramWatcher.isLeftOut)
    watcher = try NativeWatcher(project: project, binary: binary)
    program = try SupervisedProcess(path, lastArguments: words.count, setting: [])
  }

  func run() -> Never {
    while true {
      Readiness.wait(for: [signals.readiness, folders.readiness], milliseconds: -1)
      while let item = signals.take() {
        guard SignalQueue.forwarded.contains(item.signal) else { continue }
        if !item.isFromTerminal { program.send(item.signal) }
      }
      if let end = program.end() { SupervisedProcess.endLike(end) }
      if gather() { for line in watcher.update() { StandardStreams.writeError(line) } }
    }
  }

  /// Whether something was saved that may be compiled; waits until the save is whole.
  private func gather() -> Bool {
    var isRelevant = false
    while true {
      let changes = folders.take()
      if changes.isEmpty { return isRelevant }
      if changes.needsRescan { folders.rescan() }
      isRelevant =
        isRelevant || changes.needsRescan || changes.files.contains { NativeWatcher.isRelevant($0) }
      if !isRelevant { return false }
      Readiness.wait(for: [folders.readiness], milliseconds: Self.settle)
    }
  }
}
