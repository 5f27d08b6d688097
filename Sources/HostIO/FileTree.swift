internal import Glibc

/// Receives what a walk over a folder tree finds.
package protocol FileTreeVisitor {
  /// What the visitor calls a folder.
  associatedtype Folder

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

/// Walks folder trees: `readdir` on descriptors, so that no path is looked up twice.
///
/// Links to files count as files. Links to folders are entered after all real folders of the tree,
/// and a folder that was entered is not entered again, so that loops end.
package struct FileTree {
  /// A folder by device and inode.
  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  private var entered: Set<Identity> = []

  private init() {}

  /// Walks the tree below `path` and tells `visitor` what it finds.
  ///
  /// - Throws: when `path` itself isn't a folder that can be read.
  package static func walk<Visitor: FileTreeVisitor>(
    _ path: String,
    as top: Visitor.Folder,
    visitor: inout Visitor
  ) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(errno: errno) }
    var tree = FileTree()
    var links: [Link<Visitor.Folder>] = []
    guard let contents = tree.read(descriptor) else { throw FileError(errno: errno) }
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
  }

  private mutating func follow<Visitor: FileTreeVisitor>(
    _ link: Link<Visitor.Folder>,
    from root: String,
    _ visitor: inout Visitor,
    _ links: inout [Link<Visitor.Folder>]
  ) {
    let descriptor = open(root + "/" + link.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return visitor.problem(link.path, FileError(errno: errno)) }
    guard let contents = read(descriptor) else { return }
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
    contents.files.forEach { visitor.file($0, in: folder) }
    contents.links.forEach { name in
      let path = prefix + String(decoding: name, as: UTF8.self)
      links.append(Link(name: Array(name), parent: folder, path: path))
    }
    contents.folders.forEach { name in
      let child = Self.openFolder(name, in: descriptor)
      guard child >= 0 else {
        let path = prefix + String(decoding: name, as: UTF8.self)
        return visitor.problem(path, FileError(errno: errno))
      }
      guard let inner = read(child) else { return }
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

  /// The contents of an open folder; `nil`, with the descriptor closed, if it was entered before.
  private mutating func read(_ descriptor: Int32) -> Contents? {
    var status = stat()
    guard fstat(descriptor, &status) == 0,
      entered.insert(Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))).inserted
    else {
      close(descriptor)
      return nil
    }
    // The stream takes over its descriptor, and the walk needs one of its own afterwards.
    guard let stream = fdopendir(dup(descriptor)) else {
      close(descriptor)
      return nil
    }
    defer { closedir(stream) }
    var contents = Contents()
    while let entry = readdir(stream) {
      let type = Int(entry.pointee.d_type)
      withUnsafePointer(to: &entry.pointee.d_name) { field in
        let start = UnsafeRawPointer(field).assumingMemoryBound(to: UInt8.self)
        let count = strlen(UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
        let name = UnsafeBufferPointer(start: start, count: count)
        if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { return }
        Self.add(name, type, descriptor, to: &contents)
      }
    }
    return contents
  }

  private static func add(
    _ name: UnsafeBufferPointer<UInt8>,
    _ type: Int,
    _ descriptor: Int32,
    to contents: inout Contents
  ) {
    switch type {
    case Int(DT_REG): contents.files.append(name)
    case Int(DT_DIR): contents.folders.append(name)
    case Int(DT_LNK), Int(DT_UNKNOWN):
      var status = stat()
      let path = String(decoding: name, as: UTF8.self)
      // A link that leads nowhere is a file that can't be read: whoever reads it will say so.
      guard fstatat(descriptor, path, &status, 0) == 0 else { return contents.files.append(name) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        type == Int(DT_LNK) ? contents.links.append(name) : contents.folders.append(name)
      case S_IFREG: contents.files.append(name)
      default: break
      }
    default: break
    }
  }
}
