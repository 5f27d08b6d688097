internal import HostIO

/// A request that waits for its process: who asks, and where to connect.
///
/// It holds the process's lock, so that two commands don't answer each other's agent; the request
/// file and the socket go with the value.
struct AgentRequest: ~Copyable {
  private let target: AgentTarget
  private let folder: PrivateFolder
  private let lock: FolderLock
  private let listener: UnixListener

  /// Leaves a request for the process, without signalling it yet; `token` names the hello that is known.
  init(to target: AgentTarget, token: String? = nil) throws(DriverError) {
    let folder = try Self.open(target.requestFolder)
    guard let lock = try Self.lock(target.pid, in: folder) else { throw .busy(pid: target.pid) }
    let name = "\(ProcessTable.currentProcess)-\(UInt64.random(in: 0 ... .max)).socket"
    let listener = try Self.listen("\(folder.path)/\(name)")
    do throws(PrivateFolderError) {
      try folder.write(Array("\(name)\n\(token ?? "")\n".utf8), as: Self.fileName(for: target))
    } catch {
      throw .runtimeFolder(error)
    }
    self.target = target
    self.folder = folder
    self.lock = lock
    self.listener = listener
  }

  deinit { folder.remove(Self.fileName(for: target)) }

  /// Signals the process until its agent connects.
  borrowing func connect(deadline: Duration) throws(DriverError) -> UnixStream {
    let end = ContinuousClock.now + deadline
    var patience: Int32 = 100
    while ContinuousClock.now < end {
      try target.signal()
      let peer: (pid: Int32, user: UInt32)
      do throws(SystemCallError) {
        guard let stream = try listener.accept(milliseconds: patience) else {
          patience = min(patience * 2, 500)
          continue
        }
        peer = try stream.peer()
        if isTarget(peer) { return stream }
      } catch {
        throw .system(error)
      }
      throw .wrongPeer(pid: target.pid, answered: peer.pid, user: peer.user)
    }
    throw .noAnswer(
      pid: target.pid,
      seconds: Int(deadline.components.seconds),
      signalBlocked: target.blocksSignal
    )
  }

  private borrowing func isTarget(_ peer: (pid: Int32, user: UInt32)) -> Bool {
    peer.pid == target.pid && peer.user == ProcessTable.currentUser
  }

  private static func fileName(for target: AgentTarget) -> String { "\(target.pid).request" }

  private static func open(_ path: String) throws(DriverError) -> PrivateFolder {
    do throws(PrivateFolderError) { return try PrivateFolder(path: path) } catch {
      throw .runtimeFolder(error)
    }
  }

  private static func lock(
    _ pid: Int32,
    in folder: borrowing PrivateFolder
  ) throws(DriverError) -> FolderLock? {
    do throws(PrivateFolderError) { return try folder.lock("\(pid).lock") } catch {
      throw .runtimeFolder(error)
    }
  }

  private static func listen(_ path: String) throws(DriverError) -> UnixListener {
    do throws(SystemCallError) { return try UnixListener(path: path) } catch {
      throw .system(error)
    }
  }
}
