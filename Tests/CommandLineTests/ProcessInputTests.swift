import Foundation
import Glibc
import Testing

/// Pids that can't be reloaded: one line that says why, nothing changed.
@Suite(.serialized) struct ProcessInputTests {
  private func check(
    pid: String,
    says part: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Program.run(["reload", "--pid", pid])
    #expect(result.status == 2, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    #expect(result.errorLines.count == 1, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.contains(part), "\(result.errors)", sourceLocation: sourceLocation)
  }

  /// Runs a program while `body` looks at it.
  private func withProcess(_ arguments: [String], _ body: (Int32) throws -> Void) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    // `env` becomes the program; until then its name would be shown.
    Thread.sleep(forTimeInterval: 0.5)
    try body(process.processIdentifier)
    #expect(process.isRunning)
  }

  @Test func noProcess() throws {
    try check(pid: "4194305", says: "no process")
  }

  @Test func notPython() throws {
    try withProcess(["sleep", "60"]) { try check(pid: "\($0)", says: "isn't a Python program") }
  }

  @Test func noAgent() throws {
    // `python3` may be a launcher that takes its time.
    let python = try Program.run(
      URL(filePath: "/usr/bin/env"),
      ["python3", "-c", "import sys; print(sys.executable, end='')"]
    ).output
    try withProcess([python, "-c", "import time; time.sleep(60)"]) {
      try check(pid: "\($0)", says: "has no agent")
    }
  }

  @Test func anotherUsersProcess() throws {
    if getuid() == 0 {
      let sleeper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sleep", "60"]
      try withProcess(sleeper) { try check(pid: "\($0)", says: "belongs to user 65534") }
    } else {
      try check(pid: "1", says: "belongs to user 0")
    }
  }

  @Test(arguments: [
    (["run"], "--help"), (["run", "--"], "no program"),
    (["run", "--", "no-such-program"], "no-such-program"),
    (["run", "--project", "no/such/folder", "--", "python3"], "no/such/folder"),
  ])
  func whatCannotBeStarted(_ arguments: [String], _ part: String) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(part) || result.errors.contains("no program"))
  }
}
