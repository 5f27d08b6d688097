import Foundation
import Testing

/// What `plan` says, word for word: one folder each with `before`, `after` and the text.
///
/// `UPDATE_SNAPSHOTS=1` rewrites the texts; read the difference before it is committed.
@Suite(.serialized) struct ExplanationTests {
  static let folder = Program.root.appending(path: "Tests/CommandLineTests/Fixtures/explanations")

  static var cases: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  @Test(arguments: cases) func says(_ name: String) throws {
    let place = Self.folder.appending(path: name)
    let result = try Program.run(["plan", "--from", "before", "after"], in: place)
    let file = place.appending(path: "plan.txt")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
      try result.output.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(result.output == (try String(contentsOf: file, encoding: .utf8)), "\(result.errors)")
  }

  @Test func thereAreCases() { #expect(Self.cases.count >= 6) }
}
