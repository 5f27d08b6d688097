import Foundation
import ReloadDrivers
import Testing

extension LiveTests {
  @Suite struct PassThroughTests {
    @Test("Arguments, streams and exit status are the program's own", arguments: Pythons.sample)
    func arguments(version: String) throws {
      let program = try LiveProgram(
        [
          "app.py":
            "import sys\nprint(sys.argv[1:], flush=True)\n\(LiveProgram.echo)\nsys.exit(7)\n"
        ],
        python: try #require(Pythons.all[version]),
        arguments: ["--project", "x y", "--", "-é"]
      )
      #expect(try program.line() == "['--project', 'x y', '--', '-é']")
      #expect(try program.line() == "ready")
      #expect(try program.isAlive())
      program.closeInput()
      #expect(program.waitForEnd() == 7)
    }

    @Test("A signal ends the program as it would without the agent")
    func signals() throws {
      let program = try LiveProgram(["app.py": LiveProgram.echo])
      #expect(try program.line() == "ready")
      kill(program.pid, SIGTERM)
      #expect(program.waitForEnd() == -SIGTERM)
      let interrupted = try LiveProgram([
        "app.py": """
        import time
        try:
            print("ready", flush=True)
            time.sleep(100)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        """
      ])
      #expect(try interrupted.line() == "ready")
      _ = try AgentSession(pid: interrupted.pid)
      kill(interrupted.pid, SIGINT)
      #expect(try interrupted.line() == "interrupted")
    }

    @Test(
      "The program sees its own environment, path and modules",
      arguments: ["", "/nowhere:/else"]
    )
    func environment(pythonPath: String) throws {
      let script = """
        import json, os, sys
        print(json.dumps([sorted(os.environ.items()), sys.path, sys.argv, sys.flags.isolated,
                          "sitecustomize" in sys.modules, __name__, __file__, __spec__ is None]))
        """
      let variables = pythonPath.isEmpty ? [:] : ["PYTHONPATH": pythonPath]
      let with = try LiveProgram(["app.py": script], environment: variables).line()
      let without = try LiveProgram(["app.py": script], withAgent: false, environment: variables)
        .line()
      #expect(normalized(with) == normalized(without))
    }

    @Test("The start-up hook runs the one that it shadows")
    func shadowedHook() throws {
      let program = try LiveProgram(
        [
          "app.py":
            "import sys, sitecustomize\nprint(sitecustomize.mark, sitecustomize.__file__)\n",
          "hooks/sitecustomize.py": "mark = 'shadowed'\n",
        ],
        environment: ["PYTHONPATH": "hooks"]
      )
      #expect(try program.line() == "shadowed \(program.folder.path)/hooks/sitecustomize.py")
    }

    @Test("Tracebacks through imports show no frame of the agent", arguments: Pythons.sample)
    func tracebacks(version: String) throws {
      let program = try LiveProgram(
        [
          "app.py": """
          import traceback
          try:
              import leaf
          except ZeroDivisionError as error:
              frames = traceback.extract_tb(error.__traceback__)
              print([f.filename.rsplit("/")[-1] for f in frames])
          """,
          "leaf.py": "1 / 0\n",
        ],
        python: try #require(Pythons.all[version])
      )
      #expect(try program.line() == "['app.py', 'leaf.py']")
    }

    /// The folder's name differs between two programs.
    private func normalized(_ line: String) -> String {
      line.replacing(#/live-[0-9A-F]{8}/#, with: "live")
    }
  }
}
