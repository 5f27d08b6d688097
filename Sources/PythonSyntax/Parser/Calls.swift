import SourceText

extension Parser {
  /// A call of `function`, which starts at `token`; the cursor is on the parenthesis.
  mutating func call(_ token: Int, _ function: Node) -> Node {
    let mark = scratch.count
    arguments()
    let keywordCount = countKeywords(mark)
    let count = scratch.count &- mark
    reserveLinks(3 &+ count)
    let place = linkCount
    put(function)
    put(UInt32(truncatingIfNeeded: count &- keywordCount))
    put(UInt32(truncatingIfNeeded: keywordCount))
    putArguments(mark, keywordCount)
    scratch.drop(to: mark)
    return record(.call, 0, start(token), previousEnd, place)
  }

  /// How many of the arguments on the scratch stack are keywords.
  @inline(__always)
  func countKeywords(_ mark: Int) -> Int {
    var count = 0
    var index = mark
    while index < scratch.count {
      if nodes[Int(scratch.words[index])].kind == .keyword { count &+= 1 }
      index &+= 1
    }
    return count
  }

  /// Puts the positional arguments, then the keywords; they may be mixed as written.
  @inline(__always)
  mutating func putArguments(_ mark: Int, _ keywordCount: Int) {
    if keywordCount == 0 || keywordCount == scratch.count &- mark {
      put(from: mark, to: scratch.count)
      return
    }
    for isKeyword in [false, true] {
      for index in mark..<scratch.count {
        let argument = scratch.words[index]
        if (nodes[Int(argument)].kind == .keyword) == isKeyword { put(argument) }
      }
    }
  }

  /// Pushes the arguments of a call or class header, from parenthesis to parenthesis.
  mutating func arguments(isClass: Bool = false) {
    let open = cursor
    var hasKeyword = false
    var hasUnpacking = false
    var isFirst = true
    cursor &+= 1
    while current != .rightParen {
      let token = cursor
      switch current {
      case .star:
        let value = starred(0)
        if hasUnpacking {
          report(
            "iterable argument unpacking follows keyword argument unpacking",
            at: start(token)
          )
        }
        scratch.push(value)
      case .doubleStar:
        cursor &+= 1
        let value = expression()
        hasUnpacking = true
        let argument = node(.keyword, 0, start(token), previousEnd, 0, 0, value)
        scratch.push(argument)
      case let kind where kind.isName && next == .equal:
        let name = ranges[cursor]
        cursor &+= 2
        if current == .comma || current == .rightParen {
          fail("expected argument value expression", at: token)
        }
        let value = expression()
        hasKeyword = true
        let argument = node(
          .keyword,
          0,
          start(token),
          previousEnd,
          name.start,
          name.end,
          value
        )
        scratch.push(argument)
      default:
        var value = namedExpression()
        if current == .kFor || current == .kAsync {
          let isAlone = isFirst && !isClass
          value = comprehensionArgument(open, value, isAlone)
          scratch.push(value)
          if isAlone, !hasFailed { return }
        } else {
          checkPositional(token, value, hasKeyword, hasUnpacking)
          scratch.push(value)
        }
      }
      isFirst = false
      if !eat(.comma) { break }
    }
    if current == .rightParen {
      cursor &+= 1
    } else {
      failInArguments()
    }
  }

  @inline(__always)
  private mutating func checkPositional(
    _ token: Int,
    _ value: Node,
    _ hasKeyword: Bool,
    _ hasUnpacking: Bool
  ) {
    if current == .equal {
      failKeyword(token, value)
    } else if hasUnpacking {
      report("positional argument follows keyword argument unpacking", at: start(token))
    } else if hasKeyword {
      report("positional argument follows keyword argument", at: start(token))
    }
  }

  /// A generator as an argument: it takes the call's parentheses and must be alone in them.
  private mutating func comprehensionArgument(
    _ open: Int,
    _ element: Node,
    _ isAlone: Bool
  ) -> Node {
    let close: TokenKind = .rightParen
    if !isAlone {
      fail("Generator expression must be parenthesized", at: open &+ 1)
      return 0
    }
    let token = open &+ 1
    let value = comprehension(.generatorExp, open, element, 0, close)
    if hasFailed, failedToken > token, kinds[failedToken] == .comma {
      failure = Problem(Int(start(token)), "Generator expression must be parenthesized")
    }
    return value
  }

  @inline(never)
  private mutating func failKeyword(_ token: Int, _ value: Node) {
    let kind = kinds[token]
    if cursor == token &+ 1, kind == .kTrue || kind == .kFalse || kind == .kNone {
      fail("cannot assign to \(text(of: token))", at: token)
    } else {
      fail(
        "expression cannot contain assignment, perhaps you meant \"==\"?",
        at: token
      )
    }
  }

  @inline(never)
  private mutating func failInArguments() {
    if current.isName || current == .integer || current == .string {
      fail("invalid syntax. Perhaps you forgot a comma?")
    } else {
      fail()
    }
  }

  /// The text of a token, for messages.
  func text(of token: Int) -> String {
    let range = ranges[token]
    return String(
      decoding: UnsafeBufferPointer(start: text + Int(range.start), count: range.count),
      as: UTF8.self
    )
  }
}
