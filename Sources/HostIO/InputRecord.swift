internal import Glibc

/// Files and folders that a result was made from, as they were: by size, inode and times of change.
///
/// Programs can set the time of a file's contents, but not that of its inode; so a file whose numbers are
/// all the same has the same contents. Of a folder they say that no name in it came or went.
package struct InputRecord {
  /// When the work on a result began, by the clock of files.
  package struct Start: Sendable {
    fileprivate let time: UInt64

    /// Now.
    package init() {
      var now = timespec()
      clock_gettime(CLOCK_REALTIME_COARSE, &now)
      time = InputRecord.nanoseconds(now)
    }
  }

  /// The record of `paths`, each absolute; `nil` if one of them changed since `start` or isn't there
  /// to be asked.
  ///
  /// A path where nothing is counts as long as nothing appears there.
  package static func make(of paths: [String], since start: Start) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(paths.count * 96)
    append(UInt64(paths.count), to: &bytes)
    for path in paths {
      let numbers = path.withCString { Numbers(of: $0) }
      // What changed while the result was made may have been read before or after.
      if numbers.change >= start.time { return nil }
      append(UInt64(path.utf8.count), to: &bytes)
      bytes += path.utf8
      bytes.append(0)
      for word in numbers.words { append(word, to: &bytes) }
    }
    return bytes
  }

  /// How many bytes the record at the start of `bytes` takes; `nil` if an input isn't as it was, or these
  /// are no record.
  package static func lengthIfCurrent(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard var position = bytes.baseAddress, bytes.count >= 8 else { return nil }
    let end = position + bytes.count
    let count = position.loadUnaligned(as: UInt64.self)
    position += 8
    guard count <= UInt64(bytes.count) else { return nil }
    for _ in 0..<count {
      guard end - position >= 8 else { return nil }
      let length = position.loadUnaligned(as: UInt64.self)
      position += 8
      guard length < 1 << 16, end - position >= Int(length) + 1 + Numbers.size,
        (position + Int(length)).load(as: UInt8.self) == 0
      else { return nil }
      let now = Numbers(of: position.assumingMemoryBound(to: CChar.self))
      position += Int(length) + 1
      if Numbers(at: position) != now { return nil }
      position += Numbers.size
    }
    return bytes.count - (end - position)
  }

  /// Size, inode and the two times of change; zeros where nothing is.
  private struct Numbers: Equatable {
    static let size = 32

    var length: UInt64 = 0
    var inode: UInt64 = 0
    var change: UInt64 = 0
    var modification: UInt64 = 0

    init(of path: UnsafePointer<CChar>) {
      var status = stat()
      guard stat(path, &status) == 0 else { return }
      // A folder's or an empty file's size may be 0 as well.
      length = UInt64(truncatingIfNeeded: status.st_size) | 1 << 63
      inode = UInt64(status.st_ino)
      change = nanoseconds(status.st_ctim)
      modification = nanoseconds(status.st_mtim)
    }

    init(at position: UnsafeRawPointer) {
      length = position.loadUnaligned(as: UInt64.self)
      inode = position.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      change = position.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
      modification = position.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    var words: [UInt64] { [length, inode, change, modification] }
  }

  private static func nanoseconds(_ time: timespec) -> UInt64 {
    UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000
      &+ UInt64(truncatingIfNeeded: time.tv_nsec)
  }

  private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) }
  }
}
