import ModuleFacts
import ProgramAnalysis
import PythonIndexing
import PythonSyntax
import ReloadPlanning
import SourceText
import Testing

/// One edit of a small program, and the plan it must give.
struct EditStep: CustomTestStringConvertible, Sendable {
  var name: String
  /// Module sources before; a key ending in `/` is a package.
  var before: [String: String]
  /// Sources that differ afterwards; nil for a file that is gone.
  var after: [String: String?]
  /// Modules in the order in which the program begins to import them.
  var order: [String]
  /// The plan, a line each: the verdict first, then steps or blockers.
  var expect: [String]
  /// Lines of an effect table of the project's settings.
  var declared = ""

  init(
    _ name: String,
    _ before: [String: String],
    edit after: [String: String?],
    order: [String]? = nil,
    expect: [String]
  ) {
    self.name = name
    self.before = before
    self.after = after
    self.order = order ?? Set(before.keys).union(after.keys).sorted()
    self.expect = expect
  }

  var testDescription: String { name }

  /// Plans the edit and compares, both ways.
  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(Self.lines(plan()) == expect, sourceLocation: sourceLocation)
  }

  /// The plan for the edit.
  func plan() -> ReloadPlan {
    let modules = order.map { key -> PlanRequest.Module in
      let isPackage = key.hasSuffix("/")
      let name = isPackage ? String(key.dropLast()) : key
      let old = before[key].map(Self.facts)
      let isChanged = after.keys.contains(key)
      let new = isChanged ? after[key].flatMap { $0 }.map(Self.facts) : old
      return PlanRequest.Module(
        name: name,
        path: name + ".py",
        isPackage: isPackage,
        old: old,
        new: new,
        isChanged: isChanged,
        isLoaded: old != nil
      )
    }
    var request = PlanRequest(modules: modules)
    request.declared.add(table: declared)
    request.declared.speaksOfProjects = !declared.isEmpty
    return Planner.plan(request)
  }

  private static func facts(_ source: String) -> FileFacts {
    PythonIndexer.index(tree: PythonParser.parse(source), depth: .full)
  }

  private static func lines(_ plan: ReloadPlan) -> [String] {
    let blockers = plan.findings.filter { $0.severity == .blocker }
      .map { "\($0.rule) \($0.module):\($0.line)" }
    return [plan.verdict.name] + plan.steps.map(line) + blockers
  }

  private static func line(_ step: PlanStep) -> String {
    switch step.action {
    case .swapCode: "swap \(step.module)"
    case .execute(let run):
      "run \(step.module):\(run.lines.first) \(run.binds.joined(separator: " "))"
    case .rebind(let rebinding): "rebind \(step.module).\(rebinding.name)"
    case .delete(let names): "delete \(step.module) \(names.joined(separator: " "))"
    case .unregister(let item): "unregister \(step.module) \(item.names.joined(separator: " "))"
    case .document: "document \(step.module)"
    case .hook(let name): "call \(step.module).\(name)"
    case .clearCache(let names): "clear \(step.module) \(names.joined(separator: " "))"
    case .importModule: "import \(step.module)"
    case .forget: "forget \(step.module)"
    case .rebuild(let rebuild): "rebuild \(rebuild.output)"
    case .swapLibrary(let path): "swapLibrary \(path)"
    }
  }
}
