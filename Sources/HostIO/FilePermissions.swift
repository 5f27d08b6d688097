internal import Glibc

/// Who may do what with a file.
package enum FilePermissions {
  /// Lets its owner run a file.
  package static func makeExecutable(_ path: String) { chmod(path, 0o700) }
}
