internal import Glibc

/// A listening Unix socket that only this user can connect to; the file goes with the value.
package struct UnixListener: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Listens at `path`, which must lie in a private folder and not exist.
  package init(path: String) throws(SystemCallError) {
    var address = sockaddr_un()
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw SystemCallError("bind", path, code: ENAMETOOLONG)
    }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw SystemCallError("socket", path, code: errno) }
    let before = umask(0o177)
    let bound = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    let code = errno
    umask(before)
    guard bound == 0 else {
      close(descriptor)
      throw SystemCallError("bind", path, code: code)
    }
    guard listen(descriptor, 4) == 0 else {
      let code = errno
      close(descriptor)
      unlink(path)
      throw SystemCallError("listen", path, code: code)
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  /// Waits for a connection; `nil` when none came within `milliseconds`.
  package borrowing func accept(milliseconds: Int32) throws(SystemCallError) -> UnixStream? {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let ready = poll(&wanted, 1, milliseconds)
    if ready < 0 && errno != EINTR { throw SystemCallError("poll", path, code: errno) }
    guard ready > 0 else { return nil }
    let accepted = Glibc.accept(descriptor, nil, nil)
    guard accepted >= 0 else {
      if errno == EINTR || errno == ECONNABORTED || errno == EAGAIN { return nil }
      throw SystemCallError("accept", path, code: errno)
    }
    _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
    _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
    return UnixStream(descriptor: accepted)
  }
}

/// One end of a Unix connection, never blocking longer than asked.
package struct UnixStream: ~Copyable {
  private let descriptor: Int32

  fileprivate init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// The process and user at the other end, as the kernel knows them.
  package borrowing func peer() throws(SystemCallError) -> (pid: Int32, user: UInt32) {
    // `struct ucred`: pid, uid, gid. The C library shows it to GNU sources only.
    var credentials: (Int32, UInt32, UInt32) = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: credentials))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else {
      throw SystemCallError("getsockopt", "peer credentials", code: errno)
    }
    return (credentials.0, credentials.1)
  }

  /// What a transfer came to.
  package enum Transfer: Equatable, Sendable {
    /// So many bytes were moved.
    case moved(Int)
    /// Nothing could be moved in the time given.
    case timedOut
    /// The other end is closed.
    case ended
  }

  /// Appends what has arrived to `bytes`, waiting for the first of it.
  package borrowing func receive(
    into bytes: inout [UInt8],
    milliseconds: Int32
  ) throws(SystemCallError) -> Transfer {
    guard try isReady(POLLIN, milliseconds) else { return .timedOut }
    let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65536) { buffer in
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count > 0 { bytes += buffer[..<count] }
      return count
    }
    if count > 0 { return .moved(count) }
    if count == 0 || errno == ECONNRESET { return .ended }
    if errno == EAGAIN || errno == EINTR { return .timedOut }
    throw SystemCallError("recv", "agent", code: errno)
  }

  /// Sends as many bytes as fit now, waiting for room.
  package borrowing func send(
    _ bytes: ArraySlice<UInt8>,
    milliseconds: Int32
  ) throws(SystemCallError) -> Transfer {
    guard try isReady(POLLOUT, milliseconds) else { return .timedOut }
    let count = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if count >= 0 { return .moved(count) }
    if errno == EPIPE || errno == ECONNRESET { return .ended }
    if errno == EAGAIN || errno == EINTR { return .timedOut }
    throw SystemCallError("send", "agent", code: errno)
  }

  private borrowing func isReady(
    _ event: Int32,
    _ milliseconds: Int32
  ) throws(SystemCallError) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    let ready = poll(&wanted, 1, milliseconds)
    if ready < 0 && errno != EINTR { throw SystemCallError("poll", "agent", code: errno) }
    return ready > 0
  }
}
