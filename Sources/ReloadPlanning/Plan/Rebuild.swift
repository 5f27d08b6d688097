/// How a library or program is made anew.
package struct Rebuild: Sendable, Equatable {
  /// The file that is made, relative to the project or absolute.
  package var output: String
  /// In order: what changed is compiled, then all is linked.
  package var commands: [BuildCommand]
  /// The edited files that reach it, sorted.
  package var files: [String]

  package init(output: String, commands: [BuildCommand], files: [String] = []) {
    self.output = output
    self.commands = commands
    self.files = files
  }
}

/// One command as it was recorded.
package struct BuildCommand: Sendable, Equatable {
  /// The folder it runs in, absolute.
  package var folder: String
  package var arguments: [String]

  package init(folder: String, arguments: [String]) {
    self.folder = folder
    self.arguments = arguments
  }

  /// The command as a shell takes it.
  package var text: String { arguments.map(Self.quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    let plain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || "-_./=+,:@%".utf8.contains(byte)
      }
    return plain
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
