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

  @Argument(
    help:
      "A module, a module's name as module.name, a step's number, or a rule; files of C and C++ by their paths."
  )
  var subject: String

  @OptionGroup var options: PlanOptions

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/why/1).")
  var isJSON = false

  func run() async throws {
    guard let explanation = try await explanation() else {
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

  private func explanation() async throws -> PlanExplanation? {
    // A rule needs no plan, so no old side either.
    if var rule = try await options.workspace.explanation(ofRule: subject) {
      if let plan = try? await options.plan().plan,
        let found = PlanExplanation.of(subject, in: plan)
      {
        rule.chain += found.chain
      }
      return rule
    }
    let plan = try await options.plan().plan
    let risks = try await options.workspace.risks(ofModule: subject)
    if var found = PlanExplanation.of(subject, in: plan) {
      found.chain += risks
      return found
    }
    guard try await options.workspace.hasModule(named: subject) else { return nil }
    return PlanExplanation(
      subject: subject,
      chain: ["it is not in the plan: nothing in it changed, and it holds nothing that did"] + risks
    )
  }
}
