import Foundation
import Testing

@testable import ClangIndexing

/// `graph` on folders with a `compile_commands.json`.
@Suite struct NativeGraphTests {
  static let database = """
    [{"directory": ".", "file": "src/a.c", "command": "cc -Iinclude -c src/a.c"},
     {"directory": ".", "file": "hostile.c", "command": "cc -c hostile.c"}]
    """

  static func project() throws -> ProjectFolder {
    try ProjectFolder([
      "compile_commands.json": database,
      "src/a.c": "#include \"a.h\"\n\n#include <stdio.h>\n",
      "include/a.h": "",
      "hostile.c": WorkerTests.sum,
      "tool.py": "import os\n",
    ])
  }

  @Test(.enabled(if: Machine.hasLibclang, "libclang isn't installed"))
  func filesAreModulesAmongPythonModules() throws {
    let project = try Self.project()
    let result = try Graph(of: project, "--json")
    #expect(result.status == 0)
    #expect(
      result.modules == [
        "hostile.c module", "include/a.h module", "src/a.c module", "tool module", "os external",
        "stdio.h external",
      ]
    )
    #expect(
      result.edges == [
        "src/a.c includes include/a.h 1", "src/a.c includes stdio.h 3", "tool import os 1",
      ]
    )
    #expect(result.diagnostics == ["hostile.c unindexed"])
    let dot = try Graph(of: project, "--format", "dot")
    #expect(dot.output.contains("\"src/a.c\" -> \"include/a.h\";"))
  }

  static let mixed = [
    "compile_commands.json": """
    [{"directory": ".", "file": "ext.c", "command": "cc -fPIC -c ext.c"},
     {"directory": ".", "file": "help.c", "command": "cc -fPIC -c help.c"}]
    """,
    "link_commands.json": """
    [{"directory": ".", "arguments":
       ["cc", "-shared", "-o", "build/lib.linux-x/pkg/_ext.so", "ext.o", "-L.", "-lhelp"]},
     {"directory": ".", "arguments": ["cc", "-shared", "-o", "libhelp.so", "help.o"]}]
    """,
    "help.h": "int help(int v);\n#define LIMIT 3\n#define OTHER 4\n",
    "help.c": "#include \"help.h\"\nint help(int v) { return v; }\n",
    "ext.c": """
    #include "help.h"
    typedef struct _object PyObject;
    PyObject *PyImport_ImportModule(const char *name);
    static PyObject *load(void) { return help(LIMIT) ? PyImport_ImportModule("pkg.late") : 0; }
    PyObject *PyInit__ext(void) { return load(); }
    PyObject *other(void) { return PyImport_ImportModule("json"); }
    """,
    "pkg/__init__.py": "from pkg import _ext\n",
    "pkg/late.py": "import ctypes\nimport pkg._ext\nL = ctypes.CDLL('./libhelp.so')\n",
  ]

  @Test(.enabled(if: Machine.hasLibclang, "libclang isn't installed"))
  func librariesStandBetweenPythonAndTheirSources() throws {
    let project = try ProjectFolder(Self.mixed)
    let result = try Graph(of: project, "--json")
    #expect(
      result.modules == [
        "ext.c module", "help.c module", "help.h module", "libhelp.so library", "pkg package",
        "pkg._ext extension", "pkg.late module", "ctypes external", "json external",
      ]
    )
    #expect(
      result.edges == [
        "ext.c references help.c 0", "ext.c includes help.h 1", "ext.c embeds help.h 0",
        "ext.c dynamic pkg.late 4", "ext.c dynamic json 6", "help.c includes help.h 1",
        "libhelp.so extends help.c 0", "pkg from pkg._ext 1", "pkg._ext extends ext.c 0",
        "pkg._ext links libhelp.so 0", "pkg.late dynamic libhelp.so 3", "pkg.late parent pkg 2",
        "pkg.late import pkg._ext 2", "pkg.late import ctypes 1",
      ]
    )
    #expect(result.diagnostics == [])
    let cycles = try Graph(arguments: ["cycles", project.path, "--json"], libclang: nil)
    #expect(cycles.status == 0)
    #expect(cycles.output.contains("\"ext.c\""))
    #expect(cycles.output.contains("\"pkg._ext\""))
  }

  @Test func withoutLibclangTheRestIsThereAndTheMessageSaysWhatToDo() throws {
    let project = try Self.project()
    let result = try Graph(of: project, "--json", libclang: "/nowhere/libclang.so")
    #expect(result.status == 0)
    #expect(
      result.modules == ["hostile.c module", "src/a.c module", "tool module", "os external"]
    )
    #expect(result.edges == ["tool import os 1"])
    #expect(result.diagnostics == ["compile_commands.json unindexed"])
    #expect(result.output.contains("install libclang-dev"))
    let version = try Graph(arguments: ["--version"], libclang: "/nowhere/libclang.so")
    #expect(version.status == 0)
    #expect(version.output.contains("C and C++ sources: "))
  }

  @Test func aBrokenDatabaseIsOneLine() throws {
    let alone = try ProjectFolder(["compile_commands.json": "[{"])
    let failed = try Graph(of: alone, "--json")
    #expect(failed.status == 2)
    #expect(failed.errors.split(separator: "\n").count == 1)
    #expect(failed.errors.contains("compile_commands.json: it isn't JSON"))

    let mixed = try ProjectFolder(["compile_commands.json": "[{", "tool.py": ""])
    let result = try Graph(of: mixed, "--json")
    #expect(result.status == 0)
    #expect(result.modules == ["tool module"])
    #expect(result.diagnostics == ["compile_commands.json unreadable"])
  }

  /// What `reload-plan graph` printed.
  struct Graph {
    var output = ""
    var errors = ""
    var status: Int32 = 0

    init(of project: ProjectFolder, _ options: String..., libclang: String? = nil) throws {
      try self.init(arguments: ["graph", project.path] + options, libclang: libclang)
    }

    /// - Parameters:
    ///   - arguments: Words after the program's name.
    ///   - libclang: The library to load; found as always if nil.
    ///   - cache: The folder for what is kept between runs; the machine's own if nil.
    /// - Throws: What starting a process does.
    init(arguments: [String], libclang: String?, cache: String? = nil) throws {
      let process = Process()
      process.executableURL = URL(filePath: Machine.program)
      process.arguments = arguments
      let variables = ["RELOAD_PLAN_LIBCLANG": libclang, "XDG_CACHE_HOME": cache]
      process.environment = ProcessInfo.processInfo.environment
        .merging(variables.compactMapValues { $0 }) { $1 }
      let (outputs, messages) = (Pipe(), Pipe())
      process.standardOutput = outputs
      process.standardError = messages
      try process.run()
      output = String(decoding: outputs.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      errors = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      status = process.terminationStatus
    }

    private func list(_ key: String) -> [[String: Any]] {
      let json = try? JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
      return json?[key] as? [[String: Any]] ?? []
    }

    var modules: [String] { list("modules").map { "\($0["name"] ?? "") \($0["kind"] ?? "")" } }

    var edges: [String] {
      list("edges").map { edge in
        ["from", "kind", "to", "line"].map { "\(edge[$0] ?? "")" }.joined(separator: " ")
      }
    }

    var symbols: [String] {
      list("symbols").map { edge in
        ["from", "kind", "to"].map { "\(edge[$0] ?? "")" }.joined(separator: " ")
      }
    }

    var diagnostics: [String] {
      list("diagnostics").map { "\($0["path"] ?? "") \($0["kind"] ?? "")" }
    }
  }
}
