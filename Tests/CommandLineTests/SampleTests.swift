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

  @Test func planOfTheTour() throws {
    try check(
      ["plan", "--from", "before", "after"],
      in: Program.root.appending(path: "Samples/tour"),
      expected: "Samples/tour/expected/plan.txt"
    )
  }

  /// README shows the demo, whose plan is the tour's.
  @Test func theReadmeShowsThePlanOfTheTour() throws {
    let readme = try String(
      contentsOf: Program.root.appending(path: "README.md"),
      encoding: .utf8
    )
    let result = try Program.run(
      ["plan", "--from", "before", "after"],
      in: Program.root.appending(path: "Samples/tour")
    )
    #expect(readme.contains(result.output))
  }

  @Test func whyOfTheTour() throws {
    try check(
      ["why", "app.VERSION", "--from", "before", "after"],
      in: Program.root.appending(path: "Samples/tour"),
      expected: "Samples/tour/expected/why.txt"
    )
  }

  @Test func orderOfTheService() throws {
    try check(
      ["plan", "app", "--order", "shop.config"],
      in: Program.root.appending(path: "Samples/service"),
      expected: "Samples/service/expected/order.txt"
    )
  }

  @Test(arguments: ["body", "rate", "handler"])
  func planOfTheService(_ edit: String) throws {
    let service = Program.root.appending(path: "Samples/service")
    let scratch = try Scratch()
    let after = scratch.url.appending(path: "app")
    try FileManager.default.copyItem(at: service.appending(path: "app"), to: after)
    let edits = service.appending(path: "edits/\(edit)")
    for case let path as String in FileManager.default.enumerator(atPath: edits.path)! {
      guard path.hasSuffix(".py") else { continue }
      let target = after.appending(path: path)
      try? FileManager.default.removeItem(at: target)
      try FileManager.default.copyItem(at: edits.appending(path: path), to: target)
    }
    try check(
      ["plan", "--from", service.appending(path: "app").path, after.path],
      expected: "Samples/service/expected/plan-\(edit).txt"
    )
  }
}
