internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Decorators that put something else than a function in the function's place.
enum ReplacingDecorator: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP403",
    "replacing-decorator",
    .warning,
    "A decorator puts an object in the function's place that has no code to swap"
  )

  /// What well-known decorators give.
  private static let known: [String: String] = [
    "click.command": "a click Command", "click.group": "a click Group",
    "celery.shared_task": "a celery Task", "celery.Celery.task": "a celery Task",
    "functools.partial": "a partial", "typer.Typer.command": "a typer command",
    "numba.vectorize": "a numba ufunc", "numpy.vectorize": "a numpy vectorize object",
    "prefect.flow": "a prefect Flow", "prefect.task": "a prefect Task",
    "invoke.task": "an invoke Task",
  ]

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for function in module.facts.functions
    where !function.decorators.isEmpty && function.enclosingFunction == .max
      && module.isRunning(function.statement)
    {
      // A class decorator may put the function back.
      if function.enclosingClass != .max,
        !module.facts.classes[Int(function.enclosingClass)].decorators.isEmpty
      {
        continue
      }
      for path in module.facts.paths[function.decorators.indices] where path.root == .global {
        guard let what = replacement(path, function, module) else { continue }
        let name = module.string(function.qualifiedName)
        // Nobody looks up what is called `_`.
        if what == "None", name.hasSuffix("_") { continue }
        findings.add(
          line: function.headLine,
          column: function.column,
          symbol: name,
          "@\(module.written(path)) makes \(name) \(what): its code can't be swapped through the name, "
            + "and who holds the object keeps the old one",
          help: "keep the plain function beside it, or reload this module and who imports from it"
        )
        break
      }
    }
  }

  private static func replacement(
    _ path: NamePath,
    _ function: FunctionFacts,
    _ module: RuleSubject
  ) -> String? {
    for value in module.values(path) {
      switch value {
      case .external(let dotted): if let what = known[dotted] { return what }
      case .function, .classType:
        let isFactory = isCalled(path, of: function, module)
        if case .replaced(let what) = DecoratorAnswer.of(value, isFactory: isFactory, module) {
          return what
        }
      default: continue
      }
    }
    return nil
  }

  /// Whether the decorator at a path is what a call of it gives.
  private static func isCalled(
    _ path: NamePath,
    of function: FunctionFacts,
    _ module: RuleSubject
  ) -> Bool {
    module.facts.calls[
      module.facts.statements[Int(function.statement)].calls.indices
    ].contains {
      $0.line >= function.line && $0.line <= function.headLine && $0.isDecorator
        && ($0.callee.isPartial || $0.callee.root == .expression)
        && $0.callee.names.count == path.names.count
        && module.facts.nameList($0.callee.names).elementsEqual(
          module.facts.nameList(path.names)
        )
    }
  }
}
