import Foundation
import Glibc
import Testing

extension LiveTests {
  /// Saves of C under a program that has a library of it loaded.
  @Suite(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/cc"),
      "there is no compiler"
    )
  )
  struct NativeSaveTests {
    static let app = """
      import ctypes, sys, leaf
      LIBRARY = ctypes.CDLL("./libcount.so")
      print("ready", flush=True)
      for line in sys.stdin:
          print(LIBRARY.count(1), leaf.f(), flush=True)
      """
    static let files = [
      "app.py": app, "leaf.py": "def f():\n    return 1\n",
      "count.c": source, "idle.c": "int idle(void) { return 1; }\n",
      "reload-plan.toml": """
      [native.libraries]
      "libcount.so" = ["count.c"]
      "libidle.so" = ["idle.c"]
      """,
    ]
    static let source = "int count(int v) { return v + 1; }\n"

    @Test("A save of C says what to build, holds Python back, and is over when it is undone")
    func saves() throws {
      let program = try LiveProgram(Self.files, watched: []) { folder in
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/cc")
        compiler.currentDirectoryURL = folder
        compiler.arguments = ["-shared", "-fPIC", "-o", "libcount.so", "count.c"]
        try compiler.run()
        compiler.waitUntilExit()
        #expect(compiler.terminationStatus == 0)
      }
      #expect(try program.line() == "ready")
      try waitFor(": watches ", program)
      // Comments are no edits, and a library that isn't loaded is none of the process's.
      try program.save("count.c", "/* why */ " + Self.source)
      try program.save("idle.c", "int idle(void) { return 2; }\n")
      try program.save("leaf.py", "def f():\n    return 2\n")
      try waitFor("leaf.py: body of f: applied", program)
      #expect(!program.errors.contains("not applied"), "\(program.errors)")

      try program.save("count.c", Self.source.replacing("+ 1", with: "+ 2"))
      try waitFor("count.c: not applied", program)
      if program.errors.contains("can't be compared") { return }  // There is no libclang.
      try waitFor("rebuild it by `cc", program)
      #expect(!program.errors.contains("idle"), "\(program.errors)")
      try program.save("leaf.py", "def f():\n    return 3\n")
      try waitFor("leaf.py: not applied", program)
      program.send("ask")
      #expect(try program.line() == "2 2")

      try program.save("count.c", Self.source)
      try waitFor("leaf.py: body of f: applied", program, times: 2)
      program.send("ask")
      #expect(try program.line() == "2 3")
    }

    @Test("A reload refuses what was saved after the start and isn't built")
    func reloads() throws {
      let program = try LiveProgram(Self.files) { folder in
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/cc")
        compiler.currentDirectoryURL = folder
        compiler.arguments = ["-shared", "-fPIC", "-o", "libcount.so", "count.c"]
        try compiler.run()
        compiler.waitUntilExit()
      }
      #expect(try program.line() == "ready")
      try program.save("leaf.py", "def f():\n    return 2\n")
      #expect(try reload(program).status == 0)
      try program.save("count.c", Self.source.replacing("+ 1", with: "+ 2"))
      try program.save("leaf.py", "def f():\n    return 3\n")
      let refused = try reload(program)
      #expect(refused.status == 3)
      #expect(
        refused.output.contains("RP814") || refused.output.contains("libclang"),
        "\(refused.output)"
      )
      program.send("ask")
      #expect(try program.line() == "2 2")
    }

    private func reload(_ program: LiveProgram) throws -> (status: Int32, output: String) {
      let process = Process()
      process.executableURL = URL(filePath: LiveProgram.binary)
      process.arguments = ["reload", "--pid", "\(program.pid)"]
      var variables = ProcessInfo.processInfo.environment
      variables["XDG_RUNTIME_DIR"] = program.runtime.path
      process.environment = variables
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, output)
    }

    private func waitFor(_ text: String, _ program: LiveProgram, times: Int = 1) throws {
      for _ in 0..<600 {
        if program.errors.ranges(of: text).count >= times { return }
        usleep(50_000)
      }
      Issue.record("no \(text) in \(program.errors)")
    }
  }
}
