import ArgumentParser
import HostIO
import ReloadPlanKit

/// What a command prints, and how it ends.
struct PrintedReport {
  typealias Sink = (UnsafeBufferPointer<UInt8>) -> Void

  /// Hands what is printed to a sink, piece by piece: one of megabytes took longer to get its memory from the
  /// kernel than to be written.
  var write: (Sink) -> Void
  /// What is said beside it.
  var notes: [String]
  var status: ExitStatus

  init(
    notes: [String] = [],
    status: ExitStatus = .success,
    _ write: @escaping (Sink) -> Void
  ) {
    self.write = write
    self.notes = notes
    self.status = status
  }

  init(output: [UInt8], notes: [String] = [], status: ExitStatus = .success) {
    self.init(notes: notes, status: status) { output.withUnsafeBufferPointer($0) }
  }

  init(text: String, status: ExitStatus = .success) {
    self.init(output: Array(text.utf8), status: status)
  }

  /// Prints a report; the one that was printed last, if nothing it was made from has changed since.
  ///
  /// - Parameters:
  ///   - workspace: What it is about.
  ///   - baseline: What the workspace is compared with, if it is.
  ///   - isStored: Whether it may be kept at all: it depends on nothing but these and the command line.
  ///   - make: Makes the report.
  /// - Throws: What `make` throws, and the exit code of a report that isn't a success.
  static func print(
    of workspace: Workspace,
    since baseline: PlanBaseline? = nil,
    isStored: Bool = true,
    _ make: () async throws -> PrintedReport
  ) async throws {
    let form =
      CommandLine.arguments.dropFirst()
      + ["", "\(StandardStreams.outputIsColored)", FileStatus.absolutePath(of: ".") ?? ""]
    let stored = isStored ? StoredReport(workspace, form: Array(form)) : nil
    if let known = stored?.read(), let status = known.first.flatMap({ ExitStatus(code: $0) }) {
      return try PrintedReport(output: Array(known.dropFirst()), status: status).finish()
    }
    let start = InputRecord.Start()
    let report = try await make()
    if let stored, report.notes.isEmpty,
      let inputs = await workspace.reportInputs(since: baseline)
    {
      var document = [UInt8(report.status.code)]
      report.write { document += $0 }
      stored.keep(document, madeFrom: inputs, since: start)
    }
    try report.finish()
  }

  private func finish() throws {
    for note in notes { StandardStreams.writeError(note) }
    write(StandardStreams.writeOutput)
    if status != .success { throw ExitCode(status.code) }
  }
}

extension ExitStatus {
  /// Those that a report ends with.
  fileprivate init?(code: UInt8) {
    switch code {
    case UInt8(ExitStatus.success.code): self = .success
    case UInt8(ExitStatus.gate.code): self = .gate
    default: return nil
    }
  }
}
