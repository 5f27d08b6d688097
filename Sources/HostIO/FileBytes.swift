internal import Glibc

/// Reads files into one buffer that is kept: the next read overwrites the last.
///
/// Reading is faster than mapping for files of this size, and a buffer per worker is all the memory
/// it takes.
package struct FileBytes: ~Copyable {
  private var buffer: UnsafeMutableBufferPointer<UInt8>

  package init(capacity: Int = 1 << 17) {
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// The bytes of the file at `path`, a C string; valid until the next read.
  package mutating func read(
    _ path: UnsafePointer<CChar>
  ) throws(FileError) -> UnsafeBufferPointer<UInt8> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(errno: errno) }
    defer { close(descriptor) }
    var count = 0
    while true {
      if count == buffer.count { grow() }
      guard let base = buffer.baseAddress else { throw FileError(errno: ENOMEM) }
      let wanted = buffer.count - count
      let got = Glibc.read(descriptor, base + count, wanted)
      if got < 0 {
        if errno == EINTR { continue }
        throw FileError(errno: errno)
      }
      count += got
      // A regular file gives all it has; only a full buffer may mean that there is more.
      if got < wanted { break }
    }
    return UnsafeBufferPointer(rebasing: buffer[..<count])
  }

  /// The bytes of the file at `path`.
  package static func contents(of path: String) throws(FileError) -> [UInt8] {
    var reader = FileBytes(capacity: 1 << 14)
    return Array(try reader.read(path))
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: buffer.count * 2)
    _ = larger.initialize(fromContentsOf: buffer)
    buffer.deallocate()
    buffer = larger
  }
}
