import ArgumentParser

/// The root command; each subcommand has a file of its own.
struct ReloadPlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload-plan",
    abstract: "Says what has to happen in a running Python process when files change, and does it.",
    discussion: """
      Exit codes: 0 done, 1 a gate found something, 2 usage or input, 3 refused or rolled back \
      (the process is as it was), 4 unknown or partial, 70 a bug of reload-plan.
      """,
    version: Version.text,
    subcommands: [
      // One line each, so that adding one is one line.
      GraphCommand.self,
      CyclesCommand.self,
      PlanCommand.self,
      RisksCommand.self,
      CheckCommand.self,
      WhyCommand.self,
      ReloadCommand.self,
      ApplyCommand.self,
      RunCommand.self,
      AgentPathCommand.self,
      PsCommand.self,
      NativeCommand.self,
    ]
  )
}
