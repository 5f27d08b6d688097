internal import ClangIndexing
internal import HostIO
internal import NativePlanning

/// C sources of a Python package whose build nobody described: they are read with the interpreter's include
/// paths.
///
/// What is so guessed is enough for the graph; plans say that the build has to be recorded.
enum SourceGuess {
  /// Files that say a folder is a Python package that is built.
  private static let marks = ["pyproject.toml", "setup.py", "meson.build"]

  /// Whether the project in `folder` is a Python package with sources of an extension module.
  static func applies(to folder: String) -> Bool { !sources(in: folder).isEmpty }

  /// The guess for the project in `root`, with flags of the settings; `nil` if it has no sources of an
  /// extension module.
  static func description(of root: String, flags: [String]) -> BuildDescription? {
    let sources = sources(in: root)
    guard let first = sources.first else { return nil }
    var description = BuildDescription(name: first.path, isGuess: true)
    let headers = includeFolders()
    // Of Cython's sources only that they changed is known.
    for source in sources where BuildAction.isSource(source.path) {
      let file = "\(root)/\(source.path)"
      let folders = [root, BuildPath.absolute("..", in: file)]
      let compiler = file.hasSuffix(".c") ? "cc" : "c++"
      let words =
        [compiler] + flags + (folders + headers).map { "-I\($0)" } + ["-c", file]
      description.units.append(
        CompilationDatabase.Unit(folder: root, file: file, arguments: words)
      )
      guard let module = source.module else { continue }
      let folder = source.path.lastIndex(of: "/").map { source.path[...$0] } ?? ""
      let output = BuildPath.absolute("\(folder)\(module).so", in: root)
      description.actions.append(BuildAction(guessedLibrary: output, of: file, folder: root))
    }
    return description
  }

  private struct Source {
    /// Relative to the project.
    var path: String
    /// What its `PyInit_` function names.
    var module: String?
  }

  /// The sources that include Python's header, and Cython's, sorted.
  private static func sources(in root: String) -> [Source] {
    guard marks.contains(where: { FileStatus.isFile("\(root)/\($0)") }) else { return [] }
    let header = Array("Python.h".utf8)
    return NativeFileNames.sources(in: root).compactMap { path in
      if NativePlanRequest.isTranslated(path) { return Source(path: path) }
      guard let bytes = try? FileBytes.contents(of: "\(root)/\(path)"),
        bytes.firstRange(of: header) != nil
      else { return nil }
      return Source(path: path, module: module(in: bytes))
    }
  }

  /// The name after `PyInit_`.
  private static func module(in bytes: [UInt8]) -> String? {
    guard let range = bytes.firstRange(of: Array("PyInit_".utf8)) else { return nil }
    let name = bytes[range.upperBound...].prefix { byte in
      byte == UInt8(ascii: "_") || (48...57) ~= byte || (65...90) ~= byte || (97...122) ~= byte
    }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  /// Where the interpreter on `PATH` has its headers; empty if there is none.
  private static func includeFolders() -> [String] {
    guard let folder = try? TemporaryFolder() else { return [] }
    let output = folder.path + "/paths"
    let paths = "s.get_path('include'), s.get_path('platinclude')"
    let question = "import sys, sysconfig as s; sys.stdout.write('\\n'.join([\(paths)]))"
    guard ChildProcess.run("python3", ["-I", "-c", question], output: output) == 0,
      let bytes = try? FileBytes.contents(of: output)
    else { return [] }
    var found: [String] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init) {
      if FileStatus.isFolder(line), !found.contains(line) { found.append(line) }
    }
    return found
  }
}
