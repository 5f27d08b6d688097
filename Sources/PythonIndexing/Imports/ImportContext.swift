internal import ModuleFacts

/// When and under which condition the statements of one arm run.
struct ImportContext {
  var time = ImportRecord.Time.importTime
  var condition = ImportRecord.Condition.none
  var isDead = false

  /// The context of an arm in this one.
  func entering(_ arm: TestArm) -> ImportContext {
    var inner = self
    inner.isDead = isDead || arm.isDead
    inner.add(arm.condition)
    return inner
  }

  /// The context of a function's body in this one.
  var inFunction: ImportContext {
    var inner = self
    inner.time = .late
    return inner
  }

  /// The context of an arm of `try` whose handlers catch `ImportError`.
  var optional: ImportContext {
    var inner = self
    inner.add(.optional)
    return inner
  }

  /// Of nested conditions the one that says most about whether the import runs is kept.
  private mutating func add(_ other: ImportRecord.Condition) {
    if Self.weight(other) > Self.weight(condition) { condition = other }
  }

  private static func weight(_ condition: ImportRecord.Condition) -> Int {
    switch condition {
    case .none: 0
    case .optional: 1
    case .version: 2
    case .main: 3
    case .typing: 4
    }
  }
}
