import Foundation
import Testing

@testable import ClangIndexing

/// Native edits against Git, and a host whose plug-ins are swapped while it runs.
@Suite(
  .serialized,
  .enabled(if: Machine.hasLibclang, "libclang isn't installed"),
  .enabled(if: Machine.hasCompiler, "there is no compiler")
)
struct NativeSessionTests {
  @Test func plansAreMadeAgainstTheLastCommit() throws {
    let files = NativePlanTests.files.merging(NativePlanTests.build) { $1 }
    let project = try ProjectFolder(files)
    try Self.git(project, "init", "-q")
    try Self.git(project, "add", "--all")
    let author = ["-c", "user.name=a", "-c", "user.email=a@b"]
    try Self.git(project, author + ["commit", "-q", "-m", "first"])
    #expect(try NativePlanTests.Plan(["plan", project.path, "--json"]).verdict == "nothing")

    let source = try #require(files["one.c"]).replacing("v + LIMIT", with: "v - LIMIT")
    try Data(source.utf8).write(to: URL(filePath: project.path + "/one.c"))
    let plan = try NativePlanTests.Plan(["plan", project.path, "--json"])
    #expect(plan.verdict == "reload", "\(plan.output)")
    #expect(plan.edits == ["one.c: body of step (NE01)"])
    #expect(plan.steps == ["rebuild one.so", "swapLibrary one.so"])
    let check = try NativeGraphTests.Graph(
      arguments: ["check", project.path, "--fail-on", "reload"],
      libclang: nil
    )
    #expect(check.status == 1)
    #expect(check.output.hasPrefix("reload"))

    // Only the named file counts.
    let other = ["plan", project.path, "--changed", project.path + "/two.c", "--json"]
    #expect(try NativePlanTests.Plan(other).verdict == "nothing")
  }

  @Test(.timeLimit(.minutes(5)))
  func aSaveIsRebuiltAndTheHostSwapsIt() throws {
    let sample = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let project = try ProjectFolder([:])
    let names = ["Makefile", "counter.c", "counter.h", "greeter.c", "greeter.h", "host.c"]
    for name in names {
      let source = sample.appending(path: "Samples/native/\(name)")
      try FileManager.default.copyItem(atPath: source.path, toPath: "\(project.path)/\(name)")
    }
    let headers = sample.appending(path: "Sources/ReloadHost").path
    let make = ["make", "-s", "-C", project.path, "RELOAD_HOST=\(headers)"]
    let record = try NativeGraphTests.Graph(
      arguments: ["native", "record", "--project", project.path, "--"] + make,
      libclang: nil
    )
    #expect(record.status == 0, "\(record.errors)")

    let host = try Host(in: project)
    defer { host.kill() }
    #expect(host.ask("greet Ada") == "hello Ada, you are number 1")
    try project.edit("greeter.c", "hello %s", "good evening %s")
    #expect(host.waitFor("rebuilt greeter.so"), "\(host.messages)")
    #expect(host.ask("refresh") == "swapped: counter 1, greeter 2")
    #expect(host.ask("greet Ada") == "good evening Ada, you are number 2")

    // What needs a restart is not built: the host would load it.
    try project.edit("counter.c", "  int count;\n", "  long total;\n  int count;\n")
    #expect(host.waitFor("only a restart is safe"), "\(host.messages)")
    #expect(host.ask("refresh") == "nothing changed")
    #expect(host.ask("greet Ada") == "good evening Ada, you are number 3")
    #expect(host.end() == 0)
  }

  private static func git(_ project: ProjectFolder, _ arguments: String...) throws {
    try git(project, arguments)
  }

  private static func git(_ project: ProjectFolder, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", project.path] + arguments
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// `reload-plan run -- ./host`, spoken to by lines.
  private final class Host {
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())
    private let log: URL

    init(in project: ProjectFolder) throws {
      log = URL(filePath: project.path + "/messages.txt")
      try Data().write(to: log)
      let copies = project.path + "/generations"
      try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: true)
      process.executableURL = URL(filePath: Machine.program)
      let words = [project.path + "/host", copies]
      process.arguments = ["run", "--project", project.path, "--"] + words
      process.currentDirectoryURL = URL(filePath: project.path)
      process.standardInput = input
      process.standardOutput = output
      process.standardError = try FileHandle(forWritingTo: log)
      try process.run()
    }

    var messages: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    func ask(_ line: String) -> String {
      input.fileHandleForWriting.write(Data((line + "\n").utf8))
      var answer: [UInt8] = []
      while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 {
        answer.append(byte)
      }
      return String(decoding: answer, as: UTF8.self)
    }

    /// Waits until a message has a text; the test's own limit is the last word.
    func waitFor(_ text: String) -> Bool {
      for _ in 0..<2000 {
        if messages.contains(text) { return true }
        if !process.isRunning { return false }
        Thread.sleep(forTimeInterval: 0.05)
      }
      return false
    }

    func end() -> Int32 {
      input.fileHandleForWriting.write(Data("quit\n".utf8))
      process.waitUntilExit()
      return process.terminationStatus
    }

    func kill() { if process.isRunning { process.terminate() } }
  }
}
