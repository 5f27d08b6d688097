internal import Glibc

/// Paths with every link followed.
package enum RealPath {
  /// The real path of a file or folder; `nil` when there is none.
  package static func of(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The real path of a folder; `nil` when there is none, or it isn't a folder.
  package static func folder(_ path: String) -> String? {
    var state = stat()
    guard stat(path, &state) == 0, state.st_mode & S_IFMT == S_IFDIR else { return nil }
    return of(path)
  }
}
