import ArgumentParser

/// Runs the command that was asked for and ends with the promised code.
@main enum Main {
  static func main() async {
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
