import Foundation
import Testing

/// A Python program in a folder of its own, in a session that is killed when the value goes.
final class LiveProgram {
  /// The project's folder, and the working directory.
  let folder: URL
  private let child: ChildProcess

  /// The products stand beside the test runner.
  static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "reload-plan").path

  var pid: Int32 { child.pid }
  /// Where requests for this program are left.
  var requests: String { runtime.appending(path: "reload-plan").path }
  /// The program's `XDG_RUNTIME_DIR`.
  let runtime: URL

  /// Writes the files and starts `app.py`, under the agent unless told otherwise.
  ///
  /// `options` are Python's own. With `watched` flags the program is a child of the command.
  init(
    _ files: [String: String],
    python: String = Pythons.newest,
    options: [String] = [],
    arguments: [String] = [],
    withAgent: Bool = true,
    watched flags: [String]? = nil,
    environment: [String: String] = [:],
    prepare: (URL) throws -> Void = { _ in }
  ) throws {
    let scratch = FileManager.default.temporaryDirectory
    folder = scratch.appending(path: "live-\(UUID().uuidString.prefix(8))")
      .resolvingSymlinksInPath()
    runtime = URL(filePath: folder.path + ".runtime")
    try FileManager.default.createDirectory(at: runtime, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
    }
    try prepare(folder)
    let program = [python] + options + ["app.py"] + arguments
    let run = [Self.binary, "run", "--project", "."] + (flags ?? ["--no-watch"]) + ["--"]
    let launch = withAgent ? run : []
    var variables = ProcessInfo.processInfo.environment
    variables["XDG_RUNTIME_DIR"] = runtime.path
    for name in ["PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONPATH"] {
      variables[name] = nil
    }
    child = try ChildProcess(
      launch + program,
      in: folder.path,
      environment: variables.merging(environment) { $1 }
    )
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
    try? FileManager.default.removeItem(at: runtime)
  }

  /// The next line that the program prints.
  func line() throws -> String { try child.line() }

  /// Sends a line to the program.
  func send(_ line: String) { child.send(line) }

  /// Replaces a file of the project.
  func write(_ text: String, to path: String) {
    try? Data(text.utf8).write(to: folder.appending(path: path), options: .atomic)
  }

  /// Ends the program's input.
  func closeInput() { child.closeInput() }

  /// Waits for the end; a signal's number is negative.
  func waitForEnd() -> Int32 { child.wait() }

  /// Saves a file as editors do: a new file takes the place of the old one.
  func save(_ path: String, _ text: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file, options: .atomic)
  }

  /// What the program and the command wrote to the error stream.
  var errors: String {
    (try? String(contentsOf: folder.appending(path: ".errors"), encoding: .utf8)) ?? ""
  }

  /// Whether the program still answers on its streams.
  func isAlive() throws -> Bool {
    send("ping")
    return try line() == "pong ping"
  }

  /// Python that says it is ready and then answers each line.
  static let echo = """
    import sys
    print("ready", flush=True)
    for line in sys.stdin:
        print("pong", line.strip(), flush=True)
    """
}

/// All live tests: one program at a time, as the machine may have two cores only.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct LiveTests {}
