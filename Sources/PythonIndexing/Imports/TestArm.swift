internal import ModuleFacts

/// What is known of one arm of a test.
struct TestArm {
  var condition = ImportRecord.Condition.none
  /// Whether the test is known to go the other way.
  var isDead = false

  static let open = TestArm()

  /// Whether the arm never runs while the module is imported.
  var neverRuns: Bool { isDead || condition == .typing || condition == .main }
}

/// What is known of both arms of a test.
struct TestOutcome {
  var whenTrue: TestArm
  var whenFalse: TestArm

  static let unknown = TestOutcome(whenTrue: .open, whenFalse: .open)

  /// `TYPE_CHECKING`: false when it runs, true for who reads types.
  static let typing = TestOutcome(whenTrue: TestArm(condition: .typing), whenFalse: .open)

  /// `__name__ == "__main__"`: false when the module is imported.
  static let main = TestOutcome(whenTrue: TestArm(condition: .main), whenFalse: .open)

  /// A test whose value is known, because of the interpreter or by itself.
  static func known(_ value: Bool, ofInterpreter: Bool) -> TestOutcome {
    let condition: ImportRecord.Condition = ofInterpreter ? .version : .none
    return TestOutcome(
      whenTrue: TestArm(condition: condition, isDead: !value),
      whenFalse: TestArm(condition: condition, isDead: value)
    )
  }

  /// A test of the interpreter whose value can't be told.
  static let ofInterpreter = TestOutcome(
    whenTrue: TestArm(condition: .version),
    whenFalse: TestArm(condition: .version)
  )

  var negated: TestOutcome { TestOutcome(whenTrue: whenFalse, whenFalse: whenTrue) }

  /// What is known of `self and other`.
  func and(_ other: TestOutcome) -> TestOutcome {
    TestOutcome(
      whenTrue: TestOutcome.both(whenTrue, other.whenTrue),
      whenFalse: TestOutcome.either(
        whenFalse,
        other.whenFalse,
        isOpen: whenTrue.neverRuns || other.whenTrue.neverRuns
      )
    )
  }

  /// What is known of `self or other`.
  func or(_ other: TestOutcome) -> TestOutcome {
    negated.and(other.negated).negated
  }

  private static func both(_ left: TestArm, _ right: TestArm) -> TestArm {
    var arm = left.condition == .none ? right : left
    if right.condition == .typing { arm.condition = .typing }
    arm.isDead = left.isDead || right.isDead
    return arm
  }

  private static func either(_ left: TestArm, _ right: TestArm, isOpen: Bool) -> TestArm {
    if isOpen { return .open }
    if left.neverRuns { return right }
    if right.neverRuns { return left }
    if left.condition == .version || right.condition == .version {
      return TestArm(condition: .version)
    }
    return .open
  }
}
