import Foundation
import ReloadDrivers
import Testing

extension LiveTests {
  @Suite struct ApplyTests {
    @Test(
      "An empty plan goes through, in the handler and in a thread",
      arguments: ["handler", "thread"]
    )
    func empty(place: String) throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      let session = try AgentSession(pid: program.pid)
      let outcome = try session.apply(planJSON: plan(place, modules: "[]"))
      #expect(outcome.verdict == "patch")
      #expect(outcome.error == nil)
      #expect(try program.isAlive())
    }

    @Test("A plan for other sources than those that run is refused")
    func stale() throws {
      let program = try LiveProgram(["app.py": "import leaf\n" + LiveProgram.echo, "leaf.py": ""])
      #expect(try program.line() == "ready")
      let digest = String(repeating: "0", count: 64)
      let module = """
        [{"module": "leaf", "name": "leaf", "path": "leaf.py", "old": "\(digest)", "new": "\(digest)"}]
        """
      let session = try AgentSession(pid: program.pid)
      let outcome = try session.apply(planJSON: plan("thread", modules: module))
      #expect(!outcome.applied)
      #expect(outcome.verdict == "restart")
      #expect(outcome.error == nil)
      #expect(try program.isAlive())
    }

    @Test("A plan longer than the kernel's buffers arrives whole")
    func long() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      let session = try AgentSession(pid: program.pid)
      let padding = String(repeating: "x", count: 3_000_000)
      let outcome = try session.apply(planJSON: plan("thread", modules: "[]", padding: padding))
      #expect(outcome.error == nil)
      #expect(try program.isAlive())
    }

    @Test("A command that is killed leaves the program ready for the next")
    func killedClient() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      let script = """
        import os, socket, sys
        folder, pid = sys.argv[1], int(sys.argv[2])
        s = socket.socket(socket.AF_UNIX); s.bind(folder + "/k.socket"); s.listen()
        f = os.open(folder + "/%d.request" % pid, os.O_CREAT | os.O_WRONLY, 0o600)
        os.write(f, b"k.socket"); os.close(f)
        os.kill(pid, 39)
        c, _ = s.accept()
        c.recv(10)
        c.sendall(b'{"type":"sources",')
        os.kill(pid, 39)
        os.kill(os.getpid(), 9)
        """
      let words = ["-c", script, program.requests, String(program.pid)]
      #expect(try Pythons.run(words, in: program.folder) == -SIGKILL)
      #expect(try program.isAlive())
      let session = try AgentSession(pid: program.pid)
      #expect(try session.sources(of: ["__main__"]).sources.count == 1)
    }

    private func plan(_ place: String, modules: String, padding: String = "") -> [UInt8] {
      Array(
        """
        {"schema": "reload-plan/plan/1", "verdict": "patch", "where": "\(place)",
         "modules": \(modules), "steps": [], "note": "\(padding)"}
        """.utf8
      )
    }
  }
}
