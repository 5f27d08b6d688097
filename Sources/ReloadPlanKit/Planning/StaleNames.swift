internal import ModuleFacts
internal import ReloadPlanning

/// What a process goes on with when a reload was refused or taken back.
enum StaleNames {
  /// A warning for each changed module that names what stays old in it.
  static func findings(of plan: ReloadPlan) -> [Finding] {
    plan.changes.compactMap { change in
      guard change.edits != ["not loaded"], let message = message(for: change) else { return nil }
      return Finding(
        rule: "RP209",
        severity: .warning,
        message: message,
        module: change.module,
        path: change.path
      )
    }
  }

  private static let shown = 20

  private static func message(for change: ModuleChange) -> String? {
    switch change.kind {
    case .added: return nil
    case .deleted: return "\(change.module) stays loaded, though its file is gone"
    case .edited: break
    }
    if change.edits.isEmpty { return "\(change.module) stays as it was" }
    let rest = change.edits.count - shown
    let list = change.edits.prefix(shown).joined(separator: ", ")
    return "\(change.module) stays as it was: \(list)"
      + (rest > 0 ? " and \(rest) more (--json lists all)" : "")
  }
}
