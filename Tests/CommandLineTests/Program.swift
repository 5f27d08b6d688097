import Foundation
import Glibc
import Testing

/// The program under test: what it prints and how it ends.
struct Program {
  struct Result {
    var output: String
    var errors: String
    var status: Int32

    var errorLines: [Substring] { errors.split(separator: "\n") }
    var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) }
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The products stand beside the test runner.
  static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "reload-plan")

  /// Runs `reload-plan` with the arguments in a folder (the repository's root by default).
  static func run(
    _ arguments: [String],
    in folder: URL = root,
    environment: [String: String] = [:]
  ) throws -> Result {
    try run(executable, arguments, in: folder, environment: environment)
  }

  static func run(
    _ program: URL,
    _ arguments: [String],
    in folder: URL = root,
    environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let scratch = try Scratch()
    let output = scratch.url.appending(path: "output")
    let errors = scratch.url.appending(path: "errors")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    // A command that hangs must not hang the tests.
    let end = Date(timeIntervalSinceNow: 120)
    while process.isRunning, Date() < end { Thread.sleep(forTimeInterval: 0.005) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Result(
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
      status: isSignal ? -process.terminationStatus : process.terminationStatus
    )
  }
}

/// A folder that is gone when the value is.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "reload-plan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes files, with their folders.
  func write(_ files: [String: String]) throws {
    for (path, text) in files { try write(path, Data(text.utf8)) }
  }

  func write(_ path: String, _ data: Data) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try data.write(to: file)
  }
}
