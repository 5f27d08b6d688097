import SourceText

/// Primaries: atoms with attributes, calls and subscripts.
extension Parser {
  @inline(__always)
  mutating func nameNode(_ token: Int) -> Node {
    let range = ranges[token]
    if range.end &- range.start == 10, text[Int(range.start)] == UInt8(ascii: "_") {
      mayNameImport = true
    }
    return node(.name, 0, range.start, range.end)
  }

  /// A name token as two links, or a failure.
  mutating func expectName(_ message: StaticString = "invalid syntax") -> SourceRange {
    if current.isName {
      cursor &+= 1
      return ranges[cursor &- 1]
    }
    fail(message)
    return SourceRange(start: 0, end: 0)
  }

  mutating func primary() -> Node {
    let token = cursor
    var value = atom()
    while true {
      switch current {
      case .dot:
        guard next.isName else {
          cursor &+= 1
          fail()
          return 0
        }
        let name = ranges[cursor &+ 1]
        cursor &+= 2
        value = node(.attribute, 0, start(token), name.end, value, name.start, name.end)
      case .leftParen: value = call(token, value)
      case .leftBracket: value = subscription(token, value)
      default: return value
      }
    }
  }

  @inline(__always)
  private mutating func literal(_ kind: ConstantKind) -> Node {
    let range = ranges[cursor]
    cursor &+= 1
    return node(.constant, kind.rawValue, range.start, range.end)
  }

  private mutating func atom() -> Node {
    switch current {
    case .name, .softMatch, .softCase, .softType:
      cursor &+= 1
      return nameNode(cursor &- 1)
    case .integer: return literal(.integer)
    case .string, .bytes, .fstringStart, .tstringStart: return strings()
    case .kNone: return literal(.none)
    case .kTrue: return literal(.true)
    case .kFalse: return literal(.false)
    case .float: return literal(.float)
    case .imaginary: return literal(.imaginary)
    case .ellipsis: return literal(.ellipsis)
    case .leftParen: return parenthesized()
    case .leftBracket: return listDisplay()
    case .leftBrace: return braceDisplay()
    default:
      fail()
      return 0
    }
  }

  /// `value[index]`, the cursor on the bracket.
  private mutating func subscription(_ token: Int, _ value: Node) -> Node {
    cursor &+= 1
    let first = cursor
    var index = sliceElement()
    if current == .comma || kinds[first] == .star {
      // A starred index alone is a tuple of one.
      let mark = scratch.count
      scratch.push(index)
      while eat(.comma) {
        if current == .rightBracket { break }
        let element = sliceElement()
        scratch.push(element)
      }
      index = listNode(.tuple, 0, start(first), previousEnd, from: mark)
    }
    expect(.rightBracket, "invalid syntax. Perhaps you forgot a comma?")
    return node(.subscript, 0, start(token), previousEnd, value, index)
  }

  private mutating func sliceElement() -> Node {
    let token = cursor
    var lower: Node = 0
    if current != .colon {
      if current == .star { return starred(0) }
      let isWalrus = current.isName && next == .colonEqual
      lower = namedExpression()
      if current != .colon || isWalrus { return lower }
    }
    cursor &+= 1
    var upper: Node = 0
    var step: Node = 0
    if current != .colon, current != .rightBracket, current != .comma { upper = expression() }
    if eat(.colon), current != .rightBracket, current != .comma { step = expression() }
    return node(.slice, 0, start(token), previousEnd, lower, upper, step)
  }

  /// `()`, a group, a tuple or a generator.
  private mutating func parenthesized() -> Node {
    let token = cursor
    cursor &+= 1
    if eat(.rightParen) {
      return listNode(.tuple, 0, start(token), previousEnd, from: scratch.count)
    }
    if current == .kYield {
      let value = yieldExpression()
      expect(.rightParen)
      return value
    }
    let isStarred = current == .star
    let value = starNamedExpression()
    switch current {
    case .kFor, .kAsync:
      return comprehension(.generatorExp, token, value, 0, .rightParen)
    case .comma:
      return display(.tuple, token, value, .rightParen)
    default:
      if isStarred, current == .rightParen {
        fail("cannot use starred expression here", at: token &+ 1)
        return 0
      }
      closeGroup(.rightParen, value)
      return value
    }
  }

  private mutating func listDisplay() -> Node {
    let token = cursor
    cursor &+= 1
    if eat(.rightBracket) {
      return listNode(.list, 0, start(token), previousEnd, from: scratch.count)
    }
    let value = starNamedExpression()
    if current == .kFor || current == .kAsync {
      return comprehension(.listComp, token, value, 0, .rightBracket)
    }
    return display(.list, token, value, .rightBracket)
  }

  /// The rest of a tuple, list or set whose first element is read.
  private mutating func display(
    _ kind: NodeKind,
    _ token: Int,
    _ first: Node,
    _ close: TokenKind
  ) -> Node {
    let mark = scratch.count
    scratch.push(first)
    while eat(.comma) {
      if current == close { break }
      let element = starNamedExpression()
      scratch.push(element)
    }
    closeGroup(close, 0)
    return listNode(kind, 0, start(token), previousEnd, from: mark)
  }

  /// The closing bracket, or a message that guesses what was meant.
  @inline(__always)
  private mutating func closeGroup(_ close: TokenKind, _ value: Node) {
    if current == close {
      cursor &+= 1
    } else {
      failInBrackets(value)
    }
  }

  @inline(never)
  private mutating func failInBrackets(_ value: Node) {
    switch current {
    case .equal:
      fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
    case .name, .softMatch, .softCase, .softType, .integer, .float, .imaginary, .string, .bytes,
      .fstringStart, .leftParen, .leftBracket, .leftBrace, .kNone, .kTrue, .kFalse:
      fail("invalid syntax. Perhaps you forgot a comma?")
    default:
      fail()
    }
  }

  /// A dict or set, or a comprehension of either.
  private mutating func braceDisplay() -> Node {
    let token = cursor
    cursor &+= 1
    if eat(.rightBrace) {
      return node(.dict, 0, start(token), previousEnd, 0, 0)
    }
    if current == .doubleStar { return dictDisplay(token, 0) }
    let isWalrus = current.isName && next == .colonEqual
    let isStarred = current == .star
    let first = starNamedExpression()
    if current == .colon, !isWalrus, !isStarred { return dictDisplay(token, first) }
    if current == .kFor || current == .kAsync {
      return comprehension(.setComp, token, first, 0, .rightBrace)
    }
    return display(.set, token, first, .rightBrace)
  }

  /// The rest of a dict: the first key is read (0: the cursor is on `**`).
  private mutating func dictDisplay(_ token: Int, _ firstKey: Node) -> Node {
    let mark = scratch.count
    var key = firstKey
    var keyToken = token &+ 1
    while true {
      if key == 0 {
        cursor &+= 1
        let value = binary(Precedence.bitOr)
        scratch.push(0)
        scratch.push(value)
        if current == .kFor || current == .kAsync {
          fail("dict unpacking cannot be used in dict comprehension", at: token &+ 1)
        }
      } else {
        if current == .colon {
          cursor &+= 1
        } else {
          fail("':' expected after dictionary key", at: keyToken)
        }
        if current == .rightBrace || current == .comma {
          fail("expression expected after dictionary key and ':'", at: cursor &- 1)
        }
        let value = expression()
        if scratch.count == mark, current == .kFor || current == .kAsync {
          return comprehension(.dictComp, token, key, value, .rightBrace)
        }
        scratch.push(key)
        scratch.push(value)
      }
      if !eat(.comma) || current == .rightBrace { break }
      keyToken = cursor
      key = current == .doubleStar ? 0 : expression()
      if hasFailed { break }
    }
    closeGroup(.rightBrace, 0)
    let count = (scratch.count &- mark) / 2
    reserveLinks(2 &+ 2 &* count)
    let place = linkCount
    put(UInt32(truncatingIfNeeded: count))
    put(UInt32(truncatingIfNeeded: count))
    for index in 0..<count { put(scratch.words[mark &+ 2 &* index]) }
    for index in 0..<count { put(scratch.words[mark &+ 2 &* index &+ 1]) }
    scratch.drop(to: mark)
    return record(.dict, 0, start(token), previousEnd, place)
  }
}
