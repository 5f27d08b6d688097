import ArgumentParser
import ReloadPlanKit

/// `reload-plan native`: what concerns the building of C and C++.
struct NativeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "native",
    abstract: "Record how C and C++ are built.",
    subcommands: [NativeRecordCommand.self]
  )
}

/// `reload-plan native record -- make`: notes what a build compiles and links.
struct NativeRecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Run a build and note how it compiles and links the project's C and C++.",
    discussion: """
      The commands are kept in .reload-plan/ in the project, where graph, cycles and plan find them; \
      a later build adds what it compiles. Compilers are found by their names on PATH, or by CC and CXX.
      """
  )

  @Option(name: .customLong("project"), help: "The project's folder.")
  var project = "."

  @Argument(parsing: .postTerminator, help: "The build command, after `--`.")
  var command: [String] = []

  func run() throws {
    if command.isEmpty {
      throw CommandError.input(
        problem: "no build to run",
        subject: "the command is empty",
        help: "give it after --, as in `reload-plan native record -- make`"
      )
    }
    let result: NativeRecord.Result
    do {
      result = try NativeRecord.run(command, projectAt: project)
    } catch {
      throw CommandError.input(
        problem: "nothing was recorded",
        subject: project,
        help: "\(error)"
      )
    }
    StandardStreams.writeError(
      "recorded \(result.units) compile commands and \(result.links) that link, in "
        + "\(project)/\(NativeRecord.folderName)"
    )
    if result.status != 0 {
      throw CommandError.input(
        problem: "the build failed with status \(result.status)",
        subject: command.joined(separator: " "),
        help: "what it compiled until then is recorded; fix the build and record it again"
      )
    }
  }
}
