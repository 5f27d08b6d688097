import HostIO
import ModuleFacts
import ReloadDrivers
import ReloadPlanKit
import ReloadPlanning

/// Runs a program as a child and applies what is saved, until the program ends.
final class WatchLoop {
  /// Milliseconds without another save after which one is taken for whole: few after a single file,
  /// as its writer waits and others are seen before the plan is applied; more when several come, as from a
  /// checkout.
  private static let settleOne: Int32 = 0
  private static let settleMany: Int32 = 30
  /// How long after a save its last event may come.
  private static let echo = Duration.milliseconds(200)
  /// How long a burst of saves may last.
  private static let longestBurst = Duration.seconds(10)
  /// After this the program is taken to load nothing of the project.
  private static let longestWarmDelay = Duration.seconds(5)
  /// How long a program that is to be restarted has to end by itself.
  private static let patience = Duration.seconds(10)

  private let launch: ProgramLaunch.Prepared
  private let project: String
  private let printer: WatchPrinter
  private let restarts: Bool
  private let signals: SignalQueue
  private let folders: FolderWatch
  private let watcher: ProgramWatcher
  private var program: SupervisedProcess?
  private var retryAt: ContinuousClock.Instant?
  private var warmAt: ContinuousClock.Instant?
  private var warmDelay = Duration.seconds(1)
  private var changed: Set<String> = []
  /// Until then, events without another content belong to the last save.
  private var echoesUntil = ContinuousClock.now

  init(
    launch: ProgramLaunch.Prepared,
    project: String,
    printer: WatchPrinter,
    restarts: Bool
  ) throws {
    self.launch = launch
    self.project = project
    self.printer = printer
    self.restarts = restarts
    signals = try SignalQueue()
    folders = try FolderWatch(root: project, isLeftOut: ProgramWatcher.isLeftOut)
    watcher = ProgramWatcher(project: project)
  }

  func run() throws -> Never {
    try start()
    while true {
      Readiness.wait(
        for: [signals.readiness, folders.readiness],
        milliseconds: millisecondsToNextDeadline()
      )
      handleSignals()
      try handleEnd()
      if let changes = gather() {
        // One save can give several events: the later ones find the files as they were planned with.
        let isNews = watcher.note(changes) || retryAt != nil
        let isEcho = !isNews && ContinuousClock.now < echoesUntil
        if isEcho { continue }
        changed.formUnion(changes.files)
        try apply()
      } else if let at = retryAt, ContinuousClock.now >= at {
        try apply()
      }
      if let at = warmAt, ContinuousClock.now >= at, let program { warm(program.pid) }
    }
  }

  private func start() throws {
    program = try launch.start()
    watcher.noteStart()
    retryAt = nil
    // Late enough not to disturb the start, early enough to be done before the first save.
    warmDelay = .seconds(1)
    warmAt = ContinuousClock.now + warmDelay
  }

  /// Gets ready for the first save, and says once what is covered.
  ///
  /// A program that has loaded nothing of the project yet is asked again, ever more seldom.
  private func warm(_ pid: Int32) {
    let count = watcher.warm(pid) ?? 0
    if count > 0 || warmDelay > Self.longestWarmDelay {
      warmAt = nil
      printer.say(coverage: count)
      return
    }
    warmDelay = warmDelay * 2
    warmAt = ContinuousClock.now + warmDelay
  }

  private func millisecondsToNextDeadline() -> Int32 {
    let deadlines = [retryAt, warmAt].compactMap { $0 }
    guard let next = deadlines.min() else { return -1 }
    let left = ContinuousClock.now.duration(to: next)
    let milliseconds =
      left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    return Int32(max(0, min(milliseconds + 1, 60_000)))
  }

  // MARK: - The program

  private func handleSignals() {
    while let item = signals.take() {
      guard SignalQueue.forwarded.contains(item.signal) else { continue }
      if let program {
        // What is typed at the terminal reaches the program by itself.
        if !item.isFromTerminal { program.send(item.signal) }
      } else {
        SupervisedProcess.endLike(.signal(item.signal))
      }
    }
  }

  private func handleEnd() throws {
    guard let end = program?.end() else { return }
    program = nil
    retryAt = nil
    warmAt = nil
    if restarts, end != .exit(0) {
      printer.say("the program \(Self.phrase(end)); it starts again at the next save")
      return
    }
    SupervisedProcess.endLike(end)
  }

  private static func phrase(_ end: SupervisedProcess.End) -> String {
    switch end {
    case .exit(let status): "ended with status \(status)"
    case .signal(let signal): "was ended by signal \(signal)"
    }
  }

  /// Asks the program to end, and starts it again when it has.
  private func restart() throws {
    if let program {
      program.send(SignalQueue.terminate)
      let end = ContinuousClock.now + Self.patience
      while program.end() == nil {
        if ContinuousClock.now > end { program.send(SignalQueue.kill) }
        Readiness.wait(for: [signals.readiness], milliseconds: 50)
        handleSignals()
      }
    }
    try start()
    printer.say("the program was started again")
  }

  // MARK: - Saves

  /// All files of one save; nil when nothing of interest has changed.
  private func gather() -> FolderWatch.Changes? {
    var all = relevant(folders.take())
    if all.isEmpty { return nil }
    let end = ContinuousClock.now + Self.longestBurst
    var settle = retryAt == nil ? Self.settleOne : Self.settleMany
    while ContinuousClock.now < end {
      Readiness.wait(for: [folders.readiness], milliseconds: settle)
      let more = folders.take()
      if more.isEmpty {
        // Git writes the index last: until it is there, a checkout goes on.
        if !FileStatus.isFile("\(project)/.git/index.lock") { break }
        settle = Self.settleMany
        continue
      }
      let changes = relevant(more)
      if changes.isEmpty { continue }
      all.files.formUnion(changes.files)
      all.needsRescan = all.needsRescan || changes.needsRescan
      settle = Self.settleMany
    }
    if all.needsRescan { folders.rescan() }
    return all
  }

  private func relevant(_ changes: FolderWatch.Changes) -> FolderWatch.Changes {
    var changes = changes
    changes.files = changes.files.filter { watcher.isRelevant($0) }
    return changes
  }

  private func apply() throws {
    guard let program else {
      if restarts { try start() }
      return
    }
    retryAt = nil
    let folders = folders
    let reports = watcher.reload(program.pid) {
      Readiness.wait(for: [folders.readiness], milliseconds: 0)
    }
    echoesUntil = ContinuousClock.now + Self.echo
    if reports.contains(where: \.isSuperseded) {
      retryAt = ContinuousClock.now
    } else if case .postponed? = reports.first {
      retryAt = ContinuousClock.now + .milliseconds(100)
    }
    printer.report(reports, files: changed.sorted())
    if retryAt == nil { changed = [] }
    if restarts, reports.contains(where: { $0.needsRestart }) { try restart() }
  }
}

extension ProgramWatcher.Report {
  /// Whether newer saves came first.
  var isSuperseded: Bool {
    if case .superseded = self { true } else { false }
  }

  /// Whether only a fresh start would run what was saved, and a fresh start can.
  var needsRestart: Bool {
    guard case .outcome(_, let outcome) = self, !outcome.isApplied else { return false }
    // What isn't built yet is not there after a start either.
    let isUnbuilt = outcome.plan.steps.contains {
      if case .rebuild = $0.action { true } else { false }
    }
    return outcome.verdict == .restart && !isUnbuilt
      && !outcome.findings.contains { $0.rule == "PE32" }
  }
}
