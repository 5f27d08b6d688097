internal import Glibc

/// Files that a process has mapped into its memory.
package enum MappedFiles {
  /// Whether a process maps a file from `path` that is no longer the one lying there.
  ///
  /// The kernel names the mapped file's device and inode in `/proc/PID/maps` (proc(5)). False when
  /// the process doesn't map the path, or can't be read.
  package static func isReplaced(_ path: String, in pid: Int32) -> Bool {
    guard let maps = ProcessTable.file(pid, "maps") else { return false }
    for line in maps.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
      guard fields.count == 6 else { continue }
      let name = String(decoding: fields[5].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
      guard name == path || name == path + " (deleted)" else { continue }
      var status = stat()
      guard stat(path, &status) == 0 else { return true }
      return String(status.st_ino) != String(decoding: fields[4], as: UTF8.self)
    }
    return false
  }

  /// Paths of all files that a process maps; of those that are gone, without the kernel's remark.
  package static func paths(in pid: Int32) -> [String] {
    guard let maps = ProcessTable.file(pid, "maps") else { return [] }
    var found: Set<String> = []
    for line in maps.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
      guard fields.count == 6 else { continue }
      var name = String(decoding: fields[5].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
      if name.hasSuffix(" (deleted)") { name.removeLast(" (deleted)".utf8.count) }
      if name.hasPrefix("/") { found.insert(name) }
    }
    return found.sorted()
  }
}
