import Foundation
import HostIO
import ReloadDrivers
import Testing

extension LiveTests {
  @Suite struct RefusalTests {
    @Test("A Python program without the agent is never signalled")
    func noAgent() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo], withAgent: false)
      #expect(try program.line() == "ready")
      #expect(throws: DriverError.noAgent(pid: program.pid)) { try AgentSession(pid: program.pid) }
      #expect(try program.isAlive())
    }

    @Test("A process that isn't Python is refused and survives")
    func notPython() throws {
      let folder = FileManager.default.temporaryDirectory.path
      let sleeper = try ChildProcess(
        ["sleep", "100"],
        in: folder,
        environment: ["PATH": "/bin:/usr/bin"]
      )
      let pid = sleeper.pid
      check(pid) { if case .notPython(pid, _) = $0 { true } else { false } }
      #expect(kill(pid, 0) == 0)
      check(Int32.max) { $0 == .noSuchProcess(pid: Int32.max) }
      check(-1) { $0 == .noSuchProcess(pid: -1) }
    }

    @Test("A process of another user's is refused")
    func otherUser() throws {
      // Process 1 is root's; when the tests are root's as well, it isn't Python.
      check(1) {
        switch $0 {
        case .otherUser(1, 0), .notPython(1, _): true
        default: false
        }
      }
    }

    @Test("A request file that is a link is not followed")
    func linkedRequest() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      try checkIgnored(program) { folder in
        let real = folder.deletingLastPathComponent().appending(path: "elsewhere")
        try Data("s.socket\n".utf8).write(to: real)
        try chmod(real, 0o600)
        let link = folder.appending(path: "\(program.pid).request")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: real)
      }
    }

    @Test("A request file that others can write is not read")
    func openRequest() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      try checkIgnored(program) { folder in
        let file = folder.appending(path: "\(program.pid).request")
        try Data("s.socket\n".utf8).write(to: file)
        try chmod(file, 0o666)
      }
    }

    @Test("A request that names a socket in another folder is not followed")
    func requestElsewhere() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      try checkIgnored(program) { folder in
        let file = folder.appending(path: "\(program.pid).request")
        try Data("../reload-plan/s.socket\n".utf8).write(to: file)
        try chmod(file, 0o600)
      }
    }

    @Test("A request folder that is open to others, or a link, is refused by both ends")
    func openFolder() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      try chmod(URL(filePath: program.requests), 0o755)
      check(program.pid) {
        $0 == .runtimeFolder(.openToOthers(path: program.requests))
      }
      try checkIgnored(program) { folder in
        let file = folder.appending(path: "\(program.pid).request")
        try Data("s.socket\n".utf8).write(to: file)
        try chmod(file, 0o600)
        try chmod(folder, 0o755)
      }
      let folder = URL(filePath: program.requests)
      let moved = program.runtime.appending(path: "moved")
      try FileManager.default.moveItem(at: folder, to: moved)
      try chmod(moved, 0o700)
      try FileManager.default.createSymbolicLink(at: folder, withDestinationURL: moved)
      check(program.pid) {
        $0 == .runtimeFolder(.notFolder(path: program.requests))
      }
      #expect(try program.isAlive())
    }

    @Test("A main thread that blocks the signal is named as the reason")
    func blockedSignal() throws {
      let program = try LiveProgram([
        "app.py": "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, [39])\n"
          + LiveProgram.echo
      ])
      #expect(try program.line() == "ready")
      let expected = DriverError.noAnswer(pid: program.pid, seconds: 1, signalBlocked: true)
      #expect(throws: expected) { try AgentSession(pid: program.pid, deadline: .seconds(1)) }
      #expect(try program.isAlive())
    }

    @Test("A stopped program is refused, and answers when it goes on")
    func stopped() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      kill(program.pid, SIGSTOP)
      usleep(100_000)
      #expect(throws: DriverError.stopped(pid: program.pid)) { try AgentSession(pid: program.pid) }
      kill(program.pid, SIGCONT)
      #expect(try AgentSession(pid: program.pid).hello.pid == program.pid)
    }

    @Test("Two commands at once: the second is told so")
    func busy() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      let first = try AgentSession(pid: program.pid)
      #expect(throws: DriverError.busy(pid: program.pid)) { try AgentSession(pid: program.pid) }
      #expect(try first.sources(of: ["__main__"]).sources.count == 1)
    }

    /// Reaches for a process and expects a refusal.
    private func check(
      _ pid: Int32,
      location: SourceLocation = #_sourceLocation,
      _ isExpected: (DriverError) -> Bool
    ) {
      do throws(DriverError) {
        _ = try AgentSession(pid: pid)
        Issue.record("process \(pid) was reached", sourceLocation: location)
      } catch {
        #expect(isExpected(error), "\(error)", sourceLocation: location)
      }
    }

    /// Listens where a planted request points to, and expects that the agent doesn't come.
    private func checkIgnored(
      _ program: LiveProgram,
      location: SourceLocation = #_sourceLocation,
      _ plant: (URL) throws -> Void
    ) throws {
      let folder = URL(filePath: program.requests)
      try plant(folder)
      let script = """
        import os, signal, socket, sys
        s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); s.settimeout(0.5)
        for _ in range(3):
            os.kill(int(sys.argv[2]), 39)
            try: s.accept(); sys.exit(1)
            except socket.timeout: pass
        """
      let socket = folder.appending(path: "s.socket").path
      let status = try Pythons.run(["-c", script, socket, String(program.pid)], in: program.folder)
      #expect(status == 0, "the agent came", sourceLocation: location)
      #expect(try program.isAlive(), sourceLocation: location)
      try? FileManager.default.removeItem(atPath: socket)
      try? FileManager.default.removeItem(
        at: folder.appending(path: "\(program.pid).request")
      )
    }

    private func chmod(_ file: URL, _ mode: Int) throws {
      try FileManager.default.setAttributes(
        [.posixPermissions: mode],
        ofItemAtPath: file.path
      )
    }
  }
}
