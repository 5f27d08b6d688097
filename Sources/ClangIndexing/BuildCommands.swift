internal import FoundationEssentials
internal import HostIO

/// Commands that put objects together, as they were recorded or as CMake writes them down.
package struct BuildCommands: Sendable {
  /// One command.
  package struct Entry: Hashable, Sendable {
    /// The folder that it runs in, absolute.
    package var folder: String
    package var arguments: [String]

    package init(folder: String, arguments: [String]) {
      self.folder = folder
      self.arguments = arguments
    }
  }

  /// The name of the recorded list.
  package static let fileName = "link_commands.json"

  package var entries: [Entry] = []

  /// Reads the list at `path`; empty if there is none.
  ///
  /// - Throws: `CompilationDatabase.ReadingError` for a file that is something else.
  package init(contentsOf path: String) throws(CompilationDatabase.ReadingError) {
    guard let bytes = try? FileBytes.contents(of: path) else { return }
    do {
      entries = try JSONDecoder().decode([Record].self, from: Data(bytes)).map {
        Entry(folder: $0.directory, arguments: $0.arguments)
      }
    } catch {
      throw .invalid(reason: "it isn't an array of objects with `directory` and `arguments`")
    }
  }

  private struct Record: Decodable {
    var directory: String
    var arguments: [String]
  }

  /// The commands that CMake's Makefile generators keep in a build folder.
  package init(cmakeFolder folder: String) {
    var visitor = LinkFiles(root: folder)
    try? FileTree.walk(folder, as: folder, visitor: &visitor)
    for path in visitor.paths.sorted() {
      guard let bytes = try? FileBytes.contents(of: path) else { continue }
      // `build/sub/CMakeFiles/name.dir/link.txt` runs in `build/sub`.
      let parts = path.split(separator: "/").dropLast(3)
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        let words = ShellWords.split(String(line))
        if words.isEmpty { continue }
        entries.append(Entry(folder: "/" + parts.joined(separator: "/"), arguments: words))
      }
    }
  }

  private struct LinkFiles: FileTreeVisitor {
    var root: String
    var paths: [String] = []

    init(root: String) { self.root = root }

    func leavesOut(_ name: UnsafeBufferPointer<UInt8>) -> Bool { name.first == UInt8(ascii: ".") }

    func enter(
      _ name: UnsafeBufferPointer<UInt8>,
      in parent: String,
      files: FileNames
    ) -> String? {
      parent + "/" + String(decoding: name, as: UTF8.self)
    }

    mutating func file(_ name: UnsafeBufferPointer<UInt8>, in folder: String) {
      if name.elementsEqual("link.txt".utf8), folder.hasSuffix(".dir") {
        paths.append(folder + "/link.txt")
      }
    }

    func problem(_ path: String, _ error: FileError) {}
  }
}
