package import ClangIndexing
package import HostIO

/// Why a project can't be read.
package enum WorkspaceError: Error, Equatable {
  /// The project's folder, or one on the search path.
  case unreadableProject(path: String, reason: FileError)
  /// A root that was given is no folder of the project.
  case missingRoot(root: String, project: String)
  case noPython(path: String)
  /// The interpreter whose modules were asked for can't be run.
  case noInterpreter(String)
  /// The folder has no Python, and a compilation database that can't be used.
  case brokenDatabase(path: String, reason: CompilationDatabase.ReadingError)
}

extension WorkspaceError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadableProject(let path, let reason):
      "can't read \(path): \(reason); give a folder that holds Python files"
    case .missingRoot(let root, let project):
      "no folder \(root) in \(project): give --root relative to the project"
    case .noPython(let path):
      "no Python files in \(path): give the folder that holds the code, or record how its C is built (docs/native.md)"
    case .noInterpreter(let python):
      "can't run \(python) to ask where its modules are: give another with --python"
    case .brokenDatabase(let path, let reason): "can't read \(path): \(reason); write it again"
    }
  }
}
