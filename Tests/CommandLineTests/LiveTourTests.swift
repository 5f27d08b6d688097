import Foundation
import Glibc
import Testing

/// The tour, live: what the demo shows, and what its reports look like.
@Suite(.serialized) struct LiveTourTests {
  @Test(.timeLimit(.minutes(2)))
  func theTourIsReloadedWhileItRuns() throws {
    let scratch = try Scratch()
    let app = scratch.url.appending(path: "app")
    let tour = Program.root.appending(path: "Samples/tour")
    try FileManager.default.copyItem(at: tour.appending(path: "before"), to: app)
    let output = scratch.url.appending(path: "output.txt")
    try Data().write(to: output)

    let program = Process()
    // The test runner's threads block signals, which a child inherits; a shell's don't.
    let unblocked = """
      import os, signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      os.execv(sys.argv[1], sys.argv[1:])
      """
    program.executableURL = URL(filePath: "/usr/bin/env")
    program.arguments =
      ["python3", "-c", unblocked, Program.executable.path]
      + ["run", "--no-watch", "--", "python3", "app.py"]
    program.currentDirectoryURL = app
    program.environment = ProcessInfo.processInfo.environment
      .merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    program.standardOutput = try FileHandle(forWritingTo: output)
    program.standardError = FileHandle.nullDevice
    try program.run()
    defer {
      kill(program.processIdentifier, SIGKILL)
      program.waitUntilExit()
    }
    try wait(for: "state        3 greeted", in: output)

    let module = app.appending(path: "greeting.py")
    try FileManager.default.removeItem(at: module)
    try FileManager.default.copyItem(at: tour.appending(path: "after/greeting.py"), to: module)
    let result = try Program.run(["reload", "--json", "--pid", "\(program.processIdentifier)"])
    #expect(result.status == 0, "\(result.errors)")
    let value = try #require(result.json)
    let schema = Program.root.appending(path: "docs/schema/outcome.json")
    #expect(try SchemaValidator(schemaAt: schema).problems(in: value) == [])
    #expect((value as? [String: Any])?["verdict"] as? String == "patch")

    try wait(for: "version      2 (module: 2)", in: output)
    for line in ["Good morning Grace", "Good morning Alan", "GOOD MORNING ADA."] {
      try wait(for: line, in: output)
    }
    let again = try Program.run(["reload", "--pid", "\(program.processIdentifier)"])
    #expect(again.status == 0)
    #expect(again.output.hasPrefix("nothing"))
  }

  private func wait(for text: String, in file: URL) throws {
    for _ in 0..<300 {
      if try String(contentsOf: file, encoding: .utf8).contains(text) { return }
      Thread.sleep(forTimeInterval: 0.1)
    }
    Issue.record("the program never printed: \(text)")
  }
}
