import SourceText

/// `match` statements and their patterns.
extension Parser {
  /// Whether `match` at the cursor starts a statement rather than an expression.
  ///
  /// It does if its line ends with a colon and an indented block follows: no other statement that
  /// starts with a name can look like that.
  func startsMatch() -> Bool {
    switch next {
    case .equal, .dot, .comma, .rightParen, .newline, .colon, .semicolon, .endOfFile: return false
    default: if next.isAugmentedAssignment { return false }
    }
    var at = cursor &+ 1
    while !kinds[at].isLayout, kinds[at] != .semicolon { at &+= 1 }
    return kinds[at] == .newline && kinds[at &- 1] == .colon && kinds[at &+ 1] == .indent
  }

  mutating func matchStatement() {
    let token = cursor
    let mark = scratch.count
    cursor &+= 1
    let first = cursor
    var subject = starNamedExpression()
    if current == .comma {
      subject = tuple(from: first, subject) { $0.starNamedExpression() }
    } else if kinds[first] == .star {
      fail()
    }
    expect(.colon)
    expect(.newline)
    expect(.indent)
    if !hasFailed, current != .softCase { fail() }
    while current == .softCase { caseBlock() }
    if hasFailed { return }
    if current != .dedent { fail() }
    if hasFailed { return }
    cursor &+= 1
    let end = significantEnd
    let count = scratch.count &- mark
    reserveLinks(2 &+ count)
    let place = linkCount
    put(subject)
    put(UInt32(truncatingIfNeeded: count))
    put(from: mark, to: scratch.count)
    scratch.drop(to: mark)
    let statement = record(.match, 0, start(token), end, place)
    scratch.push(statement)
  }

  private mutating func caseBlock() {
    let token = cursor
    let mark = scratch.count
    cursor &+= 1
    let pattern = patterns()
    let guardTest = eat(.kIf) ? namedExpression() : 0
    let bodyMark = scratch.count
    block("'case' statement", token)
    if hasFailed { return }
    let count = scratch.count &- bodyMark
    reserveLinks(3 &+ count)
    let place = linkCount
    put(pattern)
    put(guardTest)
    put(UInt32(truncatingIfNeeded: count))
    put(from: bodyMark, to: scratch.count)
    scratch.drop(to: mark)
    let statement = record(.matchCase, 0, start(token), significantEnd, place)
    scratch.push(statement)
  }

  /// The patterns of a `case`: a sequence if there is a comma.
  private mutating func patterns() -> Node {
    let token = cursor
    let first = maybeStarPattern()
    if current != .comma {
      if nodes[Int(first)].kind == .matchStar { fail() }
      return first
    }
    let mark = scratch.count
    scratch.push(first)
    while eat(.comma) {
      if current == .colon || current == .kIf { break }
      let pattern = maybeStarPattern()
      scratch.push(pattern)
    }
    return listNode(.matchSequence, 0, start(token), previousEnd, from: mark)
  }

  private mutating func maybeStarPattern() -> Node {
    guard current == .star else { return asPattern() }
    let token = cursor
    cursor &+= 1
    let name = captureName()
    return node(.matchStar, 0, start(token), hasFailed ? 0 : previousEnd, 0, name.start, name.end)
  }

  /// A name that captures; empty for `_`.
  private mutating func captureName() -> SourceRange {
    let name = expectName()
    return isWildcard(name) ? SourceRange(start: 0, end: 0) : name
  }

  private func isWildcard(_ name: SourceRange) -> Bool {
    name.count == 1 && text[Int(name.start)] == UInt8(ascii: "_")
  }

  private mutating func asPattern() -> Node {
    let token = cursor
    let pattern = orPattern()
    guard eat(.kAs) else { return pattern }
    guard current.isName, next != .dot, next != .leftParen, next != .equal else {
      fail("invalid pattern target")
      return 0
    }
    let name = ranges[cursor]
    if isWildcard(name) {
      fail("cannot use '_' as a target")
      return 0
    }
    cursor &+= 1
    return node(.matchAs, 0, start(token), previousEnd, pattern, name.start, name.end)
  }

  private mutating func orPattern() -> Node {
    let token = cursor
    let first = closedPattern()
    if current != .bar { return first }
    let mark = scratch.count
    scratch.push(first)
    while eat(.bar) {
      let pattern = closedPattern()
      scratch.push(pattern)
    }
    return listNode(.matchOr, 0, start(token), previousEnd, from: mark)
  }

  private mutating func closedPattern() -> Node {
    let token = cursor
    switch current {
    case .kNone, .kTrue, .kFalse:
      let value = literalPattern()
      let range = ranges[token]
      return node(.matchSingleton, 0, range.start, range.end, value)
    case .integer, .float, .imaginary, .minus, .string, .bytes, .fstringStart, .tstringStart:
      let value = literalPattern()
      return node(.matchValue, 0, start(token), hasFailed ? 0 : previousEnd, value)
    case .leftParen: return parenthesizedPattern()
    case .leftBracket:
      cursor &+= 1
      let mark = scratch.count
      sequencePatterns(.rightBracket)
      return listNode(.matchSequence, 0, start(token), previousEnd, from: mark)
    case .leftBrace: return mappingPattern()
    case .name, .softMatch, .softCase, .softType: return namePattern()
    default:
      fail()
      return 0
    }
  }

  /// Patterns up to the bracket, which is read.
  private mutating func sequencePatterns(_ close: TokenKind) {
    while current != close {
      let pattern = maybeStarPattern()
      scratch.push(pattern)
      if hasFailed || !eat(.comma) { break }
    }
    expect(close)
  }

  /// `(pattern)` is the pattern; with a comma, or empty, it is a sequence.
  private mutating func parenthesizedPattern() -> Node {
    let token = cursor
    cursor &+= 1
    let mark = scratch.count
    if current != .rightParen {
      let first = maybeStarPattern()
      if current != .comma {
        if nodes[Int(first)].kind == .matchStar { fail() }
        expect(.rightParen)
        return first
      }
      scratch.push(first)
      cursor &+= 1
    }
    sequencePatterns(.rightParen)
    return listNode(.matchSequence, 0, start(token), previousEnd, from: mark)
  }

  /// A number (with a sign, or complex), a string, `None`, `True` or `False`.
  private mutating func literalPattern() -> Node {
    switch current {
    case .kNone, .kTrue, .kFalse: return constantPattern()
    case .string, .bytes, .fstringStart, .tstringStart: return strings()
    default: break
    }
    let token = cursor
    let real = signedNumber()
    guard current == .plus || current == .minus, !hasFailed else { return real }
    if kinds[cursor &- 1] == .imaginary {
      fail("real number required in complex literal", at: cursor &- 1)
    }
    let operation: Operator = current == .plus ? .add : .sub
    cursor = hasFailed ? cursor : cursor &+ 1
    if current != .imaginary {
      fail("imaginary number required in complex literal")
      return 0
    }
    let imaginary = constantPattern()
    return node(.binOp, operation.rawValue, start(token), previousEnd, real, imaginary)
  }

  private mutating func constantPattern() -> Node {
    let range = ranges[cursor]
    let kind: ConstantKind
    switch current {
    case .kNone: kind = .none
    case .kTrue: kind = .true
    case .kFalse: kind = .false
    case .integer: kind = .integer
    case .float: kind = .float
    case .imaginary: kind = .imaginary
    default:
      fail()
      return 0
    }
    cursor &+= 1
    return node(.constant, kind.rawValue, range.start, range.end)
  }

  private mutating func signedNumber() -> Node {
    let token = cursor
    let isNegative = eat(.minus)
    if current == .kNone || current == .kTrue || current == .kFalse { fail() }
    let value = constantPattern()
    if !isNegative { return value }
    let end = hasFailed ? 0 : previousEnd
    return node(.unaryOp, Operator.uSub.rawValue, start(token), end, value)
  }

  /// A dotted name as an expression.
  private mutating func dottedExpression() -> Node {
    let token = cursor
    cursor &+= 1
    var value = nameNode(token)
    while eat(.dot) {
      let name = expectName()
      value = node(.attribute, 0, start(token), name.end, value, name.start, name.end)
    }
    return value
  }

  /// A capture, a wildcard, a value or a class pattern.
  private mutating func namePattern() -> Node {
    let token = cursor
    let name = ranges[token]
    if next != .dot, next != .leftParen {
      if next == .equal {
        fail()
        return 0
      }
      cursor &+= 1
      let capture = isWildcard(name) ? SourceRange(start: 0, end: 0) : name
      return node(.matchAs, 0, name.start, name.end, 0, capture.start, capture.end)
    }
    let value = dottedExpression()
    if current == .leftParen { return classPattern(token, value) }
    if current == .equal { fail() }
    return node(.matchValue, 0, start(token), hasFailed ? 0 : previousEnd, value)
  }

  private mutating func classPattern(_ token: Int, _ value: Node) -> Node {
    cursor &+= 1
    // Positional patterns as (0, pattern), keyword patterns as (name, pattern).
    let mark = scratch.count
    var positionalCount = 0
    var keywordCount = 0
    while current != .rightParen {
      var name: Node = 0
      if current.isName, next == .equal {
        name = nameNode(cursor)
        cursor &+= 2
        keywordCount += 1
      } else {
        if keywordCount > 0 {
          report("positional patterns follow keyword patterns", at: start(cursor))
        }
        positionalCount += 1
      }
      let pattern = asPattern()
      scratch.push(name)
      scratch.push(pattern)
      if hasFailed || !eat(.comma) { break }
    }
    expect(.rightParen)
    let count = scratch.count
    reserveLinks(4 &+ count &- mark)
    let place = linkCount
    put(value)
    put(UInt32(truncatingIfNeeded: positionalCount))
    put(UInt32(truncatingIfNeeded: keywordCount))
    put(UInt32(truncatingIfNeeded: keywordCount))
    for index in stride(from: mark, to: count, by: 2) where scratch.words[index] == 0 {
      put(scratch.words[index + 1])
    }
    for index in stride(from: mark, to: count, by: 2) where scratch.words[index] != 0 {
      put(scratch.words[index + 1])
    }
    for index in stride(from: mark, to: count, by: 2) where scratch.words[index] != 0 {
      put(scratch.words[index])
    }
    scratch.drop(to: mark)
    return record(.matchClass, 0, start(token), previousEnd, place)
  }

  private mutating func mappingPattern() -> Node {
    let token = cursor
    cursor &+= 1
    let mark = scratch.count
    var rest = SourceRange(start: 0, end: 0)
    while current != .rightBrace {
      if rest.count > 0 {
        fail()
        break
      }
      if eat(.doubleStar) {
        rest = expectName()
        if isWildcard(rest) { fail() }
      } else {
        let key = mappingKey()
        expect(.colon)
        let pattern = asPattern()
        scratch.push(key)
        scratch.push(pattern)
      }
      if hasFailed || !eat(.comma) { break }
    }
    expect(.rightBrace)
    let count = scratch.count
    reserveLinks(4 &+ count &- mark)
    let place = linkCount
    put(rest.start)
    put(rest.end)
    put(UInt32(truncatingIfNeeded: (count &- mark) / 2))
    put(UInt32(truncatingIfNeeded: (count &- mark) / 2))
    for index in stride(from: mark, to: count, by: 2) { put(scratch.words[index]) }
    for index in stride(from: mark + 1, to: count, by: 2) { put(scratch.words[index]) }
    scratch.drop(to: mark)
    return record(.matchMapping, 0, start(token), previousEnd, place)
  }

  private mutating func mappingKey() -> Node {
    guard current.isName else { return literalPattern() }
    if next != .dot {
      fail()
      return 0
    }
    return dottedExpression()
  }
}
