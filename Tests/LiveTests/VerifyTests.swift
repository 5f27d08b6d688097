import Foundation
import ModuleFacts
import ReloadDrivers
import ReloadPlanKit
import ReloadPlanning
import Testing

extension LiveTests {
  /// `reload --verify`: a plan that misses something is taken back.
  @Suite struct VerifyTests {
    @Test("A process that differs from a fresh start is put back, and what differs is named")
    func missedDefinition() throws {
      // The plan that is handed over does nothing: what a planner with a gap would make.
      let outcome = try apply(
        steps: "",
        new: "def f():\n    return 2\n\n\nLIMIT = 2\n",
        described: (old: "LIMIT\": \"1", new: "LIMIT\": \"2")
      )
      #expect(!outcome.applied)
      #expect(outcome.undone)
      #expect(
        outcome.findings.map(\.message) == [
          "the process would differ from a fresh start: lib.LIMIT is 1, in a fresh start 2"
        ]
      )
    }

    @Test("What was the program's state before is not compared")
    func state() throws {
      let outcome = try apply(
        steps: "",
        new: "LIMIT = 2\n",
        described: (old: "LIMIT\": \"7", new: "LIMIT\": \"8")
      )
      #expect(outcome.applied)
      #expect(outcome.findings.isEmpty)
    }

    @Test("An import that would do more than bind names is not started")
    func effect() throws {
      let program = try LiveProgram([
        "app.py": "import lib\n" + LiveProgram.echo,
        "lib.py": "print('x', file=open('log', 'a'))\ndef f():\n    return 1\n",
      ])
      #expect(try program.line() == "ready")
      program.write("print('x', file=open('log', 'a'))\ndef f():\n    return 2\n", to: "lib.py")
      let session = try AgentSession(pid: program.pid)
      var reload = LiveReload(session: session, project: nil)
      reload.verifies = true
      let outcome = try reload.run()
      #expect(!outcome.isApplied)
      let log = try String(contentsOf: program.folder.appending(path: "log"), encoding: .utf8)
      #expect(log == "x\n")
      #expect(
        outcome.findings.first?.message.hasPrefix(
          "the reload can't be verified: in a fresh start, line 1 of lib.py opens log for writing"
        ) == true
      )
      #expect(try program.isAlive())
    }

    @Test("A good reload is verified, in the program's own folder, flags and environment")
    func good() throws {
      let program = try LiveProgram(
        [
          "app.py": "import os\nos.environ['MODE'] = 'own'\nimport lib\n" + LiveProgram.echo,
          "lib.py": "import os\nMODE = os.environ['MODE']\nLIMIT = 1\n",
        ]
      )
      #expect(try program.line() == "ready")
      program.write("import os\nMODE = os.environ['MODE']\nLIMIT = 2\n", to: "lib.py")
      let session = try AgentSession(pid: program.pid)
      var reload = LiveReload(session: session, project: nil)
      reload.verifies = true
      let outcome = try reload.run()
      #expect(outcome.isApplied, "\(outcome.findings)")
      #expect(outcome.findings.isEmpty)
    }

    /// Applies a plan to `lib`, whose fresh starts are described as given.
    private func apply(
      steps: String,
      new: String,
      described: (old: String, new: String)
    ) throws -> DriverOutcome {
      let program = try LiveProgram([
        "app.py": "import lib\n" + LiveProgram.echo, "lib.py": "LIMIT = 1\n",
      ])
      #expect(try program.line() == "ready")
      let session = try AgentSession(pid: program.pid)
      let plan = """
        {"schema": "reload-plan/plan/1", "verdict": "patch", "where": "thread", "modules": [], "steps": [\(steps)]}
        """
      let fresh = """
        {"old": {"modules": {"lib": {"__doc__": "None", "\(described.old)"}}, "failed": {}}, \
        "new": {"modules": {"lib": {"__doc__": "None", "\(described.new)"}}, "failed": {}}}
        """
      let outcome = try session.apply(planJSON: Array(plan.utf8), fresh: Array(fresh.utf8))
      #expect(try program.isAlive())
      return outcome
    }
  }
}
