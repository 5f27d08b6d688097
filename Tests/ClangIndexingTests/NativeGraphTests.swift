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

    init(arguments: [String], libclang: String?) throws {
      let process = Process()
      process.executableURL = URL(filePath: Machine.program)
      process.arguments = arguments
      if let libclang {
        process.environment = ProcessInfo.processInfo.environment
          .merging(["RELOAD_PLAN_LIBCLANG": libclang]) { $1 }
      }
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

    var diagnostics: [String] {
      list("diagnostics").map { "\($0["path"] ?? "") \($0["kind"] ?? "")" }
    }
  }
}
