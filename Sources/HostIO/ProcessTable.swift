internal import Glibc

/// The processes of this machine, as `/proc` shows them.
package enum ProcessTable {
  /// The status of a process; `nil` when there is none with that pid.
  package static func status(of pid: Int32) -> ProcessStatus? {
    file(pid, "status").flatMap { ProcessStatus(statusText: $0) }
  }

  /// The program a process runs; `nil` when that can't be read.
  package static func executable(of pid: Int32) -> String? { target(of: "/proc/\(pid)/exe") }

  /// Tells whether a process has a folder of that name open, also one that was removed since.
  package static func holdsOpen(_ pid: Int32, folderNamed name: String) -> Bool {
    entries("/proc/\(pid)/fd").contains { descriptor in
      guard let path = target(of: "/proc/\(pid)/fd/\(descriptor)") else { return false }
      return path.hasSuffix("/\(name)") || path.hasSuffix("/\(name) (deleted)")
    }
  }

  private static func target(of link: String) -> String? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &target, target.count)
    guard count > 0 else { return nil }
    return String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The words of the command line.
  package static func arguments(of pid: Int32) -> [String] {
    (file(pid, "cmdline") ?? []).split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of a variable in the environment the process was started with.
  package static func initialEnvironment(of pid: Int32, _ name: String) -> String? {
    let prefix = Array("\(name)=".utf8)
    let entry = (file(pid, "environ") ?? []).split(separator: 0).first { $0.starts(with: prefix) }
    return entry.map { String(decoding: $0.dropFirst(prefix.count), as: UTF8.self) }
  }

  /// When the process started, in clock ticks since boot; tells a pid's next owner from this one.
  package static func startTime(of pid: Int32) -> UInt64? {
    guard let bytes = file(pid, "stat") else { return nil }
    // The program's name stands in parentheses and may hold any byte; fields are counted after it.
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    return fields.count > 19 ? UInt64(fields[19]) : nil
  }

  /// The children of a process, of all its threads, in ascending order.
  package static func children(of pid: Int32) -> [Int32] {
    var found: [Int32] = []
    for task in entries("/proc/\(pid)/task") {
      let bytes = file(pid, "task/\(task)/children") ?? []
      found += String(decoding: bytes, as: UTF8.self).split(separator: " ").compactMap { Int32($0) }
    }
    return found.sorted()
  }

  /// A process's children, their children, and so on, breadth first.
  package static func descendants(of pid: Int32) -> [Int32] {
    var found = children(of: pid)
    var next = 0
    while next < found.count {
      for child in children(of: found[next]) where !found.contains(child) { found.append(child) }
      next += 1
    }
    return found
  }

  /// All processes that can be seen, in ascending order.
  package static var all: [Int32] { entries("/proc").compactMap { Int32($0) }.sorted() }

  private static func entries(_ folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { found.append(name) }
    }
    return found
  }

  /// Tells whether a file whose path contains `name` is mapped into the process.
  package static func maps(_ pid: Int32, fileNamed name: String) -> Bool {
    guard let maps = file(pid, "maps") else { return false }
    return String(decoding: maps, as: UTF8.self).split(separator: "\n").contains { line in
      guard let slash = line.lastIndex(of: "/") else { return false }
      return line[line.index(after: slash)...].hasPrefix(name)
    }
  }

  /// The user this process acts for.
  package static var currentUser: UInt32 { geteuid() }

  /// This process.
  package static var currentProcess: Int32 { getpid() }

  /// Sends a signal.
  package static func send(_ signal: Int32, to pid: Int32) throws(SystemCallError) {
    if kill(pid, signal) != 0 { throw SystemCallError("kill", "process \(pid)", code: errno) }
  }

  /// A file of `/proc/PID`, read piece by piece: its size is not known before.
  static func file(_ pid: Int32, _ name: String) -> [UInt8]? {
    let descriptor = open("/proc/\(pid)/\(name)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
  }
}
