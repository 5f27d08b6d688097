import Foundation
import Testing

@testable import ClangIndexing

/// What was printed is kept, and made anew when anything changed.
@Suite(.serialized, .enabled(if: Machine.hasLibclang, "libclang isn't installed"))
struct StoredReportTests {
  @Test func whatWasPrintedHoldsUntilSomethingChanges() throws {
    let project = try ProjectFolder(NativeGraphTests.mixed)
    let first = try NativeGraphTests.Graph(of: project, "--json")
    // So that files are older than the run that keeps them.
    Thread.sleep(forTimeInterval: 0.05)
    #expect(try NativeGraphTests.Graph(of: project, "--json").output == first.output)
    #expect(try NativeGraphTests.Graph(of: project, "--json").output == first.output)

    // A file with the size and the time of the old one is another file.
    let header = project.path + "/help.h"
    let times = try FileManager.default.attributesOfItem(atPath: header)[.modificationDate]
    try Data("int help(int v);\n#define LIMAT 3\n#define OTHER 4\n".utf8)
      .write(to: URL(filePath: header))
    try FileManager.default.setAttributes(
      [.modificationDate: try #require(times)],
      ofItemAtPath: header
    )
    let edited = try NativeGraphTests.Graph(of: project, "--json")
    #expect(edited.output != first.output)

    Thread.sleep(forTimeInterval: 0.05)
    _ = try NativeGraphTests.Graph(of: project, "--json")
    try Data("import json\n".utf8).write(to: URL(filePath: project.path + "/pkg/new.py"))
    #expect(
      try NativeGraphTests.Graph(of: project, "--json").edges.contains("pkg.new import json 1")
    )
  }

  /// Every command says after every change what it says without anything kept.
  @Test(arguments: ["cycles", "risks", "plan", "check", "plan HEAD"])
  func nothingOldIsPrinted(_ command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let now = try ProjectFolder(NativeGraphTests.mixed)
    let before = try ProjectFolder(NativeGraphTests.mixed)
    let isCommit = words.count > 1
    func commit() throws {
      let git = "git add -A && git -c user.name=a -c user.email=a@b commit -q -m m"
      try Self.shell("git init -q 2>/dev/null; \(git)", in: now)
    }
    if isCommit { try commit() }
    let compares = ["plan", "check"].contains(words[0]) && !isCommit
    let arguments = [words[0], now.path] + (compares ? ["--from", before.path] : [])
    let cache = try ProjectFolder([:])
    var outputs: Set<String> = []
    func check(_ what: String) throws {
      // Files have to be older than the run that keeps what it prints.
      Thread.sleep(forTimeInterval: 0.05)
      let fresh = try ProjectFolder([:])
      let expected = try NativeGraphTests.Graph(
        arguments: arguments,
        libclang: nil,
        cache: fresh.path
      )
      for _ in 0..<2 {
        let found = try NativeGraphTests.Graph(
          arguments: arguments,
          libclang: nil,
          cache: cache.path
        )
        #expect(found.output == expected.output, "after \(what)")
        #expect(found.status == expected.status)
      }
      outputs.insert(expected.output)
    }
    try check("nothing")
    try now.edit("help.c", "return v;", "return -v;")
    try check("a body")
    try now.edit("help.h", "LIMIT 3", "LIMIT 4")
    try check("a header")
    try now.edit("pkg/late.py", "import ctypes", "import ctypes, threading\nT = threading.Thread()")
    try check("Python")
    try Data("import pkg.new\n".utf8).write(to: URL(filePath: now.path + "/pkg/new.py"))
    try check("a new module")
    try now.edit("pkg/late.py", "import pkg._ext\n", "")
    try check("an import that is gone")
    try Data("ignore = [\"RP\"]\n".utf8)
      .write(to: URL(filePath: now.path + "/reload-plan.toml"))
    try check("settings")
    if compares {
      try before.edit("help.c", "return v;", "return v + 9;")
      try check("the old side")
    }
    if isCommit {
      try commit()
      try check("a commit")
      #expect(outputs.contains { $0.hasPrefix("nothing") })
    }
    #expect(outputs.count > 1)
  }

  /// What is kept is what is printed the second time: else a run would cost as much as the first.
  @Test(arguments: ["cycles", "risks", "plan", "check"])
  func reportsAreKept(_ command: String) throws {
    let project = try ProjectFolder(NativeGraphTests.mixed)
    let cache = try ProjectFolder([:])
    Thread.sleep(forTimeInterval: 0.05)
    let old = ["plan", "check"].contains(command) ? ["--from", project.path] : []
    for _ in 0..<2 {
      _ = try NativeGraphTests.Graph(
        arguments: [command, project.path] + old,
        libclang: nil,
        cache: cache.path
      )
      let kept = cache.path + "/reload-plan/reports"
      #expect(try FileManager.default.contentsOfDirectory(atPath: kept).count == 1)
    }
  }

  private static func shell(_ line: String, in project: ProjectFolder) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(filePath: project.path)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// Only units that read an edited header are parsed again.
  @Test func aHeaderEditParsesWhatIncludesIt() throws {
    let project = try ProjectFolder(NativeGraphTests.mixed.merging(["alone.c": "int a;\n"]) { $1 })
    let cache = try ProjectFolder([:])
    try project.edit(
      "compile_commands.json",
      "[{",
      "[{\"directory\": \".\", \"file\": \"alone.c\", \"command\": \"cc -c alone.c\"}, {"
    )
    func entries() throws -> [String: Int] {
      let graph = ["graph", project.path, "--json"]
      #expect(
        try NativeGraphTests.Graph(arguments: graph, libclang: nil, cache: cache.path).status == 0
      )
      let folder = cache.path + "/reload-plan/native"
      var found: [String: Int] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
        found[name] = attributes[.systemFileNumber] as? Int
      }
      return found
    }
    let first = try entries()
    #expect(first.count == 3)
    try project.edit("help.h", "OTHER 4", "OTHER 5")
    let second = try entries()
    // Two sources include it; each entry is written anew under its name.
    #expect(Set(first.keys) == Set(second.keys))
    #expect(first.filter { second[$0.key] != $0.value }.count == 2)
  }
}
