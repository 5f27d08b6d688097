import ArgumentParser
import ReloadPlanKit

/// What a plan is made of: the project, and what it is compared with.
struct PlanOptions: ParsableArguments {
  @Argument(help: "The project's folder.")
  var project = "."

  @Option(name: .customLong("root"), help: "A folder that imports start from; repeatable.")
  var roots: [String] = []

  @Option(name: .customLong("from"), help: "Compare with the project in another folder.")
  var oldTree: String?

  @Option(name: .customLong("since"), help: "Compare with a Git revision (default: HEAD).")
  var revision: String?

  @Option(
    name: .customLong("changed"),
    parsing: .upToNextOption,
    help: "Compare only these files; all others count as unchanged."
  )
  var files: [String] = []

  @Flag(
    name: .customLong("allow-irreversible"),
    help: "Plan new statements whose effects can't be taken back ."
  )
  var allowsIrreversible = false

  func validate() throws {
    if oldTree != nil, revision != nil || !files.isEmpty {
      throw ValidationError("--from can't be combined with --since or --changed")
    }
  }

  func plan(showsRisks: Bool = false) async throws -> StaticPlan {
    var workspace = workspace
    workspace.allowsIrreversible = allowsIrreversible
    return try await workspace.plan(since: baseline, showsRisks: showsRisks)
  }

  var workspace: Workspace {
    var workspace = Workspace(path: project)
    workspace.roots = roots
    workspace.nativeWorker = "/proc/self/exe"
    return workspace
  }

  var baseline: PlanBaseline {
    if let oldTree { return .tree(oldTree) }
    let revision = revision ?? "HEAD"
    return files.isEmpty ? .revision(revision) : .files(files, revision: revision)
  }
}
