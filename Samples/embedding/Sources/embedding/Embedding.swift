import ReloadPlanKit

/// Indexes the new tree of a sample, plans the way there from the old one, and prints the reasons.
@main
enum Embedding {
  static func main() async throws {
    let sample = CommandLine.arguments.dropFirst().first ?? "Samples/tour"
    let workspace = Workspace(path: sample + "/after")

    let project = try await workspace.index()
    for module in project.modules where module.kind != .external {
      let users = project.imports.filter { $0.imported == module.name }.map(\.importer)
      print("\(module.name): imported by \(users.isEmpty ? "nobody" : unique(users))")
    }

    let plan = try await workspace.plan(from: sample + "/before")
    print("verdict: \(plan.verdict.rawValue)")
    for step in plan.steps {
      print("\(step.id). \(step.summary)")
      print("   because \(step.because)")
    }
    for finding in plan.findings {
      print("\(finding.severity.rawValue) \(finding.rule): \(finding.message)")
    }
  }

  private static func unique(_ names: [String]) -> String {
    Set(names).sorted().joined(separator: ", ")
  }
}
