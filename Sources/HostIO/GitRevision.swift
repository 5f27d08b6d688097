/// A revision of a Git repository, as a tree of files.
package enum GitRevision {
  /// Why a revision can't be read.
  package enum Problem: Error, Equatable {
    case noGit
    case noRepository
    case noRevision
    case failed
  }

  /// Files that say what modules there are.
  private static let patterns = ["*.py", "*.pyi", "*.toml", "*.cfg"]

  /// Writes the Python files of a revision under `target`, and those whose names end in `suffixes`.
  ///
  /// An index of its own is used, so the repository stays as it is; attributes that keep files out of
  /// archives don't matter.
  ///
  /// - Returns: The folder in `target` that stands for `folder`.
  package static func export(
    _ revision: String,
    of folder: String,
    to target: String,
    suffixes: [String] = []
  ) throws(Problem) -> String {
    let answer = target + "/prefix"
    let prefixArguments = ["-C", folder, "rev-parse", "--show-prefix"]
    guard let status = ChildProcess.run("git", prefixArguments, output: answer), status != 127
    else { throw .noGit }
    guard status == 0, let bytes = try? FileBytes.contents(of: answer) else { throw .noRepository }
    let prefix = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)

    let commit = ["-C", folder, "rev-parse", "--verify", "--quiet", revision + "^{tree}"]
    guard ChildProcess.run("git", commit) == 0 else { throw .noRevision }
    let environment = [(name: "GIT_INDEX_FILE", value: target + "/index")]
    let read = ["-C", folder, "read-tree", revision]
    let list = ["-C", folder, "ls-files", "-z", "--"] + patterns + suffixes.map { "*" + $0 }
    let write = ["-C", folder, "checkout-index", "-z", "--stdin", "--prefix=\(target)/tree/"]
    let names = target + "/names"
    guard ChildProcess.run("git", read, environment: environment) == 0,
      ChildProcess.run("git", list, environment: environment, output: names) == 0,
      ChildProcess.run("git", write, environment: environment, input: names) == 0
    else { throw .failed }
    return prefix.isEmpty ? target + "/tree" : target + "/tree/" + prefix
  }
}
