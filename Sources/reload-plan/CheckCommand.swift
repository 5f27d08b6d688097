import ArgumentParser
import ModuleFacts
import ReloadPlanKit
import ReloadPlanning
import Reporting

/// `reload-plan check`: whether a change can go into processes that run.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Classify a change: nothing, patch, reload or restart, and what forces that.",
    discussion: """
      The change is what the files say now against a Git revision (--since) or another folder \
      (--from). Findings are those that the change brings.
      """
  )

  @OptionGroup var options: PlanOptions

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/check/1).")
  var isJSON = false

  @Option(name: .customLong("format"), help: "How to print it: text, json, sarif or github.")
  var format: ReportFormat?

  @Flag(name: .customLong("all"), help: "Show every finding, also those of extended rules.")
  var showsAll = false

  @Option(
    name: .customLong("fail-on"),
    help: """
      Exit with status 1 if the verdict is at least this (patch, reload, restart) or a finding is \
      (info, warning, blocker); repeatable.
      """
  )
  var gates: [String] = []

  func validate() throws {
    for gate in gates where Finding.Severity(named: gate) == nil && Self.rank(gate) == nil {
      throw ValidationError(
        "--fail-on takes patch, reload, restart, info, warning or blocker, not '\(gate)'"
      )
    }
    if isJSON, let format, format != .json {
      throw ValidationError("--json can't be combined with --format \(format.rawValue)")
    }
  }

  func run() async throws {
    try await PrintedReport.print(of: options.workspace, since: options.baseline) {
      try await report()
    }
  }

  private func report() async throws -> PrintedReport {
    let report = try await options.workspace.check(since: options.baseline)
    let fails = gates.contains { isOver($0, report) }
    let status: ExitStatus = fails ? .gate : .success
    switch isJSON ? .json : format ?? .text {
    case .json:
      return PrintedReport(output: CheckJSONWriter.document(of: report), status: status)
    case .sarif, .github:
      let writer = RiskOutput(
        workspace: options.workspace,
        format: format ?? .sarif,
        showsAll: showsAll
      )
      return PrintedReport(status: status) { writer.write(report.risks, to: $0) }
    case .text:
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      let lines = options.workspace.lineReader()
      let reporter = CheckTextReporter(style: style, showsAll: showsAll, line: lines)
      return PrintedReport(text: reporter.text(of: report), status: status)
    }
  }

  private func isOver(_ gate: String, _ report: CheckReport) -> Bool {
    if let least = Finding.Severity(named: gate) {
      return report.risks.findings.contains { $0.severity >= least }
    }
    guard let least = Self.rank(gate), let rank = Self.rank(report.verdict.name) else {
      return false
    }
    return rank >= least
  }

  /// Verdicts by how much they ask of a process.
  private static func rank(_ verdict: String) -> Int? {
    ["nothing", "patch", "reload", "restart"].firstIndex(of: verdict)
  }
}
