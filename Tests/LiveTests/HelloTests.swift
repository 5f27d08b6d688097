import Foundation
import ReloadDrivers
import Testing

extension LiveTests {
  @Suite struct HelloTests {
    @Test("The agent names the loaded project modules and nothing else", arguments: Pythons.sample)
    func modules(version: String) throws {
      let python = try #require(Pythons.all[version])
      let program = try LiveProgram(
        [
          "app.py": "import pkg.leaf, json\nimport space.inner\n" + LiveProgram.echo,
          "pkg/__init__.py": "",
          "pkg/leaf.py": "def f(): return 1\n",
          "pkg/unused.py": "",
          "space/inner.py": "",
        ],
        python: python
      )
      #expect(try program.line() == "ready")
      let session = try AgentSession(pid: program.pid)
      let hello = session.hello
      #expect(hello.python.hasPrefix(version))
      #expect(hello.pid == program.pid)
      #expect(hello.project == program.folder.path)
      #expect(hello.main == "\(program.folder.path)/app.py")
      #expect(hello.mainRunning)
      #expect(hello.importing == [])
      #expect(
        hello.modules.map(\.name) == ["__main__", "pkg", "pkg.leaf", "space.inner", "space"]
      )
      #expect(hello.modules.map(\.kind) == [.main, .source, .source, .source, .namespace])
      #expect(hello.modules.map(\.proven) == [true, true, true, true, false])
      let sources = try session.sources(of: ["pkg.leaf", "nobody"])
      #expect(sources.sources == ["pkg.leaf": Array("def f(): return 1\n".utf8)])
      #expect(sources.proofs == ["pkg.leaf": "compiled"])
      #expect(try program.isAlive())
    }

    @Test(
      "The agent answers whatever the main thread waits for",
      arguments: [
        "import time; time.sleep(100)",
        "import threading; threading.Event().wait()",
        "import threading; threading.Lock().acquire(); l = threading.Lock(); l.acquire(); l.acquire()",
        "import threading, time; t = threading.Thread(target=time.sleep, args=(100,)); t.start(); t.join()",
        "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); s.accept()",
        "import asyncio; asyncio.run(asyncio.sleep(100))",
        "import queue; queue.Queue().get()",
        "import select; select.select([], [], [], 100)",
      ]
    )
    func waiting(how: String) throws {
      let program = try LiveProgram(["app.py": "print('ready', flush=True)\n\(how)\n"])
      #expect(try program.line() == "ready")
      let session = try AgentSession(pid: program.pid, deadline: .seconds(5))
      #expect(session.hello.modules.map(\.name) == ["__main__"])
    }

    @Test("A module that runs stale bytecode is not taken for what its file says")
    func staleBytecode() throws {
      let program = try LiveProgram(
        ["app.py": "import leaf\nprint(leaf.f(), flush=True)\n" + LiveProgram.echo]
      ) { folder in
        // Same length, same time: CPython takes the bytecode of the first for that of the second.
        let leaf = folder.appending(path: "leaf.py")
        try write("def f(): return 1\n", to: leaf)
        try Pythons.run(["-m", "py_compile", leaf.path], in: folder)
        try write("def f(): return 2\n", to: leaf)
      }
      #expect(try program.line() == "1")
      #expect(try program.line() == "ready")
      let session = try AgentSession(pid: program.pid)
      let leaf = try #require(session.hello.modules.first { $0.name == "leaf" })
      #expect(leaf.proof == "mismatch")
      #expect(!leaf.proven)
    }

    @Test("A module loaded from bytecode is proven, and its source kept after an edit")
    func bytecode() throws {
      let text = "def f(): return 1\n"
      let program = try LiveProgram(["app.py": "import leaf\n" + LiveProgram.echo]) { folder in
        let leaf = folder.appending(path: "leaf.py")
        try write(text, to: leaf)
        try Pythons.run(["-m", "py_compile", leaf.path], in: folder)
      }
      #expect(try program.line() == "ready")
      try Data("def f(): return 22\n".utf8).write(to: program.folder.appending(path: "leaf.py"))
      let session = try AgentSession(pid: program.pid)
      let sources = try session.sources(of: ["leaf"])
      #expect(sources.sources["leaf"] == Array(text.utf8))
      #expect(sources.proofs["leaf"] == "checked")
    }

    @Test("A forked child answers for itself, during its parent's conversation too")
    func forked() throws {
      let program = try LiveProgram([
        "app.py": """
        import os, sys, time
        import leaf
        print("ready", flush=True)
        for line in sys.stdin:
            child = os.fork()
            if child == 0:
                time.sleep(100)
            print(child, flush=True)
        """,
        "leaf.py": "",
      ])
      #expect(try program.line() == "ready")
      let parent = try AgentSession(pid: program.pid)
      program.send("fork")
      let pid = try #require(Int32(try program.line()))
      let child = try AgentSession(pid: pid)
      #expect(child.hello.pid == pid)
      #expect(child.hello.ppid == program.pid)
      #expect(child.hello.modules.map(\.name) == ["__main__", "leaf"])
      #expect(try parent.sources(of: ["leaf"]).proofs == ["leaf": "compiled"])
      #expect(try child.sources(of: ["leaf"]).proofs == ["leaf": "compiled"])
    }

    private func write(_ text: String, to file: URL) throws {
      try Data(text.utf8).write(to: file)
      let time = Date(timeIntervalSince1970: 1_700_000_000)
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file.path)
    }
  }
}
