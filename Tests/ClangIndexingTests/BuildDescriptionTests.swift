import Foundation
import Testing

@testable import ClangIndexing

/// What says how C and C++ is built: recorded commands, settings, Ninja, or nothing.
@Suite(.enabled(if: Machine.hasLibclang, "libclang isn't installed")) struct BuildDescriptionTests {
  static let sources = [
    "lib/one.c": "#include \"one.h\"\nint one(void) { return ONE; }\n",
    "lib/two.c": "int one(void);\nint two(void) { return one() + one(); }\n",
    "lib/one.h": "#define ONE 1\n",
  ]

  static let edges = [
    "lib/one.c includes lib/one.h 1", "lib/one.c embeds lib/one.h 0",
    "lib/two.c references lib/one.c 0", "libone.so extends lib/one.c 0",
    "libtwo.so extends lib/two.c 0", "libtwo.so links libone.so 0",
  ]

  @Test(.enabled(if: Machine.hasCompiler, "there is no compiler"))
  func aBuildIsRecorded() throws {
    let project = try ProjectFolder(Self.sources)
    let script = """
      cc -fPIC -c lib/one.c -o one.o && cc -shared -o libone.so one.o
      cc -fPIC -c lib/two.c -o two.o && cc -shared -o libtwo.so two.o -L. -lone
      """
    let build = ["sh", "-c", "cd '\(project.path)' && \(script)"]
    let arguments = ["native", "record", "--project", project.path, "--"] + build
    let record = try NativeGraphTests.Graph(arguments: arguments, libclang: nil)
    #expect(record.status == 0, "\(record.errors)")
    #expect(FileManager.default.fileExists(atPath: project.path + "/libtwo.so"))
    let graph = try NativeGraphTests.Graph(of: project, "--json")
    #expect(graph.edges == Self.edges)
    #expect(graph.diagnostics == [])
  }

  @Test func aBuildThatCompilesNothingSaysSo() throws {
    let project = try ProjectFolder(Self.sources)
    let arguments = ["native", "record", "--project", project.path, "--", "true"]
    let record = try NativeGraphTests.Graph(arguments: arguments, libclang: nil)
    #expect(record.status != 0)
    #expect(record.errors.contains("compiled nothing"))
  }

  @Test func settingsAreEnough() throws {
    let settings = """
      [native]
      flags = ["-DUNUSED"]
      link-flags = ["-L.", "-lone"]

      [native.libraries]
      "libone.so" = ["lib/o*.c"]
      "libtwo.so" = ["lib/two.c"]
      """
    let project = try ProjectFolder(Self.sources.merging(["reload-plan.toml": settings]) { $1 })
    let graph = try NativeGraphTests.Graph(of: project, "--json")
    #expect(graph.edges == Self.edges)
    #expect(graph.diagnostics == [])
  }

  @Test func settingsAreChecked() throws {
    let project = try ProjectFolder(
      Self.sources.merging(["reload-plan.toml": "[native]\nflag = [\"-O2\"]\n"]) { $1 }
    )
    let graph = try NativeGraphTests.Graph(of: project, "--json")
    #expect(graph.status == 2)
    #expect(graph.errors.contains("did you mean native.flags?"))
  }

  /// As CMake and Meson write it: variables, continued lines, steps around the command, a list file.
  static let ninja = """
    # What links.
    flags = -fPIC
    rule C_COMPILER__one
      command = cc $flags -c $in -o $out
    rule link
      command = $pre && cc $flags -shared -o $TARGET_FILE $in $LIBS && :
      pre = :
    rule list
      command = cc -shared -o $out @$out.rsp
      rspfile = $out.rsp
      rspfile_content = $in $
          -L. -lone
    build one.o: C_COMPILER__one ../lib/one.c | generated.h || order
    build two.o: C_COMPILER__one ../lib/two.c
    build libone.so: link one.o | later.h
      TARGET_FILE = libone.so
    build libtwo.so: list two.o | libone.so
    build all: phony libtwo.so
    default all
    """

  @Test func commandsOfNinja() throws {
    let database = """
      [{"directory": ".", "file": "../lib/one.c", "command": "cc -c ../lib/one.c -o one.o"},
       {"directory": ".", "file": "../lib/two.c", "command": "cc -c ../lib/two.c -o two.o"}]
      """
    let project = try ProjectFolder(
      Self.sources.merging([
        "build/build.ninja": Self.ninja, "build/compile_commands.json": database,
      ]) { $1 }
    )
    let commands = BuildCommands(ninjaFile: project.path + "/build/build.ninja")
    #expect(
      commands.entries.map { $0.arguments.joined(separator: " ") } == [
        "cc -fPIC -shared -o libone.so one.o", "cc -shared -o libtwo.so two.o -L. -lone",
      ]
    )
    let graph = try NativeGraphTests.Graph(of: project, "--json")
    #expect(
      graph.edges.sorted()
        == Self.edges.map { $0.replacing(/lib(one|two)\.so/) { "build/\($0.output.0)" } }.sorted()
    )
  }

  @Test func damagedNinjaFilesNeverTrap() throws {
    let whole = Array(Self.ninja.utf8)
    let project = try ProjectFolder(["build.ninja": ""])
    for seed in 0..<300 {
      var bytes = whole
      for step in 0..<3 {
        let sign = Array("$:|=@\n {}".utf8)[(seed + step) % 9]
        bytes[(seed * 7919 + step * 613) % bytes.count] = sign
      }
      bytes.removeLast((seed * 131) % bytes.count)
      try Data(bytes).write(to: URL(filePath: project.path + "/build.ninja"))
      _ = BuildCommands(ninjaFile: project.path + "/build.ninja")
    }
    // One that includes itself, and a variable that is made of itself.
    let text =
      "include build.ninja\nsubninja build.ninja\nrule r\n  command = cc $command -o $out\n"
    try Data((text + "build a: r b\n").utf8).write(to: URL(filePath: project.path + "/build.ninja"))
    #expect(BuildCommands(ninjaFile: project.path + "/build.ninja").entries.count > 0)
  }

  static let guessed = [
    "setup.py": "",
    "pkg/__init__.py": "from pkg import _ext\n",
    "pkg/_ext.c": """
    /* For Python.h */
    #include "help.h"
    void *PyModule_Create2(void *definition, int version);
    void *PyInit__ext(void) { return PyModule_Create2(0, LIMIT); }
    """,
    "pkg/help.h": "#define LIMIT 3\n",
    "pkg/help.c": "int help(void) { return 1; }\n",
  ]

  @Test func withoutAnyTheInterpretersHeadersAreTried() throws {
    let project = try ProjectFolder(Self.guessed)
    let graph = try NativeGraphTests.Graph(of: project, "--json")
    #expect(
      graph.edges == [
        "pkg from pkg._ext 1", "pkg._ext extends pkg/_ext.c 0", "pkg/_ext.c includes pkg/help.h 2",
        "pkg/_ext.c embeds pkg/help.h 0",
      ]
    )
    #expect(graph.diagnostics == ["pkg/_ext.c unindexed"])
    #expect(graph.output.contains("native record"))
  }

  /// Comments of Cython are not those of C, and it needs no C beside it.
  @Test(arguments: [["setup.py": ""], Self.guessed])
  func cythonAsksForARestart(_ files: [String: String]) throws {
    let source = "def half(int a):\n    return a // 2\n"
    let files = files.merging(["app.py": "import half\n", "half.pyx": source]) { $1 }
    let before = try ProjectFolder(files)
    let after = try ProjectFolder(
      files.merging(["half.pyx": source.replacing("// 2", with: "// 3")]) { $1 }
    )
    let plan = try NativePlanTests.Plan(["plan", after.path, "--from", before.path, "--json"])
    #expect(plan.verdict == "restart", "\(plan.output)")
    #expect(plan.edits == ["half.pyx: source of Cython"])
    #expect(plan.rules == ["RP611"])
    let same = try NativePlanTests.Plan(["plan", after.path, "--from", after.path, "--json"])
    #expect(same.verdict == "nothing")
  }

  /// A source that may be compiled into the module, and its header, ask for a restart; nothing else is known.
  @Test(arguments: ["pkg/_ext.c", "pkg/help.h", "pkg/help.c"])
  func guessedPlansAskForARestart(_ file: String) throws {
    let before = try ProjectFolder(Self.guessed)
    let text = try #require(Self.guessed[file])
    let edited = text.replacing("3", with: "4").replacing("LIMIT)", with: "LIMIT + 1)")
      .replacing("1; }", with: "2; }")
    let after = try ProjectFolder(Self.guessed.merging([file: edited]) { $1 })
    let plan = try NativePlanTests.Plan(["plan", after.path, "--from", before.path, "--json"])
    #expect(plan.verdict == "restart", "\(plan.output)")
    #expect(plan.rules.contains("RP611"))
    #expect(plan.steps == [])
  }
}
