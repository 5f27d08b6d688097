import SourceText

/// What may be assigned to, deleted, annotated.
///
/// Targets are read as expressions and checked afterwards: the grammar is the same, and the check can
/// name what is wrong.
extension Parser {
  /// What is done to a target.
  enum TargetUse {
    case assign, loop, delete
  }

  /// Loop variables up to `in`: a tuple if there is a comma.
  mutating func targets(_ end: TokenKind) -> Node {
    let token = cursor
    let first = target()
    if current != .comma { return first }
    let mark = scratch.count
    scratch.push(first)
    while eat(.comma) {
      if current == end || !startsExpression(current) { break }
      let element = target()
      scratch.push(element)
    }
    return listNode(.tuple, 0, start(token), previousEnd, from: mark)
  }

  /// One target of a `for` or `with`.
  mutating func target() -> Node {
    let value = current == .star ? starred(Precedence.bitOr) : binary(Precedence.bitOr)
    check(value, .loop)
    return value
  }

  /// Reports what in `value` is no target.
  ///
  /// The depth of tuples in tuples is that of brackets, so the recursion is bounded.
  mutating func check(_ value: Node, _ use: TargetUse) {
    let record = nodes[Int(value)]
    switch record.kind {
    case .name, .attribute, .subscript: return
    case .list, .tuple:
      let count = Int(links[Int(record.place)])
      for index in 0..<count { check(links[Int(record.place) + 1 + index], use) }
    case .starred where use != .delete:
      let inner = links[Int(record.place)]
      if nodes[Int(inner)].kind == .starred {
        refuse(inner, use)
      } else {
        check(inner, use)
      }
    default:
      refuse(value, use)
    }
  }

  @inline(never)
  private mutating func refuse(_ value: Node, _ use: TargetUse) {
    if hasFailed { return }
    let what = describe(value)
    report(
      use == .delete ? "cannot delete \(what)" : "cannot assign to \(what)",
      at: nodes[Int(value)].range.start
    )
  }

  /// Checks the target of `=`, where CPython guesses that a comparison was meant.
  mutating func checkAssigned(_ value: Node, isOnly: Bool) {
    let record = nodes[Int(value)]
    switch record.kind {
    case .name, .attribute, .subscript: return
    case .call, .binOp, .unaryOp, .compare, .joinedStr, .await, .dict, .set, .listComp, .setComp,
      .dictComp:
      let hint =
        record.kind == .compare || !isOnly ? "" : " here. Maybe you meant '==' instead of '='?"
      report("cannot assign to \(describe(value))\(hint)", at: record.range.start)
    case .constant where record.detail & 0x0f > ConstantKind.false.rawValue && isOnly:
      report(
        "cannot assign to \(describe(value)) here. Maybe you meant '==' instead of '='?",
        at: record.range.start
      )
    case .yield, .yieldFrom:
      report("assignment to yield expression not possible", at: record.range.start)
    default: check(value, .assign)
    }
  }

  /// Checks the target of an augmented assignment: one name, attribute or subscript.
  mutating func checkAugmented(_ value: Node) {
    switch nodes[Int(value)].kind {
    case .name, .attribute, .subscript: return
    default:
      report(
        "'\(describe(value))' is an illegal expression for augmented assignment",
        at: nodes[Int(value)].range.start
      )
    }
  }

  /// Checks the target of an annotation.
  mutating func checkAnnotated(_ value: Node) {
    let start = nodes[Int(value)].range.start
    switch nodes[Int(value)].kind {
    case .name, .attribute, .subscript: return
    case .list: report("only single target (not list) can be annotated", at: start)
    case .tuple: report("only single target (not tuple) can be annotated", at: start)
    default: report("illegal target for annotation", at: start)
    }
  }

  /// What CPython calls an expression in messages.
  func describe(_ value: Node) -> String {
    let record = nodes[Int(value)]
    switch record.kind {
    case .attribute: return "attribute"
    case .subscript: return "subscript"
    case .starred: return "starred"
    case .name: return "name"
    case .list: return "list"
    case .tuple: return "tuple"
    case .lambda: return "lambda"
    case .call: return "function call"
    case .boolOp, .binOp, .unaryOp: return "expression"
    case .generatorExp: return "generator expression"
    case .yield, .yieldFrom: return "yield expression"
    case .await: return "await expression"
    case .listComp: return "list comprehension"
    case .setComp: return "set comprehension"
    case .dictComp: return "dict comprehension"
    case .dict: return "dict literal"
    case .set: return "set display"
    case .joinedStr, .formattedValue: return "f-string expression"
    case .templateStr, .interpolation: return "t-string expression"
    case .compare: return "comparison"
    case .ifExp: return "conditional expression"
    case .namedExpr: return "named expression"
    case .constant:
      switch ConstantKind(rawValue: record.detail & 0x0f) {
      case .some(.none): return "None"
      case .true: return "True"
      case .false: return "False"
      case .ellipsis: return "ellipsis"
      default: return "literal"
      }
    default: return "expression"
    }
  }
}
