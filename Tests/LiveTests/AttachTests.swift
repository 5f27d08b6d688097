import Foundation
import Glibc
import ReloadDrivers
import Testing

extension LiveTests {
  @Suite struct AttachTests {
    @Test(
      "The agent starts under -I and -E, and the program sees what it would without",
      arguments: ["-I", "-E"],
      Pythons.sample
    )
    func isolated(option: String, version: String) throws {
      let python = try #require(Pythons.all[version])
      let script = """
        import sys
        print([sys.argv, sys.flags.isolated, sys.path, __name__, __file__, __spec__,
               getattr(sys, "orig_argv", None), sorted(globals())], flush=True)
        """
      let files = ["app.py": script + "\n" + LiveProgram.echo]
      let plain = try LiveProgram(
        files,
        python: python,
        options: [option],
        arguments: ["a"],
        withAgent: false
      )
      let program = try LiveProgram(files, python: python, options: [option], arguments: ["a"])
      #expect(normalized(try program.line()) == normalized(try plain.line()))
      #expect(try program.line() == "ready")
      let session = try AgentSession(pid: program.pid)
      #expect(session.hello.modules.map(\.name) == ["__main__"])
      #expect(try program.isAlive())
    }

    @Test("-S leaves no way in, and that is said", arguments: [["-S"], ["-IS"], ["-Ic", "pass"]])
    func withoutSite(options: [String]) throws {
      let command = ["python3"] + options + ["app.py"]
      let launch = ProgramLaunch(project: "/", command: command, binary: "reload-plan")
      #expect {
        _ = try launch.prepare()
      } throws: { error in
        if case .isolatedPython? = error as? DriverError { return true }
        return false
      }
    }

    @Test("After a fork each process answers for itself")
    func forked() throws {
      let program = try LiveProgram([
        "leaf.py": "",
        "app.py": """
        import leaf, os, time
        child = os.fork()
        if child:
            print(child, flush=True)
        time.sleep(100)
        """,
      ])
      let child = try #require(Int32(try program.line()))
      for pid in [program.pid, child, program.pid] {
        let hello = try AgentSession(pid: pid).hello
        #expect(hello.pid == pid)
        #expect(hello.modules.map(\.name) == ["__main__", "leaf"])
      }
      #expect(try AgentSession(pid: program.pid).hello.children == [child])
      // A conversation that was open when the process forked stays the parent's.
      let held = try AgentSession(pid: program.pid)
      #expect(try AgentSession(pid: child).hello.pid == child)
      #expect(try held.sources(of: ["leaf"]).sources.count == 1)
    }

    @Test("A hello that is known already is not sent again")
    func brief() throws {
      let program = try LiveProgram(["app.py": "import leaf\n" + LiveProgram.echo, "leaf.py": ""])
      #expect(try program.line() == "ready")
      let first = try AgentSession(pid: program.pid).hello
      #expect(first.token != nil)
      let second = try AgentSession(pid: program.pid, known: first).hello
      #expect(second == first)
      var other = first
      other.token = "1-2-3"
      other.modules = []
      #expect(try AgentSession(pid: program.pid, known: other).hello.modules == first.modules)
    }

    /// The folder's name differs between two programs, and so does the memory that things lie in.
    private func normalized(_ line: String) -> String {
      line.replacing(#/live-[0-9A-F]{8}/#, with: "live")
    }
  }
}
