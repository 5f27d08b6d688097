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
  /// The files that they were read from, absolute.
  package private(set) var files: [String] = []

  /// The commands that put objects together in the build folder `folder`: the recorded ones, else those of
  /// CMake's Makefiles, else those of its `build.ninja`.
  ///
  /// - Throws: `CompilationDatabase.ReadingError` for a recorded list that is none.
  package init(inBuildFolder folder: String) throws(CompilationDatabase.ReadingError) {
    let recorded = "\(folder)/\(Self.fileName)"
    try self.init(contentsOf: recorded)
    if entries.isEmpty { self.init(cmakeFolder: folder) }
    if entries.isEmpty, FileStatus.isFile("\(folder)/build.ninja") {
      self.init(ninjaFile: "\(folder)/build.ninja")
    }
    files.append(recorded)
    files.append("\(folder)/build.ninja")
  }

  /// The commands of a `build.ninja` that put objects together.
  package init(ninjaFile path: String) {
    let ninja = NinjaFile(contentsOf: path)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    for command in ninja.commands {
      // CMake puts steps before and after the one that links.
      for words in ShellWords.split(command).split(separator: "&&") {
        guard let program = words.first, Self.isBuilder(program) else { continue }
        entries.append(Entry(folder: folder, arguments: Array(words)))
      }
    }
    files = ninja.files
  }

  /// Whether a program compiles, links or archives, by its name: `cc`, `x86_64-linux-gnu-g++-12`, `ccache`.
  private static func isBuilder(_ program: String) -> Bool {
    var name =
      program.lastIndex(of: "/").map { program[program.index(after: $0)...] } ?? program[...]
    while let last = name.last, last.isNumber || last == "." { name.removeLast() }
    if name.hasSuffix("-") { name.removeLast() }
    let names = ["cc", "c++", "gcc", "g++", "clang", "clang++", "c99", "ar", "ccache", "sccache"]
    return names.contains { name == $0 || name.hasSuffix("-" + $0) }
  }

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
      files.append(path)
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
