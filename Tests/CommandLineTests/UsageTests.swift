import Foundation
import Testing

/// What the command line answers before it does anything.
@Suite(.serialized) struct UsageTests {
  @Test func theVersionSaysWhatTheBuildCanDo() throws {
    let result = try Program.run(["--version"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("reload-plan "))
    #expect(result.output.contains("libclang"))
    #expect(result.errors.isEmpty)
  }

  @Test func helpIsOutputAndNamesEachCommand() throws {
    let result = try Program.run(["--help"])
    #expect(result.status == 0)
    let commands = [
      "graph", "cycles", "plan", "risks", "check", "why", "run", "reload", "apply", "agent-path",
      "ps",
    ]
    for command in commands {
      #expect(result.output.contains("  \(command) "), "\(command)")
    }
  }

  @Test(arguments: [
    ["--bogus"], ["bogus"], ["graph", "--bogus"], ["cycles", "--fail-on", "bogus", "."],
    ["reload", "--pid", "x"], ["why"],
  ])
  func wrongUsageIsOneLineAndStatus2(_ arguments: [String]) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errorLines.count == 1)
    #expect(result.errors.hasPrefix("reload-plan: "))
    #expect(result.errors.contains("--help"))
  }
}
