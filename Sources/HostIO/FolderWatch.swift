internal import CHostIO
internal import Glibc

/// Tells which files under a folder are saved, moved or removed.
///
/// Watches stand on folders: one on a file dies with the first save that puts a new file in its place.
package final class FolderWatch {
  /// What happened since the last reading.
  package struct Changes: Sendable, Equatable {
    /// Whole paths of files that were written, came or went.
    package var files: Set<String> = []
    /// Whether folders came or went, or the kernel lost events: everything has to be looked at again.
    package var needsRescan = false

    package var isEmpty: Bool { files.isEmpty && !needsRescan }
  }

  private let root: String
  private let isLeftOut: (String) -> Bool
  private let descriptor: Int32
  private var folders: [Int32: String] = [:]

  /// Watches `root` and the folders in it; `isLeftOut` is asked for each folder's name.
  package init(root: String, isLeftOut: @escaping (String) -> Bool) throws(SystemCallError) {
    self.root = root
    self.isLeftOut = isLeftOut
    descriptor = chostio_watch_open()
    guard descriptor >= 0 else { throw SystemCallError("inotify_init", root, code: errno) }
    try add(root)
  }

  deinit { close(descriptor) }

  /// The descriptor to wait for.
  package var readiness: Int32 { descriptor }

  /// Takes what has happened, without waiting.
  package func take() -> Changes {
    var changes = Changes()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return changes }
      note(buffer[..<count], in: &changes)
    }
  }

  /// Watches folders that came meanwhile; called after changes that ask for it.
  package func rescan() { try? add(root) }

  private func note(_ bytes: ArraySlice<UInt8>, in changes: inout Changes) {
    bytes.withUnsafeBytes { events in
      var offset = 0
      // `struct inotify_event`: watch, mask, cookie, length of the name that follows.
      while offset + 16 <= events.count {
        let watch = events.loadUnaligned(fromByteOffset: offset, as: Int32.self)
        let mask = events.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
        let length = Int(events.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
        let name = events[(offset + 16)..<min(offset + 16 + length, events.count)].prefix {
          $0 != 0
        }
        offset += 16 + length
        note(watch, mask, String(decoding: name, as: UTF8.self), in: &changes)
      }
    }
  }

  private func note(_ watch: Int32, _ mask: UInt32, _ name: String, in changes: inout Changes) {
    if mask & Mask.overflow != 0 {
      changes.needsRescan = true
      return
    }
    guard let folder = folders[watch] else { return }
    if mask & (Mask.ignored | Mask.selfGone) != 0 {
      if mask & Mask.ignored != 0 { folders[watch] = nil }
      if mask & Mask.selfMoved != 0 { forget(folder) }
      changes.needsRescan = true
      return
    }
    let path = "\(folder)/\(name)"
    if mask & Mask.isFolder != 0 {
      if isLeftOut(name) { return }
      // What lies in a new folder may have come before the watch.
      changes.needsRescan = true
      if mask & (Mask.created | Mask.movedTo) != 0 { try? add(path) }
      if mask & (Mask.movedFrom | Mask.deleted) != 0 { forget(path) }
    } else if mask & (Mask.closeWrite | Mask.movedTo | Mask.movedFrom | Mask.deleted) != 0 {
      changes.files.insert(path)
    }
  }

  /// A folder that was moved away keeps its watch, under a path that is not its own any more.
  private func forget(_ folder: String) {
    // Order-free: a dictionary loses keys.
    for (watch, path) in folders where path == folder || path.hasPrefix(folder + "/") {
      folders[watch] = nil
    }
  }

  private func add(_ folder: String) throws(SystemCallError) {
    var waiting = [folder]
    while let folder = waiting.popLast() {
      let watch = chostio_watch_add(descriptor, folder)
      guard watch >= 0 else {
        // Folders that are gone again, or links, are no failure.
        if [ENOENT, ENOTDIR, EACCES].contains(errno) { continue }
        throw SystemCallError("inotify_add_watch", folder, code: errno)
      }
      folders[watch] = folder
      waiting += subfolders(of: folder)
    }
  }

  private func subfolders(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let kind = Int32(entry.pointee.d_type)
      guard kind == Int32(DT_DIR) || kind == Int32(DT_UNKNOWN) else { continue }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != "..", !isLeftOut(name) { found.append("\(folder)/\(name)") }
    }
    return found
  }

  /// Bits of `inotify(7)`.
  private enum Mask {
    static let closeWrite: UInt32 = 0x8
    static let movedFrom: UInt32 = 0x40
    static let movedTo: UInt32 = 0x80
    static let created: UInt32 = 0x100
    static let deleted: UInt32 = 0x200
    static let selfMoved: UInt32 = 0x800
    static let selfGone: UInt32 = 0x400 | 0x800
    static let overflow: UInt32 = 0x4000
    static let ignored: UInt32 = 0x8000
    static let isFolder: UInt32 = 0x4000_0000
  }
}
