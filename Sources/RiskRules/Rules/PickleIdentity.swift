internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Functions and classes that are sent to other processes or stored by name.
enum PickleIdentity: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP505",
    "pickle-identity",
    .warning,
    "Old objects can't be pickled once their class or function is another one"
  )

  private static let senders: Set<String> = [
    "apply_async", "map_async", "starmap", "starmap_async", "imap", "imap_unordered",
  ]

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    let facts = module.facts
    let wanted = module.names(among: senders) + module.names(among: ["Process", "dump", "dumps"])
    if wanted.isEmpty { return }
    let isNamed = facts.calls.contains {
      facts.nameList($0.callee.names).last.map { wanted.contains($0) } ?? false
    }
    guard isNamed else { return }
    for (index, function) in facts.functions.enumerated() {
      check(function.calls, of: wanted, function: index, module, &findings)
    }
    for statement in module.runningStatements {
      check(facts.statements[statement].calls, of: wanted, function: nil, module, &findings)
    }
  }

  private static func check(
    _ calls: FactRange,
    of wanted: [NameID],
    function: Int?,
    _ module: RuleSubject,
    _ findings: inout RuleFindings
  ) {
    let facts = module.facts
    for call in facts.calls[calls.indices] where !call.isDecorator {
      guard let lastName = facts.nameList(call.callee.names).last, wanted.contains(lastName)
      else { continue }
      let names = facts.strings(call.callee.names)
      let last = facts.string(lastName)
      let isProcess = last == "Process" && isMultiprocessing(call, function, module)
      let isSender = senders.contains(last) && names.count > 1
      let isDump = (last == "dumps" || last == "dump") && isPickle(call, function, module)
      guard isProcess || isSender || isDump else { continue }
      for path in facts.paths[call.arguments.indices]
      where !path.isPartial && path.root != .expression || path.isCallResult {
        guard let what = pickled(path, function, isDump: isDump, module) else { continue }
        findings.add(
          line: call.line,
          column: call.column,
          symbol: names.joined(separator: ".") + " " + what,
          "\(names.joined(separator: ".")) pickles \(what) by name: after a reload an old one is not what the "
            + "name stands for, and PicklingError is raised",
          help: "let work in flight end before the reload"
        )
        break
      }
    }
  }

  private static func pickled(
    _ path: NamePath,
    _ function: Int?,
    isDump: Bool,
    _ module: RuleSubject
  ) -> String? {
    for value in values(path, function, module) {
      switch value {
      case .function(let owner, _) where !isDump && !module.program.modules[owner].isExternal:
        return module.shown(value)
      case .instance(let owner, let index, _)
      where isDump && !module.program.modules[owner].isExternal:
        return "instances of " + module.shown(.classType(module: owner, classIndex: index))
      default: continue
      }
    }
    return nil
  }

  /// What an argument may be, when it is a call what that gives.
  private static func values(
    _ path: NamePath,
    _ function: Int?,
    _ module: RuleSubject
  ) -> [Value] {
    guard path.isCallResult, path.names.isEmpty else {
      return module.resolver.values(of: path, in: module.index, function: function)
    }
    guard let maker = path.makers.indices.first else { return [] }
    return module.resolver.result(
      ofCalling: module.facts.makers[maker].callee,
      in: module.index,
      function: function
    )
  }

  private static func isPickle(_ call: CallFacts, _ function: Int?, _ module: RuleSubject) -> Bool {
    guard call.callee.root == .global else { return false }
    return module.resolver.values(of: call.callee, in: module.index, function: function).contains {
      guard case .external(let dotted) = $0 else { return false }
      return ["pickle.dumps", "pickle.dump", "cloudpickle.dumps", "dill.dumps", "joblib.dump"]
        .contains(dotted)
    }
  }

  private static func isMultiprocessing(
    _ call: CallFacts,
    _ function: Int?,
    _ module: RuleSubject
  ) -> Bool {
    guard call.callee.root == .global else { return false }
    return module.resolver.values(of: call.callee, in: module.index, function: function).contains {
      if case .external(let dotted) = $0 { return dotted.hasPrefix("multiprocessing.") }
      return false
    }
  }
}
