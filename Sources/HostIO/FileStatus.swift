internal import Glibc

/// Questions about single paths.
package enum FileStatus {
  package static func isFile(_ path: String) -> Bool { mode(path) == S_IFREG }

  package static func isFolder(_ path: String) -> Bool { mode(path) == S_IFDIR }

  /// The path without links, from the root of the file system; `nil` if it leads nowhere.
  package static func absolutePath(of path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// When a file was last written, moved or made there, in seconds since the epoch.
  package static func changeTime(of path: String) -> Double? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Double(status.st_ctim.tv_sec) + Double(status.st_ctim.tv_nsec) / 1e9
  }

  /// The time that the file system tells, in seconds since the epoch.
  package static var currentTime: Double { Double(time(nil)) }

  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }
}
