import Foundation
import Testing

/// What the samples promise is what the tool prints; `UPDATE_SNAPSHOTS=1` rewrites the files.
@Suite(.serialized) struct SampleTests {
  private func check(
    _ arguments: [String],
    in folder: URL = Program.root,
    expected path: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Program.run(arguments, in: folder)
    #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
    let file = Program.root.appending(path: path)
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try result.output.write(to: file, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(result.output == expected, sourceLocation: sourceLocation)
  }

  @Test func cyclesOfTheService() throws {
    try check(["cycles", "Samples/service/app"], expected: "Samples/service/expected/cycles.txt")
  }

  @Test func graphOfTheTour() throws {
    try check(["graph", "Samples/tour/before"], expected: "Samples/tour/expected/graph.txt")
  }
}
