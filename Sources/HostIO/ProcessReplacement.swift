internal import Glibc

/// Replacing this process by another program.
package enum ProcessReplacement {
  /// A variable of this process's environment.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Runs the program at `path` in this process; returns only by throwing.
  ///
  /// Its arguments, its own name first, are the last `count` words of this process's own command
  /// line: as bytes, since they need not be UTF-8.
  package static func exec(
    _ path: String,
    lastArguments count: Int,
    inserting insertion: ArgumentInsertion? = nil,
    setting: [(name: String, value: String)]
  ) throws(SystemCallError) -> Never {
    for (name, value) in setting { setenv(name, value, 1) }
    var words = ArgumentInsertion.words(last: count, inserting: insertion)
    execv(path, &words)
    throw SystemCallError("exec", path, code: errno)
  }
}

/// Finding a program the way a shell does.
package enum ProgramSearch {
  /// The path of `program`: itself when it names a folder, else the first match in `PATH`.
  package static func find(_ program: String) -> String? {
    if program.contains("/") { return isProgram(program) ? program : nil }
    let folders = ProcessReplacement.environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in folders.split(separator: ":", omittingEmptySubsequences: false) {
      let path = folder.isEmpty ? program : "\(folder)/\(program)"
      if isProgram(path) { return path.contains("/") ? path : "./\(path)" }
    }
    return nil
  }

  private static func isProgram(_ path: String) -> Bool {
    var state = stat()
    return stat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }
}

/// The first line of a script.
package enum ScriptHeader {
  /// The words after `#!`; empty when the file has no such line.
  package static func interpreter(ofFile path: String) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 2, bytes[0] == UInt8(ascii: "#"), bytes[1] == UInt8(ascii: "!") else { return [] }
    let line = bytes[2..<count].prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\t" || $0 == "\r" }
      .map(String.init)
  }
}

/// Words that go into the command line of a program that is started.
package struct ArgumentInsertion: Sendable {
  /// Before which word of the program's command line; 0 is the program itself.
  package var position: Int
  package var words: [String]

  package init(position: Int, words: [String]) {
    self.position = position
    self.words = words
  }

  /// The last `count` words of this process's own command line, as they are in memory, with others
  /// inserted, and the null that ends them.
  static func words(
    last count: Int,
    inserting insertion: ArgumentInsertion?
  ) -> [UnsafeMutablePointer<CChar>?] {
    let start = CommandLine.unsafeArgv + (Int(CommandLine.argc) - count)
    var words = (0..<count).map { start[$0] }
    if let insertion {
      words.insert(contentsOf: insertion.words.map { strdup($0) }, at: insertion.position)
    }
    return words + [nil]
  }
}
