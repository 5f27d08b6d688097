internal import CHostIO
internal import Glibc

/// Receives what a walk over a folder tree finds.
package protocol FileTreeVisitor {
  /// What the visitor calls a folder.
  associatedtype Folder

  /// Whether a folder of that name is left out whatever is in it; such a folder isn't opened.
  func leavesOut(_ name: UnsafeBufferPointer<UInt8>) -> Bool

  /// A folder was found in `parent`; returns what to call it, or `nil` to leave it out.
  ///
  /// `files` are the names of the files in it, each as it is in the file system.
  mutating func enter(
    _ name: UnsafeBufferPointer<UInt8>,
    in parent: Folder,
    files: FileNames
  ) -> Folder?

  /// A file was found.
  mutating func file(_ name: UnsafeBufferPointer<UInt8>, in folder: Folder)

  /// Something couldn't be read; `path` is relative to where the walk started.
  mutating func problem(_ path: String, _ error: FileError)
}

/// The names of the files of one folder, back to back.
package struct FileNames {
  fileprivate var bytes: [UInt8] = []
  fileprivate var ends: [Int] = []

  package init() {}

  /// Whether one of the files has that name.
  package func contains(_ name: StaticString) -> Bool {
    var found = false
    forEach { bytes in
      if bytes.count == name.utf8CodeUnitCount,
        bytes.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: bytes.count))
      {
        found = true
      }
    }
    return found
  }

  package func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { all in
      var start = 0
      for end in ends {
        body(UnsafeBufferPointer(rebasing: all[start..<end]))
        start = end
      }
    }
  }

  fileprivate mutating func append(_ name: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: name)
    ends.append(bytes.count)
  }
}

/// Walks folder trees, on descriptors, so that no path is looked up twice.
///
/// Entries are taken from the kernel as they are: a stream of `readdir` makes three more calls and an
/// allocation per folder. Links to files count as files. Links to folders are entered after all real
/// folders of the tree, and a folder that was entered is not entered again, so that loops end.
package struct FileTree: ~Copyable {
  /// A folder by device and inode.
  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  /// The device of the folder where the walk started.
  ///
  /// A real folder is known by its entry's inode alone, which spares a call for each of them; one
  /// that is mounted may so be entered twice.
  private var device: UInt64 = 0
  private var entered: Set<Identity> = []

  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 15, alignment: 8)

  private init() {}

  deinit { buffer.deallocate() }

  /// Walks the tree below `path` and tells `visitor` what it finds.
  ///
  /// - Throws: when `path` itself isn't a folder that can be read.
  package static func walk<Visitor: FileTreeVisitor>(
    _ path: String,
    as top: Visitor.Folder,
    visitor: inout Visitor
  ) throws(FileError) {
    var tree = FileTree()
    var links: [Link<Visitor.Folder>] = []
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(errno: errno) }
    tree.device = tree.enter(descriptor)?.device ?? 0
    let contents = tree.read(descriptor)
    tree.visit(contents, descriptor, top, prefix: "", &visitor, &links)
    // Links found on the way lead to further links; the list grows while it is walked.
    var next = 0
    while next < links.count {
      let link = links[next]
      next += 1
      tree.follow(link, from: path, &visitor, &links)
    }
  }

  /// A link to a folder, to be entered later.
  private struct Link<Folder> {
    let name: [UInt8]
    let parent: Folder
    let path: String
  }

  /// What a folder holds.
  private struct Contents {
    var files = FileNames()
    var folders = FileNames()
    var links = FileNames()
    /// Why not all of it is known.
    var error: FileError?
  }

  /// Notes an open folder by what the system says of it; `nil` if it was entered before.
  private mutating func enter(_ descriptor: Int32) -> Identity? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    let identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    return entered.insert(identity).inserted ? identity : nil
  }

  private mutating func follow<Visitor: FileTreeVisitor>(
    _ link: Link<Visitor.Folder>,
    from root: String,
    _ visitor: inout Visitor,
    _ links: inout [Link<Visitor.Folder>]
  ) {
    if link.name.withUnsafeBufferPointer({ visitor.leavesOut($0) }) { return }
    let descriptor = open(root + "/" + link.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return visitor.problem(link.path, FileError(errno: errno)) }
    guard enter(descriptor) != nil else {
      close(descriptor)
      return
    }
    let contents = read(descriptor)
    let folder = link.name.withUnsafeBufferPointer {
      visitor.enter($0, in: link.parent, files: contents.files)
    }
    guard let folder else {
      close(descriptor)
      return
    }
    visit(contents, descriptor, folder, prefix: link.path + "/", &visitor, &links)
  }

  /// Reports the contents of an open folder, enters its folders and closes it.
  private mutating func visit<Visitor: FileTreeVisitor>(
    _ contents: Contents,
    _ descriptor: Int32,
    _ folder: Visitor.Folder,
    prefix: String,
    _ visitor: inout Visitor,
    _ links: inout [Link<Visitor.Folder>]
  ) {
    if let error = contents.error { visitor.problem(String(prefix.dropLast()), error) }
    contents.files.forEach { visitor.file($0, in: folder) }
    contents.links.forEach { name in
      let path = prefix + String(decoding: name, as: UTF8.self)
      links.append(Link(name: Array(name), parent: folder, path: path))
    }
    contents.folders.forEach { name in
      if visitor.leavesOut(name) { return }
      let child = Self.openFolder(name, in: descriptor)
      guard child >= 0 else {
        let path = prefix + String(decoding: name, as: UTF8.self)
        return visitor.problem(path, FileError(errno: errno))
      }
      let inner = read(child)
      guard let entered = visitor.enter(name, in: folder, files: inner.files) else {
        close(child)
        return
      }
      let path = prefix + String(decoding: name, as: UTF8.self) + "/"
      visit(inner, child, entered, prefix: path, &visitor, &links)
    }
    close(descriptor)
  }

  private static func openFolder(
    _ name: UnsafeBufferPointer<UInt8>,
    in descriptor: Int32
  ) -> Int32 {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: name.count + 1) { buffer in
      for index in 0..<name.count { buffer[index] = CChar(bitPattern: name[index]) }
      buffer[name.count] = 0
      guard let base = buffer.baseAddress else { return -1 }
      return openat(descriptor, base, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
  }

  /// The contents of an open folder; its own folders count as entered.
  private mutating func read(_ descriptor: Int32) -> Contents {
    var contents = Contents()
    guard let start = buffer.baseAddress else { return contents }
    while true {
      let length = chostio_read_entries(descriptor, start, buffer.count)
      if length < 0 { contents.error = FileError(errno: errno) }
      guard length > 0 else { return contents }
      // struct linux_dirent64: inode, offset, the record's length, the type, the name.
      var position = 0
      while position < length {
        let inode = buffer.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        let size = Int(buffer.loadUnaligned(fromByteOffset: position + 16, as: UInt16.self))
        let type = Int(buffer[position + 18])
        let text = start + position + 19
        let name = UnsafeBufferPointer(
          start: UnsafePointer(text.assumingMemoryBound(to: UInt8.self)),
          count: strlen(text.assumingMemoryBound(to: CChar.self))
        )
        add(name, type, inode, descriptor, to: &contents)
        position += size
      }
    }
  }

  private mutating func add(
    _ name: UnsafeBufferPointer<UInt8>,
    _ type: Int,
    _ inode: UInt64,
    _ descriptor: Int32,
    to contents: inout Contents
  ) {
    let dot = UInt8(ascii: ".")
    if name[0] == dot, name.count == 1 || (name.count == 2 && name[1] == dot) { return }
    switch type {
    case Int(DT_REG): contents.files.append(name)
    case Int(DT_DIR): addFolder(name, inode, to: &contents)
    case Int(DT_LNK), Int(DT_UNKNOWN):
      var status = stat()
      let path = String(decoding: name, as: UTF8.self)
      // A link that leads nowhere is a file that can't be read: whoever reads it will say so.
      guard fstatat(descriptor, path, &status, 0) == 0 else { return contents.files.append(name) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR where type == Int(DT_LNK): contents.links.append(name)
      case S_IFDIR: addFolder(name, UInt64(status.st_ino), to: &contents)
      case S_IFREG: contents.files.append(name)
      default: break
      }
    default: break
    }
  }

  private mutating func addFolder(
    _ name: UnsafeBufferPointer<UInt8>,
    _ inode: UInt64,
    to contents: inout Contents
  ) {
    guard entered.insert(Identity(device: device, inode: inode)).inserted else { return }
    contents.folders.append(name)
  }
}
