import Foundation

/// The CPythons found on `PATH` that run.
enum Pythons {
  /// Interpreter paths by version, `3.8` to `3.14`.
  static let all: [String: String] = {
    var found: [String: String] = [:]
    for minor in 8...14 {
      let version = "3.\(minor)"
      if let path = executable(of: "python\(version)") { found[version] = path }
    }
    if found.isEmpty, let path = executable(of: "python3") { found["3"] = path }
    return found
  }()

  /// The oldest, a middle and the newest version: what differs between versions shows there.
  static let sample: [String] = {
    let versions = all.keys.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
    guard versions.count > 3 else { return versions }
    let middle = versions.contains("3.11") ? "3.11" : versions[versions.count / 2]
    return [versions[0], middle, versions[versions.count - 1]]
  }()

  /// The newest one.
  static var newest: String { sample.last.flatMap { all[$0] } ?? "python3" }

  /// Runs the newest one to its end and gives the exit status.
  @discardableResult
  static func run(_ arguments: [String], in folder: URL) throws -> Int32 {
    try ChildProcess(
      [newest] + arguments,
      in: folder.path,
      environment: ProcessInfo.processInfo.environment
    ).wait()
  }

  /// The interpreter itself, past any shell script that stands for it.
  private static func executable(of name: String) -> String? {
    let child = try? ChildProcess(
      [name, "-c", "import sys; print(sys.executable)"],
      in: FileManager.default.temporaryDirectory.path,
      environment: ProcessInfo.processInfo.environment
    )
    return try? child?.line()
  }
}
