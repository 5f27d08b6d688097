import ArgumentParser
import ClangIndexing

/// Runs the command that was asked for and ends with the promised code.
@main enum Main {
  static func main() async {
    if CommandLine.arguments.dropFirst().first == ClangWorker.argument {
      // A worker is expected to crash now and then; that is no bug to report.
      return ClangWorker.run()
    }
    FatalSignals.install()
    do {
      var command = try ReloadPlanCommand.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      let report = ErrorReport(error)
      report.write()
      report.status.exit()
    }
  }
}
