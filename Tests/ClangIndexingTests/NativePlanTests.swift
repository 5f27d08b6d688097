import Foundation
import Testing

@testable import ClangIndexing

/// `plan` for edits of C and C++: what is edited, how it is classified, what is rebuilt and refused.
@Suite(.enabled(if: Machine.hasLibclang, "libclang isn't installed")) struct NativePlanTests {
  /// A host, two plug-ins and a library that the host is linked to.
  static let files = [
    "host.c": """
    #include "api.h"
    int main(void) { return base_sum(1, 2); }
    """,
    "base.c": """
    #include "api.h"
    int base_sum(int a, int b) { return a + b; }
    int base_spare(void) { return 1; }
    """,
    "api.h": """
    #define LIMIT 3
    struct point { int x; int y; };
    enum level { LOW, HIGH };
    static inline int twice(int v) { return 2 * v; }
    static inline int unused(int v) { return v; }
    int base_sum(int a, int b);
    """,
    "mod.c": """
    void *PyModule_Create2(void *definition, int version);
    int answer(void) { return 42; }
    void *PyInit_mod(void) { return PyModule_Create2(0, answer()); }
    """,
    "one.c": """
    #include "api.h"
    static int step(int v) { return v + LIMIT; }
    int one_run(int v) { return step(v); }
    const void *reload_plugin_entry(void) { return 0; }
    """,
    "two.c": """
    #include "api.h"
    static int calls;
    int two_run(struct point *p) { calls++; return twice(p->x) + HIGH; }
    const void *reload_plugin_entry(void) { return 0; }
    """,
  ]

  struct Edit: Sendable, CustomTestStringConvertible {
    var file: String
    var old: String
    var new: String
    var verdict: String
    /// As `file: phrase (class)`.
    var edits: [String]
    /// As `action output`.
    var steps: [String]
    /// Rules of all findings.
    var rules: [String]

    var testDescription: String { "\(file): \(old) to \(new)" }
  }

  @Test(arguments: [
    Edit(
      file: "one.c",
      old: "v + LIMIT",
      new: "v - LIMIT",
      verdict: "reload",
      edits: ["one.c: body of step (NE01)"],
      steps: ["rebuild one.so", "swapLibrary one.so"],
      rules: []
    ),
    Edit(
      file: "one.c",
      old: "return step(v);",
      new: "/* why */ return\n  step( v );",
      verdict: "nothing",
      edits: ["one.c: nothing that is compiled"],
      steps: [],
      rules: []
    ),
    Edit(
      file: "two.c",
      old: "+ HIGH",
      new: "- HIGH",
      verdict: "reload",
      edits: ["two.c: body of two_run (NE02)"],
      steps: ["rebuild two.so", "swapLibrary two.so"],
      rules: ["RP805"]
    ),
    Edit(
      file: "api.h",
      old: "LIMIT 3",
      new: "LIMIT 4",
      verdict: "reload",
      edits: ["api.h: macro LIMIT (NE03)"],
      steps: ["rebuild one.so", "swapLibrary one.so"],
      rules: ["RP810"]
    ),
    Edit(
      file: "api.h",
      old: "2 * v",
      new: "v + v",
      verdict: "reload",
      edits: ["api.h: body of twice (NE03)"],
      steps: ["rebuild two.so", "swapLibrary two.so"],
      rules: ["RP805", "RP810"]
    ),
    Edit(
      file: "api.h",
      old: "int v) { return v; }",
      new: "int v) { return -v; }",
      verdict: "nothing",
      edits: ["api.h: nothing that is compiled"],
      steps: [],
      rules: []
    ),
    Edit(
      file: "api.h",
      old: "LOW, HIGH",
      new: "LOW, MID, HIGH",
      verdict: "reload",
      edits: ["api.h: value of HIGH (NE03)"],
      steps: ["rebuild two.so", "swapLibrary two.so"],
      rules: ["RP805", "RP810"]
    ),
    Edit(
      file: "api.h",
      old: "int x; int y;",
      new: "int x; int z; int y;",
      verdict: "restart",
      edits: ["api.h: layout of point: 8 to 12 bytes (NE05)"],
      steps: ["rebuild two.so"],
      rules: ["RP801", "RP805"]
    ),
    Edit(
      file: "base.c",
      old: "a + b",
      new: "a - b",
      verdict: "restart",
      edits: ["base.c: body of base_sum (NE02)"],
      steps: ["rebuild libbase.so"],
      rules: ["RP813"]
    ),
    Edit(
      file: "base.c",
      old: "int base_spare(void) { return 1; }",
      new: "",
      verdict: "restart",
      edits: ["base.c: removed base_spare (NE11)"],
      steps: ["rebuild libbase.so"],
      rules: ["RP813"]
    ),
    Edit(
      file: "mod.c",
      old: "42",
      new: "43",
      verdict: "restart",
      edits: ["mod.c: body of answer (NE02)"],
      steps: ["rebuild mod.so"],
      rules: ["RP611", "RP830"]
    ),
    Edit(
      file: "one.c",
      old: "int one_run(int v) {",
      new: "_Thread_local int each;\nint one_run(int v) {",
      verdict: "reload",
      edits: ["one.c: new thread-local each (NE10)"],
      steps: ["rebuild one.so", "swapLibrary one.so"],
      rules: []
    ),
    Edit(
      file: "base.c",
      old: "int base_spare(void)",
      new: "int base_spare(int more)",
      verdict: "restart",
      edits: ["base.c: signature of base_spare: int (void) to int (int) (NE04)"],
      steps: ["rebuild libbase.so"],
      rules: ["RP813"]
    ),
    Edit(
      file: "host.c",
      old: "1, 2",
      new: "2, 1",
      verdict: "restart",
      edits: ["host.c: body of main (NE02)"],
      steps: ["rebuild host"],
      rules: ["NE02"]
    ),
    Edit(
      file: "two.c",
      old: "static int calls;",
      new: "static int calls = 2;",
      verdict: "reload",
      edits: ["two.c: value of calls (NE08)"],
      steps: ["rebuild two.so", "swapLibrary two.so"],
      rules: ["RP805"]
    ),
    Edit(
      file: "one.c",
      old: "int one_run",
      new: "__attribute__((constructor)) static void up(void) {}\nint one_run",
      verdict: "reload",
      edits: ["one.c: new up runs at load or exit (NE09)"],
      steps: ["rebuild one.so", "swapLibrary one.so"],
      rules: ["RP807"]
    ),
    Edit(
      file: "one.c",
      old: "return v + LIMIT",
      new: "return v ++ LIMIT",
      verdict: "restart",
      edits: ["one.c: nothing that is compiled"],
      steps: ["rebuild one.so"],
      rules: ["PE32"]
    ),
    Edit(
      file: "one.c",
      old: "int one_run(int v) { return step(v); }",
      new:
        "int atexit(void (*)(void));\nstatic void end(void) {}\nint one_run(int v) { return atexit(end); }",
      verdict: "restart",
      edits: [
        "one.c: directives and other code outside declarations (NE01), new end (NE01), body of one_run (NE02)"
      ],
      steps: ["rebuild one.so"],
      rules: ["RP812"]
    ),
  ])
  func editsAreClassified(_ edit: Edit) throws {
    let after = try #require(Self.files[edit.file]).replacing(edit.old, with: edit.new)
    #expect(after != Self.files[edit.file])
    try check(Self.files, Self.files.merging([edit.file: after]) { $1 }, edit)
  }

  private func check(_ before: [String: String], _ after: [String: String], _ edit: Edit) throws {
    let old = try ProjectFolder(before)
    let new = try ProjectFolder(after.merging(Self.build) { $1 })
    let plan = try Plan(["plan", new.path, "--from", old.path, "--json"])
    #expect(plan.verdict == edit.verdict, "\(plan.output)")
    #expect(plan.edits == edit.edits)
    #expect(plan.steps == edit.steps)
    #expect(Set(plan.rules).sorted() == edit.rules)
    // The same again, from stored facts.
    #expect(try Plan(["plan", new.path, "--from", old.path, "--json"]).output == plan.output)
  }

  /// A library whose function others call by a macro only.
  static let wrapped = [
    "save.h": """
    #define save(x) save_to(x, __FILE__)
    int save_to(int x, const char *file);
    static inline int idle(int x) { return save(x); }
    """,
    "base.c": """
    #include "save.h"
    int save_to(int x, const char *file) { return x + *file; }
    """,
    "host.c": """
    #include "save.h"
    int main(void) { return save(1); }
    """,
    "one.c": """
    #include "save.h"
    const void *reload_plugin_entry(void) { return 0; }
    """,
  ]

  /// An edit of the macro reaches those that use it, and none that merely include it; one of the function says
  /// by which macro others call it.
  @Test(arguments: [
    Edit(
      file: "save.h",
      old: "__FILE__",
      new: "\"f\"",
      verdict: "restart",
      edits: ["save.h: macro save, for save_to (NE03)"],
      steps: ["rebuild host"],
      rules: ["NE03", "RP810"]
    ),
    Edit(
      file: "base.c",
      old: "+ *file",
      new: "- *file",
      verdict: "restart",
      edits: ["base.c: body of save_to, behind macro save (NE02)"],
      steps: ["rebuild libbase.so"],
      rules: ["RP813"]
    ),
    Edit(
      file: "save.h",
      old: "return save(x);",
      new: "return save(x) + 1;",
      verdict: "nothing",
      edits: ["save.h: nothing that is compiled"],
      steps: [],
      rules: []
    ),
  ])
  func macrosThatStandForFunctions(_ edit: Edit) throws {
    let files = Self.wrapped.merging(Self.files.filter { ["mod.c", "two.c"].contains($0.key) }) {
      $1
    }.merging(["api.h": Self.files["api.h"] ?? ""]) { $1 }
    let after = try #require(files[edit.file]).replacing(edit.old, with: edit.new)
    try check(files, files.merging([edit.file: after]) { $1 }, edit)
  }

  /// `why` names the edit of a file, and what it reaches; `graph --symbols` has the macro between both.
  @Test func macrosAreExplained() throws {
    let old = try ProjectFolder(Self.wrapped.merging(Self.build) { $1 })
    let edited = ["save.h": Self.wrapped["save.h"]?.replacing("__FILE__", with: "\"f\"") ?? ""]
    let new = try ProjectFolder(Self.wrapped.merging(edited) { $1 }.merging(Self.build) { $1 })
    func why(_ subject: String) throws -> [String] {
      let result = try NativeGraphTests.Graph(
        arguments: ["why", subject, new.path, "--from", old.path],
        libclang: nil
      )
      #expect(result.status == 0, "\(result.errors)")
      return result.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    for subject in ["save.h", "save.h.save"] {
      let lines = try why(subject)
      #expect(lines.prefix(2) == [subject, "edited: macro save, for save_to (NE03)"])
      #expect(lines.contains("step 1, rebuild in host: macro save, for save_to"), "\(lines)")
    }
    #expect(try why("base.c")[1].hasPrefix("it is not in the plan"))

    let graph = try NativeGraphTests.Graph(of: new, "--json", "--symbols")
    let symbols = graph.symbols
    #expect(symbols.contains("host.c.main macro save.h.save"), "\(symbols)")
    #expect(symbols.contains("save.h.save wraps base.c.save_to"), "\(symbols)")
    #expect(symbols.contains("host.c.main call base.c.save_to"), "\(symbols)")
    #expect(!symbols.contains { $0.hasPrefix("one.c") })
  }

  /// A source that no command names may be newer than the commands.
  @Test func aSourceThatNoCommandNamesIsNamed() throws {
    let files = Self.files.merging(["new.c": "int fresh(void) { return 1; }\n"]) { $1 }
      .merging(Self.build) { $1 }
    let old = try ProjectFolder(files)
    let edited = ["new.c": "int fresh(void) { return 2; }\n"]
    let new = try ProjectFolder(files.merging(edited) { $1 })
    let plan = try Plan(["plan", new.path, "--from", old.path, "--json"])
    #expect(plan.verdict == "nothing", "\(plan.output)")
    #expect(plan.edits == ["new.c: nothing compiled reads it"])
    #expect(plan.rules == ["RP611"])
  }

  /// Commands that came with a copy of a project say nothing of it.
  @Test(arguments: ["one.c", "api.h"]) func commandsOfACopyAreNone(_ file: String) throws {
    let original = try ProjectFolder(Self.files.merging(Self.build) { $1 })
    let commands = Self.build.mapValues {
      $0.replacing("\"directory\": \".\"", with: "\"directory\": \"\(original.path)\"")
    }
    let files = Self.files.merging(commands) { $1 }
    let text = try #require(files[file]).replacing("LIMIT", with: "LIMIT2")
    let old = try ProjectFolder(files)
    let new = try ProjectFolder(files.merging([file: text]) { $1 })
    let plan = try Plan(["plan", new.path, "--from", old.path, "--json"])
    #expect(plan.verdict == "restart", "\(plan.output)")
    #expect(plan.rules == ["RP611"])
    let graph = try NativeGraphTests.Graph(of: new, "--json")
    #expect(graph.output.contains("outside this folder"), "\(graph.errors)")
  }

  /// New objects of a module that C code takes objects of; code alone leaves them as they are.
  @Test(arguments: [("LIMIT = 1", "LIMIT = 2", ["RP832"]), ("return 1", "return 2", [])])
  func globalsOfExtensionsKeepPythonObjects(_ edit: (String, String, [String])) throws {
    let files = [
      "reload-plan.toml": "[native.libraries]\n\"pkg/_ext.so\" = [\"ext.c\"]\n",
      "ext.c": """
      typedef struct _object PyObject;
      PyObject *PyImport_ImportModule(const char *name);
      PyObject *PyModuleDef_Init(void *definition);
      static PyObject *settings;
      static int definition;
      PyObject *PyInit__ext(void) {
        settings = PyImport_ImportModule("pkg.settings");
        return PyModuleDef_Init(&definition);
      }
      """,
      "pkg/__init__.py": "",
      "pkg/settings.py": "LIMIT = 1\n\ndef get():\n    return 1\n",
      "app.py": "from pkg import _ext, settings\n",
    ]
    let text = try #require(files["pkg/settings.py"])
    let old = try ProjectFolder(files)
    let new = try ProjectFolder(
      files.merging(["pkg/settings.py": text.replacing(edit.0, with: edit.1)]) { $1 }
    )
    let plan = try Plan(["plan", new.path, "--from", old.path, "--json"])
    #expect(plan.rules == edit.2, "\(plan.output)")
  }

  /// A library that Python code loads by its path stays what it is until the process ends.
  @Test func aLibraryThatPythonLoadsStays() throws {
    let files = [
      "reload-plan.toml": "[native.libraries]\n\"libcount.so\" = [\"count.c\"]\n",
      "count.c": "int count(int v) { return v + 1; }\n",
      "app.py": "import ctypes\nLIBRARY = ctypes.CDLL('./libcount.so')\n",
    ]
    let old = try ProjectFolder(files)
    let edited = ["count.c": "int count(int v) { return v + 2; }\n"]
    let new = try ProjectFolder(files.merging(edited) { $1 })
    let plan = try Plan(["plan", new.path, "--from", old.path, "--json"])
    #expect(plan.verdict == "restart")
    #expect(plan.rules == ["RP814"])
    #expect(plan.steps == ["rebuild libcount.so"])
  }

  /// The commands that make everything of `files`.
  static let build: [String: String] = {
    let units = ["host", "base", "mod", "one", "two"].map {
      "{\"directory\": \".\", \"file\": \"\($0).c\", \"command\": \"cc -fPIC -c \($0).c -o \($0).o\"}"
    }
    let links = [
      ["-o", "host", "host.o", "-L.", "-lbase"], ["-shared", "-o", "libbase.so", "base.o"],
      ["-shared", "-o", "mod.so", "mod.o"], ["-shared", "-o", "one.so", "one.o"],
      ["-shared", "-o", "two.so", "two.o"],
    ].map { words in
      let list = (["cc"] + words).map { "\"\($0)\"" }.joined(separator: ", ")
      return "{\"directory\": \".\", \"arguments\": [\(list)]}"
    }
    return [
      "compile_commands.json": "[" + units.joined(separator: ",\n") + "]",
      "link_commands.json": "[" + links.joined(separator: ",\n") + "]",
    ]
  }()

  /// What `reload-plan plan --json` printed.
  struct Plan {
    let output: String
    private let json: [String: Any]

    init(_ arguments: [String]) throws {
      output = try NativeGraphTests.Graph(arguments: arguments, libclang: nil).output
      json = try #require(
        try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
      )
    }

    private func list(_ key: String) -> [[String: Any]] { json[key] as? [[String: Any]] ?? [] }

    var verdict: String { json["verdict"] as? String ?? "" }

    var edits: [String] {
      list("changes").map { change in
        let edits = change["edits"] as? [String] ?? []
        return "\(change["path"] ?? ""): " + edits.joined(separator: ", ")
      }
    }

    var steps: [String] { list("steps").map { "\($0["action"] ?? "") \($0["output"] ?? "")" } }

    var rules: [String] { list("findings").compactMap { $0["rule"] as? String } }
  }
}
