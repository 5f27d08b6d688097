internal import Glibc

/// A folder of this user for what can be computed again.
package struct CacheFolder: Sendable {
  /// Without a slash at its end.
  package let path: String

  /// `$XDG_CACHE_HOME/reload-plan/NAME`, or below `~/.cache`; `nil` if there is neither.
  package init?(named name: String) {
    let base: String
    if let folder = getenv("XDG_CACHE_HOME").map({ String(cString: $0) }), folder.hasPrefix("/") {
      base = folder
    } else if let home = getenv("HOME").map({ String(cString: $0) }), home.hasPrefix("/") {
      base = home + "/.cache"
    } else {
      return nil
    }
    self.init(path: "\(base)/reload-plan/\(name)")
  }

  package init(path: String) { self.path = path }

  /// The bytes of an entry; `nil` if there is none that can be read.
  package func read(_ name: String) -> [UInt8]? { try? FileBytes.contents(of: "\(path)/\(name)") }

  /// Writes an entry so that readers see all of it or the one before; failing is no error.
  package func write(_ name: String, _ bytes: [UInt8]) {
    makeFolders()
    let target = "\(path)/\(name)"
    let scratch = "\(target).\(getpid())"
    let descriptor = open(scratch, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written <= 0 { break }
      rest = rest.dropFirst(written)
    }
    close(descriptor)
    if !rest.isEmpty || rename(scratch, target) != 0 { unlink(scratch) }
  }

  private func makeFolders() {
    var current = ""
    for part in path.split(separator: "/") {
      current += "/\(part)"
      mkdir(current, 0o700)
    }
  }

  /// Removes the entries that were written longest ago, so that at most `count` are left.
  package func prune(to count: Int) {
    let names = FolderList.names(of: path)
    // Asking every file for its time is only worth it when there may be too many.
    if names.count <= count { return }
    var entries: [(time: UInt64, path: String)] = []
    for name in names {
      let file = "\(path)/\(name)"
      if let stamp = FileStamp.stamp(of: file) { entries.append((stamp.time, file)) }
    }
    entries.sort { $0.time < $1.time }
    for entry in entries.dropLast(count) { unlink(entry.path) }
  }
}
