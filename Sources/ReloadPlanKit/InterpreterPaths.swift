internal import HostIO

/// Where a Python finds modules that aren't the project's, as it says itself.
package struct InterpreterPaths: Equatable, Sendable {
  /// Folders, in the order in which they are searched.
  package let folders: [String]
  /// Modules that are part of the program.
  package let builtins: [String]

  /// Asks the interpreter `python`, a name on `PATH` or a path.
  ///
  /// - Throws: `WorkspaceError.noInterpreter` when it can't be run.
  package init(of python: String) throws(WorkspaceError) {
    // Isolated, so that neither the current folder nor the environment adds to the answer.
    let lines = "'\\n'.join([' '.join(sys.builtin_module_names), *sys.path])"
    let question = "import sys; sys.stdout.write(\(lines))"
    guard let folder = try? TemporaryFolder() else { throw .noInterpreter(python) }
    let output = folder.path + "/paths"
    let status = ChildProcess.run(python, ["-I", "-c", question], output: output)
    guard status == 0, let bytes = try? FileBytes.contents(of: output) else {
      throw .noInterpreter(python)
    }
    let answer = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    builtins = answer.first.map { $0.split(separator: " ").map(String.init) } ?? []
    folders = answer.dropFirst().map(String.init).filter(FileStatus.isFolder)
  }
}
