import Foundation
import ReloadDrivers
import Testing

extension LiveTests {
  /// Modules that were loaded from bytecode: the agent keeps a hash of that, not the code object.
  @Suite struct BytecodeTests {
    /// Functions that no name leads to: in a closure, in a list, in a suspended generator, under a class.
    static func leaf(_ value: Int) -> String {
      """
      def keeps(function):
          def wrapper():
              return function()
          return wrapper

      @keeps
      def closed():
          return \(value)

      held = []

      @held.append
      def listed():
          return \(value)

      held.append(lambda: \(value))

      class Outer:
          class Inner:
              def method(self):
                  def nested():
                      return \(value)
                  return nested

      def numbers():
          while True:
              yield \(value)
      """
    }

    @Test("An edit reaches every live function of a module", arguments: Pythons.sample)
    func everywhere(version: String) throws {
      let python = try #require(Pythons.all[version])
      let app = """
        import sys, leaf
        first = leaf.numbers()
        next(first)
        print("ready", flush=True)
        for line in sys.stdin:
            print(leaf.closed(), leaf.held[0](), leaf.held[1](), leaf.Outer.Inner().method()(),
                  next(leaf.numbers()), len(leaf.held), flush=True)
        """
      let program = try LiveProgram(["app.py": app], python: python, watched: []) { folder in
        try compiled(Self.leaf(1), in: folder, python: python)
      }
      #expect(try program.line() == "ready")
      // What it has when it first looks is what it can offer later.
      for _ in 0..<400 where !program.errors.contains(": 2 loaded modules") { usleep(25_000) }
      for value in 2...3 {
        try program.save("leaf.py", Self.leaf(value))
        let expected = [Int](repeating: value, count: 5) + [2]
        var last = ""
        for _ in 0..<200 where last != expected.map(String.init).joined(separator: " ") {
          if !last.isEmpty { usleep(25_000) }
          program.send("ask")
          last = try program.line()
        }
        #expect(last == expected.map(String.init).joined(separator: " "), "\(program.errors)")
      }
    }

    @Test(
      "Bytecode that was replaced since says nothing about what runs, unless it is the same",
      arguments: [true, false]
    )
    func replaced(same: Bool) throws {
      let old = "def f():\n    return 1\n"
      let new = same ? old : "def f():\n    return 2\n"
      let program = try LiveProgram(
        ["app.py": "import leaf\n" + LiveProgram.echo],
        environment: ["RELOAD_PLAN_LAZY": "1"]
      ) { try compiled(old, in: $0, python: Pythons.newest) }
      #expect(try program.line() == "ready")
      // What a test run does that imports the edited file before the agent is asked.
      try compiled(new, in: program.folder, python: Pythons.newest)
      let session = try AgentSession(pid: program.pid)
      let leaf = try #require(session.hello.modules.first { $0.name == "leaf" })
      #expect(leaf.proven == same, "\(leaf.proof)")
      if !same {
        let answer = try session.sources(of: ["leaf"], offered: ["leaf": [Array(new.utf8)]])
        #expect(answer.sources["leaf"] == nil)
      }
    }

    @Test("A module whose text nobody has any more isn't taken for what its file says")
    func lost() throws {
      let program = try LiveProgram(
        ["app.py": "import leaf\n" + LiveProgram.echo],
        environment: ["RELOAD_PLAN_LAZY": "1"]
      ) { try compiled("def f():\n    return 1\n", in: $0, python: Pythons.newest) }
      #expect(try program.line() == "ready")
      try program.save("leaf.py", "def f():\n    return 22\n")
      var variables = ProcessInfo.processInfo.environment
      variables["XDG_RUNTIME_DIR"] = program.runtime.path
      let reload = try ChildProcess(
        [LiveProgram.binary, "reload", "--pid", "\(program.pid)", "--project", "."],
        in: program.folder.path,
        environment: variables
      )
      #expect(reload.wait() == 3)
      #expect(try program.isAlive())
    }

    private func compiled(_ text: String, in folder: URL, python: String) throws {
      let leaf = folder.appending(path: "leaf.py")
      try Data(text.utf8).write(to: leaf, options: .atomic)
      // CPython compares seconds: an earlier one, so that the second text is seen at once.
      usleep(20_000)
      let process = Process()
      process.executableURL = URL(filePath: python)
      process.arguments = ["-c", "import py_compile; py_compile.compile('leaf.py', doraise=True)"]
      process.currentDirectoryURL = folder
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }
}
