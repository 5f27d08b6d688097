import Foundation
import Testing

/// `risks` and `check` from the outside: forms, settings, comments, gates and the baseline.
@Suite(.serialized) struct RiskCommandTests {
  private static let program = [
    "registry.py": "HANDLERS = {}\n\n\ndef add(name, handler):\n    HANDLERS[name] = handler\n",
    "worker.py":
      "import threading\n\n\ndef start():\n    threading.Thread(target=print).start()\n\n\nstart()\n",
  ]

  /// What `risks --json` finds, a line each.
  private func check(
    _ files: [String: String],
    finds expected: [String],
    unused: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let scratch = try Scratch()
    try scratch.write(files)
    let result = try Program.run(["risks", "--json", scratch.url.path])
    #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
    let report = try #require(result.json as? [String: Any], sourceLocation: sourceLocation)
    let findings = report["findings"] as? [[String: Any]] ?? []
    let found = findings.map {
      "\($0["path"] ?? ""):\($0["line"] ?? "") \($0["rule"] ?? "") \($0["severity"] ?? "")"
    }
    #expect(found == expected, sourceLocation: sourceLocation)
    let suppressions = report["unusedSuppressions"] as? [[String: Any]] ?? []
    #expect(
      suppressions.map { "\($0["path"] ?? ""):\($0["line"] ?? "")" } == unused,
      sourceLocation: sourceLocation
    )
  }

  @Test func findsThroughCalls() throws {
    try check(
      Self.program,
      finds: ["registry.py:1 RP201 warning", "worker.py:8 RP105 blocker"]
    )
  }

  /// Form feeds and line separators end no line of Python.
  @Test func excerptsAreLinesAsPythonCountsThem() throws {
    let scratch = try Scratch()
    try scratch.write(["app.py": "A = 1\n\u{c}\nB = '\u{2028}'\r\nprint('four')\n"])
    let result = try Program.run(["risks", "--all", scratch.url.path])
    let lines = result.output.split(separator: "\n").filter { $0.contains(" | ") }
    #expect(lines.first == "     4 | print('four')")
  }

  @Test func settingsChooseAndWeigh() throws {
    var files = Self.program
    files["pyproject.toml"] = """
      [tool.reload-plan]
      ignore = ["RP105"]
      [tool.reload-plan.severity]
      mutable-global-mutated = "info"
      """
    try check(files, finds: ["registry.py:1 RP201 info"])
    files["pyproject.toml"] = nil
    files["reload-plan.toml"] = "keep = ['registry.HANDLERS']\npure = ['worker.start']\n"
    try check(files, finds: [])
  }

  @Test func tablesOfTheProjectCount() throws {
    try check(
      [
        "app.py": "import vendor\nvendor.dial()\n",
        "reload-plan.toml": "effect-tables = ['vendor.effects']\nignore = ['RP101']\n",
        "vendor.effects": "network vendor.dial # connects\n",
      ],
      finds: ["app.py:2 RP104 blocker"]
    )
  }

  @Test func commentsSilenceAndAreMissedWhenTheyDoNot() throws {
    try check(
      [
        "app.py": """
        print('a')  # reload: ignore[RP112] on purpose
        # reload: ignore[console-output] on purpose
        print('b')
        print('c')  # reload: ignore[RP105] not that
        X = 1  # reload: ignore
        """
      ],
      finds: ["app.py:4 RP112 info"],
      unused: ["app.py:4", "app.py:5"]
    )
    try check(
      ["app.py": "# reload: ignore-file[RP112] a tool\nprint('a')\nprint('b')\n"],
      finds: []
    )
  }

  @Test(arguments: [
    ("selekt = ['RP1']", "did you mean select"),
    ("select = ['RP9']", "no rule RP9"),
    ("ignore = ['import-time-fileio']", "import-time-file-io"),
    ("select = 3", "must be a string"),
    ("[severity]\nRP201 = 'fatal'", "info, warning, blocker or off"),
    ("effect-tables = ['none.effects']", "none.effects"),
  ])
  func wrongSettingsAreOneLineAndStatus2(_ text: String, _ says: String) throws {
    let scratch = try Scratch()
    try scratch.write(["app.py": "", "reload-plan.toml": text])
    let result = try Program.run(["risks", scratch.url.path])
    #expect(result.status == 2)
    #expect(result.errorLines.count == 1)
    #expect(result.errors.contains(says), "\(result.errors)")
  }

  @Test func gatesFailOnlyWhatTheyName() throws {
    let scratch = try Scratch()
    try scratch.write(["app.py": "STATE = {}\n\ndef put(k):\n    STATE[k] = 1\n"])
    let command = ["risks", scratch.url.path]
    #expect(try Program.run(command).status == 0)
    #expect(try Program.run(command + ["--fail-on", "warning"]).status == 1)
    #expect(try Program.run(command + ["--fail-on", "blocker"]).status == 0)
    #expect(try Program.run(command + ["--fail-on", "fatal"]).status == 2)
  }

  @Test func theBaselineOnlyGetsShorter() throws {
    let scratch = try Scratch()
    let source = "A = {}\nB = {}\n\ndef put(k):\n    A[k] = 1\n    B[k] = 1\n"
    try scratch.write(["app.py": source])
    let baseline = scratch.url.appending(path: "known.txt")
    let command = ["risks", scratch.url.path, "--baseline", baseline.path]
    func lines() throws -> Int {
      try String(contentsOf: baseline, encoding: .utf8).split(separator: "\n").count
    }
    #expect(try Program.run(command).status == 0)
    #expect(try lines() == 3)
    // Known findings pass, also when lines move; a fixed one leaves.
    try scratch.write(["app.py": "\n\nA = {}\nB = {}\n\ndef put(k):\n    A[k] = 1\n"])
    #expect(try Program.run(command).status == 0)
    #expect(try lines() == 2)
    // A new one fails, and doesn't get in.
    try scratch.write(["app.py": source])
    let result = try Program.run(command)
    #expect(result.status == 1)
    #expect(result.output.contains("B starts empty"))
    #expect(!result.output.contains("A starts empty"))
    #expect(try lines() == 2)
  }

  @Test(arguments: [("json", "risks"), ("sarif", "sarif")])
  func formsMatchTheirSchemas(_ form: String, _ schema: String) throws {
    let scratch = try Scratch()
    try scratch.write(Self.program)
    let result = try Program.run(["risks", "--format", form, scratch.url.path])
    let value = try #require(result.json)
    let url = Program.root.appending(path: "docs/schema/\(schema).json")
    #expect(try SchemaValidator(schemaAt: url).problems(in: value) == [])
  }

  @Test func annotationsNameTheLine() throws {
    let scratch = try Scratch()
    try scratch.write(Self.program)
    let result = try Program.run(["risks", "--format", "github", scratch.url.path])
    #expect(result.output.contains("::error file=worker.py,line=8,col=1,title=RP105::"))
    #expect(result.output.split(separator: "\n").allSatisfy { $0.hasPrefix("::") })
  }

  @Test func theTextHasTheLineAndACaret() throws {
    let scratch = try Scratch()
    try scratch.write(["app.py": "import os\nX = [os.chdir('/')]\n"])
    let result = try Program.run(["risks", scratch.url.path])
    #expect(result.output.contains("     2 | X = [os.chdir('/')]\n       |      ^\n"))
  }

  @Test func checkSaysWhatForcesARestartAndWhatLiftsIt() throws {
    let scratch = try Scratch()
    try scratch.write([
      "before/app.py": "import threading\n",
      "after/app.py": "import threading\nthreading.Thread(target=print).start()\n",
    ])
    let after = scratch.url.appending(path: "after").path
    let command = ["check", "--from", scratch.url.appending(path: "before").path, after]
    let text = try Program.run(command)
    #expect(text.status == 0)
    #expect(text.output.hasPrefix("restart: "))
    #expect(text.output.contains("forced by app.py:2"))
    #expect(text.output.contains("to lift it:"))
    #expect(try Program.run(command + ["--fail-on", "restart"]).status == 1)
    #expect(try Program.run(command + ["--fail-on", "bogus"]).status == 2)
    let json = try Program.run(command + ["--json"])
    let value = try #require(json.json)
    let url = Program.root.appending(path: "docs/schema/check.json")
    #expect(try SchemaValidator(schemaAt: url).problems(in: value) == [])
  }

  @Test func whyExplainsRulesAndModules() throws {
    let scratch = try Scratch()
    try scratch.write(["app.py": "STATE = {}\n\ndef put(k):\n    STATE[k] = 1\n"])
    let rule = try Program.run(["why", "RP201", scratch.url.path])
    #expect(rule.status == 0)
    #expect(rule.output.contains("docs/rules/RP201-mutable-global-mutated.md"))
    #expect(rule.output.contains("app.py:1"))
    let module = try Program.run(["why", "app", scratch.url.path, "--from", scratch.url.path])
    #expect(module.status == 0)
    #expect(module.output.contains("RP201"))
  }

  @Test func checkIsSilentAboutWhatWasThereBefore() throws {
    let scratch = try Scratch()
    let state = "STATE = {}\n\ndef put(k):\n    STATE[k] = %d\n"
    try scratch.write([
      "before/app.py": state.replacing("%d", with: "1"),
      "after/app.py": state.replacing("%d", with: "2"),
    ])
    let after = scratch.url.appending(path: "after").path
    let command = ["check", "--from", scratch.url.appending(path: "before").path, after]
    let result = try Program.run(command + ["--fail-on", "reload", "--fail-on", "warning"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("patch: "))
  }
}
