import SourceText

/// The binding strengths of CPython's grammar, from `or` up; `**` and unary operators have rules.
enum Precedence {
  static let or = 1
  static let and = 2
  static let not = 3
  static let comparison = 4
  static let bitOr = 5
  static let bitXor = 6
  static let bitAnd = 7
  static let shift = 8
  static let sum = 9
  static let term = 10

  /// The strength of a binary operator, 0 for other tokens.
  @inline(__always)
  static func of(_ kind: TokenKind) -> Int {
    switch kind {
    case .kOr: or
    case .kAnd: and
    case .kIn, .kIs, .kNot, .less, .greater, .doubleEqual, .notEqual, .lessEqual, .greaterEqual:
      comparison
    case .bar: bitOr
    case .caret: bitXor
    case .ampersand: bitAnd
    case .leftShift, .rightShift: shift
    case .plus, .minus: sum
    case .star, .slash, .doubleSlash, .percent, .at: term
    default: 0
    }
  }
}

/// Operators and what is looser than them.
extension Parser {
  /// `NAME := expression` or an expression.
  mutating func namedExpression() -> Node {
    if current.isName, next == .colonEqual { return assignmentExpression() }
    let token = cursor
    let value = expression()
    if current == .colonEqual { failWalrusTarget(token, value) }
    return value
  }

  private mutating func assignmentExpression() -> Node {
    let token = cursor
    cursor &+= 1
    let target = nameNode(token)
    cursor &+= 1
    guard enter() else { return 0 }
    let value = expression()
    depth &-= 1
    return node(.namedExpr, 0, start(token), previousEnd, target, value)
  }

  @inline(never)
  private mutating func failWalrusTarget(_ token: Int, _ value: Node) {
    fail("cannot use assignment expressions with \(describe(value))", at: token)
  }

  /// `*` with a bitwise-or operand, or a named expression.
  mutating func starNamedExpression() -> Node {
    if current == .star { return starred(Precedence.bitOr) }
    return namedExpression()
  }

  /// `*` with an operand of at least this strength.
  mutating func starred(_ minimum: Int) -> Node {
    let token = cursor
    cursor &+= 1
    let value = minimum == 0 ? expression() : binary(minimum)
    return node(.starred, 0, start(token), previousEnd, value)
  }

  /// A statement's expressions: a tuple if there is a comma.
  mutating func starExpressions() -> Node {
    let token = cursor
    let first = starExpression()
    if current != .comma { return first }
    return tuple(from: token, first) { $0.starExpression() }
  }

  private mutating func starExpression() -> Node {
    if current == .star { return starred(Precedence.bitOr) }
    return expression()
  }

  /// The rest of an unparenthesised tuple whose first element is read.
  @inline(__always)
  mutating func tuple(
    from token: Int,
    _ first: Node,
    _ element: (inout Parser) -> Node
  ) -> Node {
    let mark = scratch.count
    scratch.push(first)
    while eat(.comma) {
      if !startsExpression(current) { break }
      let next = element(&self)
      scratch.push(next)
    }
    return listNode(.tuple, 0, start(token), previousEnd, from: mark)
  }

  /// Whether an element may follow a comma, or the list ends after it.
  @inline(__always)
  func startsExpression(_ kind: TokenKind) -> Bool {
    switch kind {
    case .newline, .endOfFile, .equal, .rightParen, .rightBracket, .rightBrace, .semicolon, .colon,
      .exclamation, .fstringEnd, .kIn, .comma, .kIf, .kElse, .kFor, .indent, .dedent:
      false
    default:
      !kind.isAugmentedAssignment
    }
  }

  /// `yield` where a value may stand, else a statement's expressions.
  mutating func yieldOrStarExpressions() -> Node {
    current == .kYield ? yieldExpression() : starExpressions()
  }

  mutating func yieldExpression() -> Node {
    let token = cursor
    cursor &+= 1
    if eat(.kFrom) {
      let value = expression()
      return node(.yieldFrom, 0, start(token), previousEnd, value)
    }
    let value = startsExpression(current) ? starExpressions() : 0
    return node(.yield, 0, start(token), previousEnd, value)
  }

  /// A conditional, a lambda, or what binds tighter.
  mutating func expression() -> Node {
    if current == .kLambda { return lambda() }
    let token = cursor
    let value = binary(Precedence.or)
    if current == .kIf { return conditional(token, value) }
    return value
  }

  /// `body if test else orElse`; chains in the last operand are a loop.
  private mutating func conditional(_ token: Int, _ body: Node) -> Node {
    let mark = scratch.count
    var token = token
    var value = body
    while current == .kIf {
      cursor &+= 1
      let test = binary(Precedence.or)
      scratch.push(UInt32(truncatingIfNeeded: token))
      scratch.push(value)
      scratch.push(test)
      if current == .kElse {
        cursor &+= 1
      } else {
        failWithoutElse(token)
      }
      token = cursor
      value = current == .kLambda ? lambda() : binary(Precedence.or)
    }
    let end = previousEnd
    while scratch.count > mark {
      let base = scratch.count &- 3
      let words = scratch.words + base
      value = node(.ifExp, 0, start(Int(words[0])), end, words[2], words[1], value)
      scratch.drop(to: base)
    }
    return value
  }

  @inline(never)
  private mutating func failWithoutElse(_ token: Int) {
    if current == .colon {
      fail()
    } else {
      fail("expected 'else' after 'if' expression", at: token)
    }
  }

  private mutating func lambda() -> Node {
    guard enter() else { return 0 }
    let token = cursor
    cursor &+= 1
    let arguments = parameters(isLambda: true)
    expect(.colon)
    let body = expression()
    depth &-= 1
    return node(.lambda, 0, start(token), previousEnd, arguments, body)
  }

  /// Operators of at least this strength, with their operands.
  mutating func binary(_ minimum: Int) -> Node {
    let token = cursor
    var left: Node
    switch current {
    case .kNot:
      if minimum > Precedence.not {
        fail()
        return 0
      }
      left = negation()
    case .plus, .minus, .tilde: left = unary()
    default: left = power()
    }
    while true {
      let kind = current
      let strength = Precedence.of(kind)
      if strength < minimum || strength == 0 { return left }
      switch strength {
      case Precedence.comparison:
        if kind == .kNot, next != .kIn { return left }
        left = comparison(token, left)
      case Precedence.or, Precedence.and:
        left = boolean(token, left, kind, strength)
      default:
        cursor &+= 1
        let right = binary(strength &+ 1)
        let operation = binaryOperator(kind).rawValue
        left = node(.binOp, operation, start(token), previousEnd, left, right)
      }
    }
  }

  private mutating func boolean(
    _ token: Int,
    _ left: Node,
    _ kind: TokenKind,
    _ strength: Int
  ) -> Node {
    let mark = scratch.count
    scratch.push(left)
    while eat(kind) {
      let value = binary(strength &+ 1)
      scratch.push(value)
    }
    let operation: Operator = kind == .kAnd ? .and : .or
    return listNode(.boolOp, operation.rawValue, start(token), previousEnd, from: mark)
  }

  private mutating func comparison(_ token: Int, _ left: Node) -> Node {
    let mark = scratch.count
    while true {
      guard let operation = comparisonOperator() else { break }
      scratch.push(UInt32(operation.rawValue))
      let right = binary(Precedence.bitOr)
      scratch.push(right)
    }
    let count = (scratch.count &- mark) / 2
    reserveLinks(3 &+ 2 &* count)
    let place = linkCount
    put(left)
    put(UInt32(truncatingIfNeeded: count))
    put(UInt32(truncatingIfNeeded: count))
    for index in 0..<count { put(scratch.words[mark &+ 2 &* index &+ 1]) }
    for index in 0..<count { put(scratch.words[mark &+ 2 &* index]) }
    scratch.drop(to: mark)
    return record(.compare, 0, start(token), previousEnd, place)
  }

  @inline(__always)
  private mutating func comparisonOperator() -> Operator? {
    let operation: Operator
    switch current {
    case .doubleEqual: operation = .eq
    case .notEqual: operation = .notEq
    case .less: operation = .lt
    case .lessEqual: operation = .ltE
    case .greater: operation = .gt
    case .greaterEqual: operation = .gtE
    case .kIn: operation = .in
    case .kNot:
      if next != .kIn { return nil }
      cursor &+= 1
      operation = .notIn
    case .kIs:
      operation = next == .kNot ? .isNot : .is
      if next == .kNot { cursor &+= 1 }
    default: return nil
    }
    cursor &+= 1
    return operation
  }

  /// `not`, any number of times.
  private mutating func negation() -> Node {
    let first = cursor
    while eat(.kNot) {}
    let count = cursor &- first
    var value = binary(Precedence.comparison)
    let end = previousEnd
    for index in 0..<count {
      let token = first &+ count &- 1 &- index
      value = node(.unaryOp, Operator.not.rawValue, start(token), end, value)
    }
    return value
  }

  /// Signs and `~`, any number of times.
  mutating func unary() -> Node {
    let first = cursor
    while current == .minus || current == .plus || current == .tilde { cursor &+= 1 }
    let count = cursor &- first
    var value = power()
    let end = previousEnd
    for index in 0..<count {
      let token = first &+ count &- 1 &- index
      let operation: Operator
      switch kinds[token] {
      case .minus: operation = .uSub
      case .plus: operation = .uAdd
      default: operation = .invert
      }
      value = node(.unaryOp, operation.rawValue, start(token), end, value)
    }
    return value
  }

  /// A primary, and `**` with its right operand.
  @inline(__always)
  private mutating func power() -> Node {
    let token = cursor
    let base = current == .kAwait ? awaitExpression() : primary()
    if current == .doubleStar { return power(token, base) }
    return base
  }

  private mutating func power(_ token: Int, _ base: Node) -> Node {
    guard enter() else { return 0 }
    cursor &+= 1
    let exponent =
      current == .minus || current == .plus || current == .tilde ? unary() : power()
    depth &-= 1
    return node(.binOp, Operator.pow.rawValue, start(token), previousEnd, base, exponent)
  }

  private mutating func awaitExpression() -> Node {
    let token = cursor
    cursor &+= 1
    let value = primary()
    return node(.await, 0, start(token), previousEnd, value)
  }

  @inline(__always)
  private func binaryOperator(_ kind: TokenKind) -> Operator {
    switch kind {
    case .plus, .plusEqual: .add
    case .minus, .minusEqual: .sub
    case .star, .starEqual: .mult
    case .at, .atEqual: .matMult
    case .slash, .slashEqual: .div
    case .percent, .percentEqual: .mod
    case .leftShift, .leftShiftEqual: .lShift
    case .rightShift, .rightShiftEqual: .rShift
    case .bar, .barEqual: .bitOr
    case .caret, .caretEqual: .bitXor
    case .ampersand, .ampersandEqual: .bitAnd
    case .doubleSlash, .doubleSlashEqual: .floorDiv
    default: .pow
    }
  }

  /// The operator of an augmented assignment.
  func augmentedOperator(_ kind: TokenKind) -> Operator { binaryOperator(kind) }
}
