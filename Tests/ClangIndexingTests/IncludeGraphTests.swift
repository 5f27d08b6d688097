import Foundation
import NativeFacts
import Testing

@testable import ClangIndexing

/// What a unit includes, compared with what the compiler says it read.
@Suite(.enabled(if: Machine.hasLibclang, "libclang isn't installed")) struct IncludeGraphTests {
  @Test func includesAreThoseOfTheCompiler() async throws {
    try await check(
      [
        "main.c": """
        #include <stdio.h>
        #include "util.h"
        #ifdef EXTRA
        #include "extra.h"
        #else
        #include "other.h"
        #endif
        #include "util.h"
        """,
        "include/util.h": "#pragma once\n#include <stddef.h>\n#include \"deep/deep.h\"\n",
        "include/deep/deep.h": "#define NEXT \"last.h\"\n#include NEXT\n",
        "include/deep/last.h": "",
        "include/extra.h":
          "#ifndef E\n#define E\n#include \"extra.h\"\n#include \"util.h\"\n#endif\n",
        "include/other.h": "",
      ],
      unit: "main.c",
      flags: ["-Iinclude", "-DEXTRA"],
      includes: [
        "include/deep/deep.h:2 include/deep/last.h",
        "include/extra.h:3 include/extra.h",
        "include/extra.h:4 include/util.h",
        "include/util.h:2 <stddef.h>",
        "include/util.h:3 include/deep/deep.h",
        "main.c:1 <stdio.h>",
        "main.c:2 include/util.h",
        "main.c:4 include/extra.h",
        "main.c:8 include/util.h",
      ]
    )
  }

  /// Units of one worker whose commands name headers alike and run in folders of their own.
  @Test func relativePathsAreThoseOfTheUnit() async throws {
    let project = try ProjectFolder([
      "one/src/a.c": "#include \"a.h\"\n", "one/a.h": "",
      "two/src/a.c": "#include \"a.h\"\n", "two/a.h": "",
    ])
    let requests = ["one", "two"].map { folder in
      UnitRequest(
        unit: CompilationDatabase.Unit(
          folder: "\(project.path)/\(folder)",
          file: "\(project.path)/\(folder)/src/a.c",
          arguments: ["cc", "-I.", "-c", "src/a.c"]
        )
      )
    }
    let pool = ClangWorkerPool(program: Machine.program, root: project.path)
    let outcomes = try await pool.index(requests, jobs: 1)
    #expect(
      outcomes.flatMap { project.lines(of: $0) } == [
        "one/src/a.c:1 one/a.h", "two/src/a.c:1 two/a.h",
      ]
    )
  }

  @Test func classesAndTemplates() async throws {
    try await check(
      [
        "a.cpp": "#include \"a.hpp\"\nint A<int>::f() { return 1; }\n",
        "a.hpp": "#include \"b.hpp\"\ntemplate <class T> struct A { int f(); };\n",
        "b.hpp": "#if __has_include(\"c.hpp\")\n#include \"c.hpp\"\n#endif\n",
        "c.hpp": "",
      ],
      unit: "a.cpp",
      flags: ["-std=c++17", "-fno-semantic-interposition", "-Wno-such-warning", "-Werror", "-O2"],
      includes: ["a.cpp:1 a.hpp", "a.hpp:1 b.hpp", "b.hpp:2 c.hpp"],
      problems: ["a.cpp:2 syntax"]
    )
  }

  @Test func aHeaderThatIsMissingIsTold() async throws {
    try await check(
      ["a.c": "#include \"gone.h\"\n#include \"b.h\"\n", "b.h": "#error no\n"],
      unit: "a.c",
      flags: [],
      includes: ["a.c:2 b.h"],
      problems: ["a.c:1 unresolved", "b.h:1 syntax"]
    )
  }

  @Test func aFileIsNamedByItsRealPath() async throws {
    let project = try ProjectFolder(["real/a.c": "#include \"a.h\"\n", "real/a.h": ""])
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/link",
      withDestinationPath: "real"
    )
    let outcome = try await project.index("link/a.c", flags: [])
    #expect(project.lines(of: outcome) == ["real/a.c:1 real/a.h"])
  }

  func check(
    _ files: [String: String],
    unit: String,
    flags: [String],
    includes: [String],
    problems: [String] = []
  ) async throws {
    let project = try ProjectFolder(files)
    let outcome = try await project.index(unit, flags: flags)
    #expect(project.lines(of: outcome) == includes)
    guard case .indexed(let facts) = outcome else { return }
    #expect(facts.problems.map { "\($0.file):\($0.line) \($0.kind)" } == problems)
    if !problems.isEmpty { return }
    let read = try project.dependencies(of: unit, flags: flags)
    #expect(Set(facts.includes.compactMap(\.target)) == read)
  }
}
