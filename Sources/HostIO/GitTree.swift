internal import Foundation

/// The files of one revision of a git repository, below one folder.
package struct GitTree: Sendable {
  private let folder: String
  private let revision: String

  /// - Throws: `GitError` when the folder is in no repository, or has no such revision.
  package init(folder: String, revision: String) throws(GitError) {
    self.folder = folder
    self.revision = revision
    let check = try Self.git(["rev-parse", "--verify", "--quiet", revision + "^{commit}"], in: folder)
    if check.status != 0 {
      let inside = try Self.git(["rev-parse", "--git-dir"], in: folder)
      throw inside.status != 0
        ? .noRepository(folder: folder) : .noRevision(revision: revision, folder: folder)
    }
  }

  /// Files below the folder that differ between the revision and the work tree, new ones included;
  /// relative to the folder.
  package func changedFiles() throws(GitError) -> Set<String> {
    var files: Set<String> = []
    let commands = [
      ["diff", "--name-only", "--relative", "--no-renames", "-z", revision, "--", "."],
      ["ls-files", "--others", "--exclude-standard", "-z", "--", "."],
    ]
    for command in commands {
      let result = try Self.git(command, in: folder)
      guard result.status == 0 else { throw .failed(command: command[0], folder: folder) }
      for name in result.output.split(separator: 0) {
        files.insert(String(decoding: name, as: UTF8.self))
      }
    }
    return files
  }

  /// A file's bytes in the revision; nil when it was not there.
  package func contents(of path: String) throws(GitError) -> [UInt8]? {
    let result = try Self.git(["show", "\(revision):./\(path)"], in: folder)
    return result.status == 0 ? result.output : nil
  }

  private static func git(
    _ arguments: [String], in folder: String
  ) throws(GitError) -> (status: Int32, output: [UInt8]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw .notInstalled
    }
    let output = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    if process.terminationStatus == 127 { throw .notInstalled }
    return (process.terminationStatus, output)
  }
}

/// Why git has no answer.
package enum GitError: Error, Equatable {
  case notInstalled
  case noRepository(folder: String)
  case noRevision(revision: String, folder: String)
  case failed(command: String, folder: String)
}

extension GitError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notInstalled: "git is not installed; install it, or compare two folders with --from"
    case .noRepository(let folder):
      "\(folder) is in no git repository; compare two folders with --from"
    case .noRevision(let revision, let folder):
      "the repository of \(folder) has no revision \(revision); see `git log`"
    case .failed(let command, let folder): "git \(command) failed in \(folder); run it to see why"
    }
  }
}
