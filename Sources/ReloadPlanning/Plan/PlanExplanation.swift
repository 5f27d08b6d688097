internal import ModuleFacts

/// Why something is in a plan: the chain of reasons, nearest first.
package struct PlanExplanation: Sendable, Equatable {
  /// What was asked for: a step's number, a module, or `module.name`.
  package var subject: String
  /// One sentence each.
  package var chain: [String]

  package init(subject: String, chain: [String]) {
    self.subject = subject
    self.chain = chain
  }

  /// The reasons for the subject; nil when the plan doesn't hold it.
  package static func of(_ subject: String, in plan: ReloadPlan) -> PlanExplanation? {
    let steps = plan.steps.filter { concerns($0, subject) }
    let findings = plan.findings.filter {
      $0.module == subject || $0.rule == subject || $0.path == subject
    }
    var chain = edits(of: subject, in: plan)
    if steps.isEmpty, findings.isEmpty, chain.isEmpty { return nil }
    var told: Set<Int> = []
    var waiting = steps.map(\.id)
    while !waiting.isEmpty {
      let id = waiting.removeFirst()
      guard told.insert(id).inserted, let step = plan.steps.first(where: { $0.id == id }) else {
        continue
      }
      chain.append("step \(id), \(step.action.name) in \(step.module): \(step.because)")
      // Steps follow one another; only those that made what the reason names belong to the chain.
      waiting += plan.steps.prefix { $0.id < id }.filter { $0.makes(namedIn: step.because) }.map(
        \.id
      )
    }
    for finding in findings {
      chain.append("\(finding.severity.name) \(finding.rule): \(finding.message)")
      chain += finding.because.map { "because \($0)" }
    }
    return PlanExplanation(subject: subject, chain: chain)
  }

  /// The edits of a file of C or C++, or of one of its names.
  private static func edits(of subject: String, in plan: ReloadPlan) -> [String] {
    plan.changes.flatMap { change -> [String] in
      // Those are modules that are named by their paths.
      guard change.module == change.path else { return [] }
      if change.module == subject { return change.edits.map { "edited: \($0)" } }
      guard subject.hasPrefix(change.module + ".") else { return [] }
      let name = subject.dropFirst(change.module.utf8.count + 1)
      return change.edits.filter { edit in
        edit.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == name }
      }.map { "edited: \($0)" }
    }
  }

  private static func concerns(_ step: PlanStep, _ subject: String) -> Bool {
    if subject == String(step.id) || subject == step.module { return true }
    if case .rebuild(let rebuild) = step.action {
      return rebuild.files.contains { subject == $0 || subject.hasPrefix($0 + ".") }
    }
    guard subject.hasPrefix(step.module + ".") else { return false }
    let name = String(subject.dropFirst(step.module.count + 1))
    switch step.action {
    case .execute(let run): return run.binds.contains(name)
    case .rebind(let rebinding): return rebinding.name == name
    case .delete(let names), .clearCache(let names): return names.contains(name)
    case .unregister(let item): return item.names.contains(name)
    case .hook(let hook): return hook == name
    case .swapCode, .document, .importModule, .forget, .rebuild, .swapLibrary: return false
    }
  }
}

extension PlanStep {
  /// Whether the text names something that this step binds, as `module.name`.
  fileprivate func makes(namedIn text: String) -> Bool {
    let names: [String] =
      switch action {
      case .execute(let run): run.binds
      case .rebind(let rebinding): [rebinding.name]
      case .delete(let names): names
      case .swapCode, .document, .clearCache, .importModule, .forget, .rebuild, .swapLibrary,
        .unregister, .hook:
        []
      }
    return names.contains { text.contains("\(module).\($0)") }
  }
}
