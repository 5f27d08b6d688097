internal import Glibc

/// Tells versions of a file apart without reading it.
package enum FileStamp {
  /// The file's time of change in nanoseconds and its size; `nil` if it isn't there.
  package static func stamp(of path: String) -> (time: UInt64, size: UInt64)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let seconds = UInt64(truncatingIfNeeded: status.st_mtim.tv_sec)
    let time = seconds &* 1_000_000_000 &+ UInt64(truncatingIfNeeded: status.st_mtim.tv_nsec)
    return (time, UInt64(truncatingIfNeeded: status.st_size))
  }
}
