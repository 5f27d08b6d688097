internal import Glibc

/// A folder that only this user can enter; what is in it can be trusted like one's own memory.
///
/// It is held by a descriptor, so that a folder put in its place later is not followed.
package struct PrivateFolder: ~Copyable {
  /// Where the folder is.
  package let path: String
  private let descriptor: Int32

  /// Opens the folder, making it when it is missing; no link is followed at its last component.
  ///
  /// - Throws: `PrivateFolderError` when it is a link, another user's, or open to others.
  package init(path: String) throws(PrivateFolderError) {
    if mkdir(path, 0o700) != 0 && errno != EEXIST {
      throw .system(SystemCallError("mkdir", path, code: errno))
    }
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ELOOP || errno == ENOTDIR { throw .notFolder(path: path) }
      throw .system(SystemCallError("open", path, code: errno))
    }
    var state = stat()
    guard fstat(descriptor, &state) == 0 else {
      let code = errno
      close(descriptor)
      throw .system(SystemCallError("stat", path, code: code))
    }
    guard state.st_uid == geteuid() else {
      close(descriptor)
      throw .otherUser(path: path, user: state.st_uid)
    }
    guard state.st_mode & 0o077 == 0 else {
      close(descriptor)
      throw .openToOthers(path: path)
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Puts a whole file in the folder by renaming, so that no reader sees half of it.
  package borrowing func write(_ bytes: [UInt8], as name: String) throws(PrivateFolderError) {
    let draft = ".\(name).\(getpid())"
    unlinkat(descriptor, draft, 0)
    let file = openat(
      descriptor,
      draft,
      O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
      0o600
    )
    guard file >= 0 else { throw .system(SystemCallError("open", "\(path)/\(draft)", code: errno)) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let code = errno
        close(file)
        unlinkat(descriptor, draft, 0)
        throw .system(SystemCallError("write", "\(path)/\(draft)", code: code))
      }
      rest = rest.dropFirst(count)
    }
    close(file)
    guard renameat(descriptor, draft, descriptor, name) == 0 else {
      let code = errno
      unlinkat(descriptor, draft, 0)
      throw .system(SystemCallError("rename", "\(path)/\(name)", code: code))
    }
  }

  /// The content of a regular file of this user's in the folder; `nil` when there is none.
  package borrowing func contents(of name: String) -> [UInt8]? {
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var state = stat()
    guard fstat(file, &state) == 0, state.st_uid == geteuid(), state.st_mode & S_IFMT == S_IFREG,
      state.st_mode & 0o022 == 0
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(state.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        read(file, $0.baseAddress.map { $0 + filled }, $0.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return nil }
      filled += count
    }
    return bytes
  }

  /// Removes a file; a missing one is fine.
  package borrowing func remove(_ name: String) { unlinkat(descriptor, name, 0) }

  /// Takes the lock of that name; `nil` while another process holds it.
  package borrowing func lock(_ name: String) throws(PrivateFolderError) -> FolderLock? {
    while true {
      let file = openat(descriptor, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard file >= 0 else {
        throw .system(SystemCallError("open", "\(path)/\(name)", code: errno))
      }
      if flock(file, LOCK_EX | LOCK_NB) != 0 {
        let code = errno
        close(file)
        if code == EWOULDBLOCK { return nil }
        throw .system(SystemCallError("flock", "\(path)/\(name)", code: code))
      }
      // The holder before us removes the file when it is done: a lock on a removed file is void.
      var held = stat()
      var named = stat()
      if fstat(file, &held) == 0, fstatat(descriptor, name, &named, AT_SYMLINK_NOFOLLOW) == 0,
        held.st_ino == named.st_ino
      {
        return FolderLock(path: "\(path)/\(name)", descriptor: file)
      }
      close(file)
    }
  }
}

/// A lock that is held until the value goes away.
package struct FolderLock: ~Copyable {
  private let path: String
  private let descriptor: Int32

  fileprivate init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    unlink(path)
    close(descriptor)
  }
}

/// Why a folder isn't private.
package enum PrivateFolderError: Error, Equatable {
  /// There is a link, or something that isn't a folder.
  case notFolder(path: String)
  /// The folder is another user's.
  case otherUser(path: String, user: UInt32)
  /// Others may enter the folder.
  case openToOthers(path: String)
  /// The system refused.
  case system(SystemCallError)
}
