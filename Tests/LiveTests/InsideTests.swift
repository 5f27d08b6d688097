import Foundation
import Testing

extension LiveTests {
  /// `reload_plan_agent.reload()`: a program that brings itself up to date.
  @Suite struct InsideTests {
    @Test(
      "A loop of its own reloads edit after edit and prints each outcome",
      arguments: ["main", "thread"]
    )
    func loop(place: String) throws {
      let program = try LiveProgram(["app.py": Self.loop(place), "lib.py": Self.lib("1")])
      #expect(try program.line() == "1")
      try check(program, lib: Self.lib("2"), "2", "<patch: applied 1 step>|  lib.py: body of f")
      try check(program, lib: Self.lib("2"), "2", "<nothing: all as the files say>")
      try check(program, lib: Self.lib("3"), "3", "<patch: applied 1 step>|  lib.py: body of f")
    }

    @Test("A refusal says why, what stays old and what to do, and is false")
    func refusal() throws {
      let program = try LiveProgram(["app.py": Self.loop("main"), "lib.py": Self.lib("1")])
      #expect(try program.line() == "1")
      try check(
        program,
        lib: Self.lib("2") + "import threading\nthreading.Thread(target=f).start()\n",
        "1",
        """
        <restart: refused, the process is as it was; only a restart is safe>\
        |  lib.py:6: blocker RP101: statement at line 6 would have to run, which may do more than bind names: \
        line 6 calls a method start that can't be resolved\
        |    help: restart the program, or let it run once, as a fresh start does, with --allow-irreversible\
        |  lib.py: warning RP209: lib stays as it was: body of f, new import of threading, new statement at line 6
        """
      )
      try check(program, lib: Self.lib("4"), "4", "<patch: applied 1 step>|  lib.py: body of f")
    }

    @Test("A syntax error is a place and a sentence; the next edit is applied")
    func syntaxError() throws {
      let program = try LiveProgram(["app.py": Self.loop("main"), "lib.py": Self.lib("1")])
      #expect(try program.line() == "1")
      program.write("def f(:\n", to: "lib.py")
      program.send("reload")
      let outcome = try program.line()
      #expect(outcome.hasPrefix("<restart: refused"))
      #expect(outcome.contains("lib.py:1:"))
      #expect(try program.line() == "1")
      try check(program, lib: Self.lib("5"), "5", "<patch: applied 1 step>|  lib.py: body of f")
    }

    @Test("A module that did not start with the agent imports it, as a notebook does")
    func notebook() throws {
      let start = """
        import subprocess, sys
        sys.path.insert(0, subprocess.check_output([\(LiveProgram.binary.debugDescription), "agent-path"], text=True).strip())
        import reload_plan_agent
        reload_plan_agent.start(command=\(LiveProgram.binary.debugDescription))

        """
      let program = try LiveProgram(
        ["app.py": start + Self.loop("main"), "lib.py": Self.lib("1")],
        withAgent: false
      )
      #expect(try program.line() == "1")
      try check(program, lib: Self.lib("2"), "2", "<patch: applied 1 step>|  lib.py: body of f")
    }

    @Test("Without the command the outcome says what to do")
    func noCommand() throws {
      let program = try LiveProgram([
        "app.py": "import reload_plan_agent\nreload_plan_agent.binary = '/nowhere/reload-plan'\n"
          + Self.loop("main"),
        "lib.py": Self.lib("1"),
      ])
      #expect(try program.line() == "1")
      try check(
        program,
        lib: Self.lib("2"),
        "1",
        """
        <unknown: no outcome>|  /nowhere/reload-plan can't be run (No such file or directory); \
        put reload-plan on PATH, or give it to start(command=...)
        """
      )
    }

    /// Edits, lets the program reload itself, and compares what it prints of the outcome and does then.
    private func check(
      _ program: LiveProgram,
      lib: String,
      _ value: String,
      _ outcome: String,
      location: SourceLocation = #_sourceLocation
    ) throws {
      program.write(lib, to: "lib.py")
      program.send("reload")
      #expect(try program.line() == outcome, sourceLocation: location)
      #expect(try program.line() == value, sourceLocation: location)
    }

    private static func lib(_ value: String) -> String {
      "def f():\n    return \(value)\n\n\n"
    }

    private static func loop(_ place: String) -> String {
      """
      import sys
      import threading
      import reload_plan_agent
      import lib


      def once():
          print(repr(reload_plan_agent.reload()).replace("\\n", "|"), flush=True)


      def main():
          print(lib.f(), flush=True)
          for line in sys.stdin:
              if "\(place)" == "main":
                  once()
              else:
                  worker = threading.Thread(target=once)
                  worker.start()
                  worker.join()
              print(lib.f(), flush=True)


      if __name__ == "__main__":
          main()

      """
    }
  }
}
