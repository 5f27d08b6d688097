internal import Glibc

/// Reads whole files.
///
/// Reading is faster than mapping for files of the size of sources.
package enum FileBytes {
  /// The bytes of the file at `path`.
  package static func contents(of path: String) throws(FileError) -> [UInt8] {
    var path = Array(path.utf8CString)
    return try contents(of: &path, padding: 0)
  }

  /// The bytes of the file at `path`, a C string, with `padding` zero bytes after them.
  package static func contents(
    of path: UnsafePointer<CChar>,
    padding: Int
  ) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(errno: errno) }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    // A byte more than the size: one call then reads all and sees the end.
    var room = max(Int(status.st_size), 0) + 1
    var bytes: [UInt8] = []
    while true {
      var got = 0
      var isEnd = false
      let piece = [UInt8](unsafeUninitializedCapacity: room + padding) { buffer, count in
        guard let base = buffer.baseAddress else { return }
        repeat { got = read(descriptor, base, room) } while got < 0 && errno == EINTR
        isEnd = got == 0 || (got < room && isRegular)
        count = max(got, 0)
        guard isEnd else { return }
        (base + count).update(repeating: 0, count: padding)
        count += padding
      }
      guard got >= 0 else { throw FileError(errno: errno) }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      if isEnd { return bytes }
      room = 1 << 16
    }
  }
}
