import ArgumentParser
import ModuleFacts
import ReloadPlanKit
import Reporting

/// `reload-plan risks`: what a reload of each module would break.
struct RisksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risks",
    abstract: "Print what would go wrong on a reload of each module.",
    discussion: """
      The text shows the warnings and blockers that matter most; --all and the other formats have \
      everything. Rules are chosen in [tool.reload-plan] of pyproject.toml or in reload-plan.toml.
      """
  )

  @Argument(help: "The project's folder.")
  var project = "."

  @Option(name: .customLong("root"), help: "A folder that imports start from; repeatable.")
  var roots: [String] = []

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/risks/1).")
  var isJSON = false

  @Option(name: .customLong("format"), help: "How to print it: text, json, sarif or github.")
  var format: ReportFormat?

  @Flag(name: .customLong("all"), help: "Show every finding, also those of extended rules.")
  var showsAll = false

  @Option(name: .customLong("select"), help: "Only these rules (RP101, RP1); repeatable.")
  var select: [String] = []

  @Option(name: .customLong("ignore"), help: "Not these rules; repeatable.")
  var ignore: [String] = []

  @Option(
    name: .customLong("fail-on"),
    help: "Exit with status 1 if a finding is at least this: info, warning or blocker."
  )
  var gate: String?

  @Option(
    name: .customLong("baseline"),
    help: "A file of known findings: only new ones are shown and fail, fixed ones leave it."
  )
  var baseline: String?

  @Option(name: .customLong("workers"), help: "How many files to read at a time.")
  var workers = 2

  func validate() throws {
    if let gate, Finding.Severity(named: gate) == nil {
      throw ValidationError("--fail-on takes info, warning or blocker, not '\(gate)'")
    }
    if isJSON, let format, format != .json {
      throw ValidationError("--json can't be combined with --format \(format.rawValue)")
    }
  }

  func run() async throws {
    var workspace = Workspace(path: project)
    workspace.roots = roots
    workspace.jobs = max(1, workers)
    workspace.nativeWorker = "/proc/self/exe"
    workspace.endsWithAnswer = true
    // A file of known findings is written as well.
    try await PrintedReport.print(of: workspace, isStored: baseline == nil) {
      try await report(workspace)
    }
  }

  private func report(_ workspace: Workspace) async throws -> PrintedReport {
    var request = RiskRequest()
    request.select = select
    request.ignore = ignore
    var report = try await workspace.risks(request)
    var notes = report.notes
    var isRatchetBroken = false
    if let baseline {
      let ratchet = try FindingBaseline.apply(baseline, to: &report)
      isRatchetBroken = ratchet.isBroken
      if let note = ratchet.note { notes.append(note) }
    }
    let output = RiskOutput(
      workspace: workspace,
      format: isJSON ? .json : format ?? .text,
      showsAll: showsAll
    )
    let least = gate.flatMap { Finding.Severity(named: $0) }
    let isOver = least.map { least in report.findings.contains { $0.severity >= least } } ?? false
    let status: ExitStatus = isRatchetBroken || isOver ? .gate : .success
    return PrintedReport(notes: notes, status: status) { [report] in output.write(report, to: $0) }
  }
}

/// Forms that findings are printed in.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, github
}

/// Prints a report in the form that was asked for.
struct RiskOutput {
  var workspace: Workspace
  var format: ReportFormat
  var showsAll: Bool

  func write(_ report: RiskReport, to sink: PrintedReport.Sink) {
    switch format {
    case .text:
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      let lines = workspace.lineReader()
      let reporter = RisksTextReporter(style: style, showsAll: showsAll, line: lines)
      Self.write(reporter.text(of: report), to: sink)
    case .json: RisksJSONWriter.write(report, to: sink)
    case .sarif:
      SARIFWriter.document(of: report, version: Version.number).withUnsafeBufferPointer(sink)
    case .github:
      let findings = showsAll ? report.findings : report.prominent
      Self.write(AnnotationsWriter.text(of: findings), to: sink)
    }
  }

  private static func write(_ text: String, to sink: PrintedReport.Sink) {
    Array(text.utf8).withUnsafeBufferPointer(sink)
  }
}
