package import HostIO
internal import ProjectGraph
package import ReloadDrivers
package import ReloadPlanning

/// Keeps a program, and the processes it has started, up to date with the files that are saved.
///
/// Sources and their facts stay in memory, so a save costs what was saved.
package final class ProgramWatcher {
  /// What became of a save in one process.
  package enum Report {
    /// The process was brought up to date, or refused.
    case outcome(pid: Int32, ReloadOutcome)
    /// It can't be reached now: it is just starting, or busy. Nothing was changed.
    case postponed(pid: Int32, DriverError)
    /// Files changed again while the plan was made, and it was left.
    case superseded
    /// It failed otherwise.
    case failed(pid: Int32, String)
  }

  private let project: String
  private var caches: [String: SourceCache] = [:]
  private var known: [Int32: AgentHello] = [:]
  private var native: NativeObserver?

  /// - Parameter project: The project's folder, absolute.
  package init(project: String) { self.project = project }

  /// Whether a folder of that name holds no sources of the project.
  package static func isLeftOut(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { FolderRules.isLeftOut(name: $0) }
  }

  /// Whether a file of that name can change what a program runs.
  package func isRelevant(_ path: String) -> Bool {
    path.hasSuffix(".py") || path.hasSuffix(".so")
      || native != nil && NativeObserver.isRelevant(path)
  }

  /// Takes the C and C++ as it is for what the program runs, which was just started.
  package func noteStart() {
    if let native {
      native.noteStart()
    } else {
      native = NativeObserver(project: project, keepsSources: true)
    }
  }

  /// Takes note of what was saved.
  ///
  /// - Returns: Whether anything can be other than when it was read last.
  package func note(_ changes: FolderWatch.Changes) -> Bool {
    let isNative = changes.needsRescan || changes.files.contains { NativeObserver.isRelevant($0) }
    if isNative { native?.noteSave() }
    var isNews = changes.needsRescan || caches.isEmpty
    // Order-free: each cache is asked for itself.
    for cache in caches.values {
      if changes.needsRescan { cache.invalidateAll() }
      for path in changes.files.sorted() {
        // Of what isn't Python's only a project with C or C++ has news.
        if NativeObserver.isRelevant(path) {
          if native != nil { isNews = true }
        } else if cache.invalidate(path) {
          isNews = true
        }
      }
    }
    return isNews
  }

  /// Brings the process `pid` and those it has started up to date.
  ///
  /// `isSuperseded` is asked before a plan is applied: whether there are other changes by now.
  package func reload(_ pid: Int32, isSuperseded: @escaping () -> Bool) -> [Report] {
    let processes = [pid] + ProcessTable.descendants(of: pid)
    // Order-free: a dictionary loses keys.
    known = known.filter { processes.contains($0.key) }
    return processes.compactMap { process in
      guard AgentTarget.hasAgent(process) else {
        return process == pid && processes.count == 1
          ? .postponed(pid: pid, .noAgent(pid: pid)) : nil
      }
      return report(process, isSuperseded)
    }
  }

  /// Reads all sources, and asks what the program runs, before the first save.
  ///
  /// - Returns: How many loaded modules lie under the project; nil when the program can't be asked now.
  package func warm(_ pid: Int32) -> Int? {
    guard AgentTarget.hasAgent(pid), let session = try? AgentSession(pid: pid) else { return nil }
    native?.warm()
    cache(for: session.hello).warm()
    known[pid] = session.hello
    return session.hello.modules.count { $0.file?.hasPrefix(project + "/") ?? false }
  }

  private func report(_ pid: Int32, _ isSuperseded: @escaping () -> Bool) -> Report? {
    do {
      let session = try AgentSession(pid: pid, known: known[pid])
      var reload = LiveReload(session: session, cache: cache(for: session.hello))
      reload.isSuperseded = isSuperseded
      reload.native = native
      defer { known[pid] = reload.hello }
      return .outcome(pid: pid, try reload.run())
    } catch let error as DriverError {
      switch error {
      case .noAgent, .noSuchProcess, .busy, .stopped, .noAnswer:
        return .postponed(pid: pid, error)
      default: return .failed(pid: pid, "\(error)")
      }
    } catch LiveReloadError.superseded {
      return .superseded
    } catch LiveReloadError.nothingLoaded {
      return nil
    } catch {
      return .failed(pid: pid, "\(error)")
    }
  }

  private func cache(for hello: AgentHello) -> SourceCache {
    // Facts depend on the version of Python that reads the sources.
    if let cache = caches[hello.python] { return cache }
    let cache = SourceCache(project: project, options: LiveReload.options(for: hello.python))
    caches[hello.python] = cache
    return cache
  }
}
