import Foundation
import Glibc
import Testing

/// What can't be used is said in one clear line, or as a diagnostic beside all that can.
@Suite(.serialized) struct BadInputTests {
  /// One line on the error stream that names the subject, status 2, and nothing on the output.
  private func check(
    _ arguments: [String],
    says parts: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 2, sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    #expect(result.errorLines.count == 1, "\(result.errors)", sourceLocation: sourceLocation)
    for part in parts {
      #expect(result.errors.contains(part), "\(result.errors)", sourceLocation: sourceLocation)
    }
  }

  /// The graph is printed, with a diagnostic for the path; returns the names of the modules.
  @discardableResult
  private func checkDiagnostic(
    _ scratch: Scratch,
    path: String?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let result = try Program.run(["graph", "--json", scratch.url.path])
    #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
    let graph = try #require(result.json as? [String: Any], sourceLocation: sourceLocation)
    let diagnostics = graph["diagnostics"] as? [[String: Any]] ?? []
    if let path {
      let found = diagnostics.contains { ($0["path"] as? String) == path }
      #expect(found, "\(diagnostics)", sourceLocation: sourceLocation)
    }
    return (graph["modules"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
  }

  @Test(arguments: ["graph", "cycles"])
  func aMissingFolder(_ command: String) throws {
    try check([command, "no/such/folder"], says: ["no/such/folder"])
  }

  @Test(arguments: ["graph", "cycles"])
  func aFileInsteadOfAFolder(_ command: String) throws {
    try check([command, "Package.swift"], says: ["Package.swift"])
  }

  @Test(arguments: ["graph", "cycles"])
  func aFolderWithoutPython(_ command: String) throws {
    let scratch = try Scratch()
    try scratch.write(["notes.txt": "nothing"])
    try check([command, scratch.url.path], says: ["no Python files", scratch.url.path])
  }

  @Test func aRootThatIsNotThere() throws {
    try check(["graph", "Samples/tour/before", "--root", "nowhere"], says: ["nowhere", "--root"])
  }

  @Test func aBinaryNamedAsPython() throws {
    let scratch = try Scratch()
    try scratch.write("image.py", Data([0x89, 0x50, 0x4E, 0x47, 0, 0, 0xFF, 0xD8, 0, 1, 2, 3]))
    try scratch.write(["good.py": "import os\n"])
    #expect(try checkDiagnostic(scratch, path: "image.py").contains("good"))
  }

  @Test func aFileThatCannotBeRead() throws {
    let scratch = try Scratch()
    try scratch.write(["good.py": "import os\n"])
    try FileManager.default.createSymbolicLink(
      at: scratch.url.appending(path: "gone.py"),
      withDestinationURL: scratch.url.appending(path: "nothing")
    )
    #expect(try checkDiagnostic(scratch, path: "gone.py").contains("good"))
  }

  @Test func aPipeNamedAsPython() throws {
    let scratch = try Scratch()
    try scratch.write(["good.py": "import os\n"])
    mkfifo(scratch.url.appending(path: "pipe.py").path, 0o600)
    #expect(try checkDiagnostic(scratch, path: nil).contains("good"))
  }

  @Test func aLoopOfLinks() throws {
    let scratch = try Scratch()
    try scratch.write(["package/__init__.py": "", "package/module.py": "import os\n"])
    try FileManager.default.createSymbolicLink(
      at: scratch.url.appending(path: "package/again"),
      withDestinationURL: scratch.url.appending(path: "package")
    )
    let names = try checkDiagnostic(scratch, path: nil)
    #expect(names.contains("package.module"))
    #expect(names.count < 20)
  }

  @Test func aNameThatIsNotUTF8() throws {
    let scratch = try Scratch()
    try scratch.write(["good.py": "import os\n"])
    let name: [UInt8] = Array(scratch.url.path.utf8) + [0x2F, 0x62, 0xE9, 0x2E, 0x70, 0x79, 0]
    let descriptor = name.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600) }
    }
    #expect(descriptor >= 0)
    close(descriptor)
    #expect(try checkDiagnostic(scratch, path: nil).contains("good"))
  }

  @Test func aFileThatDoesNotParse() throws {
    let scratch = try Scratch()
    try scratch.write(["bad.py": "def f(:\n  pass\nimport json\n", "good.py": "import bad\n"])
    #expect(try checkDiagnostic(scratch, path: "bad.py").contains("good"))
  }
}
