import Foundation
import NativeFacts
import Testing

@testable import ClangIndexing

/// What tests need of the machine.
enum Machine {
  static let hasLibclang = (try? LibclangLibrary.open()) != nil

  /// Whether there are `cc` and `make`.
  static let hasCompiler = ["cc", "make"].allSatisfy { name in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }

  /// The products stand beside the test runner.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "reload-plan").path
}

/// A folder with C and C++ files that is gone when the value is.
final class ProjectFolder {
  /// Without links.
  let path: String

  init(_ files: [String: String]) throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "reload-plan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
    for (name, text) in files {
      let file = url.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Replaces a text in a file, as an editor saves it.
  func edit(_ file: String, _ old: String, _ new: String) throws {
    let url = URL(filePath: path + "/" + file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let edited = text.replacing(old, with: new)
    #expect(edited != text)
    try Data(edited.utf8).write(to: url, options: .atomic)
  }

  func unit(_ file: String, flags: [String]) -> CompilationDatabase.Unit {
    CompilationDatabase.Unit(
      folder: path,
      file: path + "/" + file,
      arguments: ["cc"] + flags + ["-c", "-o", "out.o", file]
    )
  }

  func index(_ file: String, flags: [String]) async throws -> ClangWorkerPool.Outcome {
    let pool = ClangWorkerPool(program: Machine.program, root: path)
    let outcomes = try await pool.index([UnitRequest(unit: unit(file, flags: flags))], jobs: 1)
    return try #require(outcomes.first)
  }

  /// `file:line target`, sorted; files outside the project in brackets.
  func lines(of outcome: ClangWorkerPool.Outcome) -> [String] {
    guard case .indexed(let facts) = outcome else { return ["\(outcome)"] }
    return facts.includes.map { include in
      "\(include.file):\(include.line) \(include.target ?? "<\(include.spelling)>")"
    }.sorted()
  }

  /// The files of the project that the system's compiler reads for a unit.
  func dependencies(of file: String, flags: [String]) throws -> Set<String> {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["cc", "-MM"] + flags.filter { !$0.hasPrefix("-W") } + [file]
    process.currentDirectoryURL = URL(filePath: path)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let words = output.split(whereSeparator: { " \\\n".contains($0) }).map(String.init)
    return Set(words.dropFirst().filter { $0 != file })
  }
}
