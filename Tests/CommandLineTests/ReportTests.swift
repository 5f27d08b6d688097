import Foundation
import Testing

/// Reports match the schemas that are published for them.
@Suite(.serialized) struct ReportTests {
  private func check(
    _ arguments: [String],
    schema: String,
    status: Int32 = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Program.run(arguments)
    #expect(result.status == status, "\(result.errors)", sourceLocation: sourceLocation)
    let value = try #require(result.json, sourceLocation: sourceLocation)
    let url = Program.root.appending(path: "docs/schema/\(schema).json")
    let problems = try SchemaValidator(schemaAt: url).problems(in: value)
    #expect(problems == [], sourceLocation: sourceLocation)
  }

  static let projects = ["Samples/tour/before", "Samples/service/app"]

  @Test(arguments: projects) func graph(_ project: String) throws {
    try check(["graph", "--json", project], schema: "graph")
  }

  @Test(arguments: projects) func cycles(_ project: String) throws {
    try check(["cycles", "--json", project], schema: "cycles")
  }

  @Test func plan() throws {
    let arguments = ["plan", "--json", "--from", "Samples/tour/before", "Samples/tour/after"]
    try check(arguments, schema: "plan")
  }

  @Test func order() throws {
    try check(
      ["plan", "--json", "--order", "shop.config", "--", "Samples/service/app"],
      schema: "order"
    )
  }

  @Test func why() throws {
    let trees = ["--from", "Samples/tour/before", "Samples/tour/after"]
    try check(["why", "--json", "app.VERSION"] + trees, schema: "why")
  }

  @Test func cyclesFailOnlyWhenAsked() throws {
    #expect(try Program.run(["cycles", "Samples/service/app"]).status == 0)
    #expect(try Program.run(["cycles", "--fail-on", "any", "Samples/service/app"]).status == 1)
    #expect(try Program.run(["cycles", "--fail-on", "class", "Samples/service/app"]).status == 0)
    #expect(try Program.run(["cycles", "--fail-on", "any", "Samples/tour/before"]).status == 0)
  }

  /// Hash seeds differ from process to process, so equal bytes mean that no order leaks.
  @Test(arguments: [["graph", "--json"], ["graph"], ["cycles", "--json"], ["cycles", "--all"]])
  func reportsAreTheSameEachTime(_ command: [String]) throws {
    let outputs = try (0..<3).map { _ in
      try Program.run(command + ["Samples/service/app"]).output
    }
    #expect(Set(outputs).count == 1)
    #expect(!outputs[0].isEmpty)
  }

  @Test func textHasNoColourAwayFromATerminal() throws {
    let result = try Program.run(["cycles", "Samples/service/app"])
    #expect(!result.output.contains("\u{1B}"))
  }
}
