import ArgumentParser
import ReloadPlanKit
import ReloadPlanning
import Reporting

/// `reload-plan why`: the chain that put something into a plan.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Print why a module, a name (module.name) or a step is in the plan."
  )

  @Argument(help: "A module, a module's name as module.name, a step's number, or a rule.")
  var subject: String

  @OptionGroup var options: PlanOptions

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/why/1).")
  var isJSON = false

  func run() async throws {
    let result = try await options.plan()
    guard let explanation = try explanation(in: result.plan) else {
      throw CommandError.input(
        problem: "nothing to explain",
        subject: subject,
        help: "give a module of the project, module.name, or the number of a step of `plan`"
      )
    }
    if isJSON {
      StandardStreams.writeOutput(WhyReporter.document(of: explanation))
    } else {
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      StandardStreams.writeOutput(WhyReporter.text(of: explanation, style: style))
    }
  }

  private func explanation(in plan: ReloadPlan) throws -> PlanExplanation? {
    if let found = PlanExplanation.of(subject, in: plan) { return found }
    guard try options.workspace.hasModule(named: subject) else { return nil }
    return PlanExplanation(
      subject: subject,
      chain: ["it is not in the plan: nothing in it changed, and it holds nothing that did"]
    )
  }
}
