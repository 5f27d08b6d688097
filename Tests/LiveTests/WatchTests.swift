import Foundation
import Glibc
import Testing

extension LiveTests {
  @Suite struct WatchTests {
    /// Answers each line with what the modules say.
    static let app = """
      import sys, pkg.leaf, pkg.root
      def main():
          print("ready", flush=True)
          for line in sys.stdin:
              if line.strip() == "end":
                  sys.exit(7)
              print(pkg.leaf.f(), pkg.root.g(), flush=True)
      if __name__ == "__main__":
          main()
      """
    static let files = [
      "app.py": app, "pkg/__init__.py": "", "pkg/leaf.py": "def f():\n    return 1\n",
      "pkg/root.py": "def g():\n    return 1\n",
    ]

    @Test("Saves are applied, one line each; mistakes are told and mended by the next save")
    func saves() throws {
      let program = try LiveProgram(Self.files, watched: [])
      #expect(try program.line() == "ready")
      try program.save("pkg/leaf.py", "def f():\n    return 2\n")
      try expect("2 1", program)
      try program.save("pkg/root.py", "def g():\n    return 2\n")
      try expect("2 2", program)
      try program.save("pkg/leaf.py", "def f(:\n    return 3\n")
      try waitFor("pkg/leaf.py:1: ", program)
      try expect("2 2", program)
      try program.save("pkg/leaf.py", "def f():\n    return 4\n")
      try expect("4 2", program)
      let lines = program.errors.split(separator: "\n").filter { !$0.contains(": watches ") }
      #expect(lines.count == 4, "\(program.errors)")
      #expect(lines.allSatisfy { $0.hasPrefix("reload-plan: pkg/") })
      program.send("end")
      #expect(program.waitForEnd() == 7)
    }

    @Test("Hundreds of files, new and moved folders count as one save or few")
    func checkout() throws {
      var files = Self.files
      for number in 0..<200 { files["pkg/m\(number).py"] = "X = 1\n" }
      let program = try LiveProgram(files, watched: [])
      #expect(try program.line() == "ready")
      // The script, the package and two of its modules.
      try waitFor(": 4 loaded modules", program)
      for number in 0..<200 { try program.save("pkg/m\(number).py", "X = 2\n") }
      try program.save("pkg/extra/deep/__init__.py", "Y = 5\n")
      try program.save("pkg/extra/__init__.py", "")
      try program.save(
        "pkg/leaf.py",
        "def f():\n    from pkg.extra.deep import Y\n    return Y\n"
      )
      try expect("5 1", program)
      try program.save("pkg/extra/deep/value.py", "Z = 6\n")
      try program.save(
        "pkg/leaf.py",
        "def f():\n    from pkg.extra.deep.value import Z\n    return Z\n"
      )
      try expect("6 1", program)
      // The watch in the folder that came later works, too.
      try program.save("pkg/extra/deep/value.py", "Z = 7\n")
      try expect("7 1", program)
    }

    @Test("A program's own end is the command's; a signal reaches it")
    func ends() throws {
      let program = try LiveProgram(Self.files, watched: [])
      #expect(try program.line() == "ready")
      kill(program.pid, SIGTERM)
      #expect(program.waitForEnd() == -SIGTERM)
    }

    @Test("What can't be applied starts the program again, where that is asked for")
    func restarts() throws {
      let program = try LiveProgram(Self.files, watched: ["--restart-on", "refuse"])
      #expect(try program.line() == "ready")
      try program.save("pkg/root.py", "import os\nos.getpid()\ndef g():\n    return 9\n")
      try program.save(
        "pkg/root.py",
        "class C:\n    __slots__ = ('a',)\nheld = C()\ndef g():\n    return 9\n"
      )
      try expect("1 9", program)
      try program.save(
        "pkg/root.py",
        "class C:\n    __slots__ = ('a', 'b')\nheld = C()\ndef g():\n    return 10\n"
      )
      // Ready once more: another process.
      #expect(try program.line() == "ready")
      try expect("1 10", program)
      #expect(program.errors.contains("started again"))
    }

    /// Asks until the program answers as expected.
    private func expect(
      _ answer: String,
      _ program: LiveProgram,
      location: SourceLocation = #_sourceLocation
    ) throws {
      var last = ""
      for _ in 0..<200 {
        program.send("ask")
        last = try program.line()
        if last == answer { return }
        usleep(25_000)
      }
      #expect(last == answer, "\(program.errors)", sourceLocation: location)
    }

    private func waitFor(_ text: String, _ program: LiveProgram) throws {
      for _ in 0..<200 where !program.errors.contains(text) { usleep(25_000) }
      #expect(program.errors.contains(text))
    }
  }
}
