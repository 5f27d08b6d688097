import SourceText

extension Parser {
  /// `if` with its `elif`s, which nest in the tree but are read in a loop.
  mutating func ifStatement() {
    let mark = scratch.count
    // Per arm three words: token, test, and where its body starts on the scratch stack. They lie
    // between the bodies, so the arms are found again through the chain of marks.
    var previous = Int.max
    var isElse = false
    while true {
      let token = cursor
      cursor &+= 1
      let test = namedExpression()
      scratch.push(UInt32(truncatingIfNeeded: token))
      scratch.push(test)
      scratch.push(previous == Int.max ? UInt32.max : UInt32(truncatingIfNeeded: previous))
      previous = scratch.count
      block(kinds[token] == .kIf ? "'if' statement" : "'elif' statement", token)
      if hasFailed { return }
      if current == .kElif { continue }
      isElse = current == .kElse
      break
    }
    var elseStart = scratch.count
    if isElse {
      let token = cursor
      cursor &+= 1
      block("'else' statement", token)
      if hasFailed { return }
    }
    let end = significantEnd
    while true {
      let body = previous..<elseStart
      let orElse = elseStart..<scratch.count
      let token = Int(scratch.words[previous - 3])
      let test = scratch.words[previous - 2]
      let link = scratch.words[previous - 1]
      reserveLinks(3 &+ body.count &+ orElse.count)
      let place = linkCount
      put(test)
      put(UInt32(truncatingIfNeeded: body.count))
      put(UInt32(truncatingIfNeeded: orElse.count))
      put(from: body.lowerBound, to: body.upperBound)
      put(from: orElse.lowerBound, to: orElse.upperBound)
      let statement = record(.ifStatement, 0, start(token), end, place)
      scratch.drop(to: previous - 3)
      elseStart = scratch.count
      scratch.push(statement)
      if link == UInt32.max { break }
      previous = Int(link)
    }
    assert(scratch.count == mark + 1)
  }

  /// An `else` clause, if there is one; the range of its statements on the scratch stack.
  private mutating func elseBlock() -> Range<Int> {
    let mark = scratch.count
    if current == .kElse, !hasFailed {
      let token = cursor
      cursor &+= 1
      block("'else' statement", token)
    }
    return mark..<max(mark, scratch.count)
  }

  mutating func whileStatement() {
    let token = cursor
    let mark = scratch.count
    cursor &+= 1
    let test = namedExpression()
    block("'while' statement", token)
    let body = mark..<scratch.count
    let orElse = elseBlock()
    finish(mark, token, .whileLoop, (test, 0, 0, 0), 1, (body, orElse, 0..<0, 0..<0, 0..<0), 2)
  }

  mutating func forStatement(_ token: Int, isAsync: Bool) {
    let keyword = cursor
    let mark = scratch.count
    cursor &+= 1
    let target = targets(.kIn)
    expect(.kIn)
    let iterable = starExpressions()
    block("'for' statement", keyword)
    let body = mark..<scratch.count
    let orElse = elseBlock()
    finish(
      mark,
      token,
      isAsync ? .asyncFor : .forLoop,
      (target, iterable, 0, 0),
      2,
      (body, orElse, 0..<0, 0..<0, 0..<0),
      2
    )
  }

  /// Makes a compound statement of what lies on the scratch stack and leaves the node there.
  private mutating func finish(
    _ mark: Int,
    _ token: Int,
    _ kind: NodeKind,
    _ heads: (UInt32, UInt32, UInt32, UInt32),
    _ headCount: Int,
    _ lists: (Range<Int>, Range<Int>, Range<Int>, Range<Int>, Range<Int>),
    _ listCount: Int
  ) {
    if hasFailed { return }
    let statement = node(
      kind,
      0,
      start(token),
      significantEnd,
      heads: heads,
      headCount: headCount,
      lists: lists,
      listCount: listCount
    )
    scratch.drop(to: mark)
    scratch.push(statement)
  }

  mutating func asyncStatement() {
    let token = cursor
    switch next {
    case .kDef:
      let mark = scratch.count
      definition(token, decorators: mark..<mark)
    case .kFor:
      cursor &+= 1
      forStatement(token, isAsync: true)
    case .kWith:
      cursor &+= 1
      withStatement(token, isAsync: true)
    default:
      cursor &+= 1
      fail()
    }
  }

  mutating func decorated() {
    let mark = scratch.count
    while eat(.at) {
      let decorator = namedExpression()
      scratch.push(decorator)
      expect(.newline)
    }
    if hasFailed { return }
    let decorators = mark..<scratch.count
    switch current {
    case .kDef, .kClass: definition(cursor, decorators: decorators)
    case .kAsync where next == .kDef: definition(cursor, decorators: decorators)
    default: fail()
    }
  }

  /// A `def` or `class`; the decorators lie on the scratch stack.
  mutating func definition(_ token: Int, decorators: Range<Int>) {
    let isAsync = eat(.kAsync)
    let isClass = current == .kClass
    let keyword = cursor
    cursor &+= 1
    let name = expectName()
    if hasFailed { return }
    let typeMark = scratch.count
    typeParameters()
    let types = typeMark..<scratch.count
    if isClass {
      classBody(token, name, decorators, types)
      return
    }
    expect(.leftParen, "expected '('")
    let arguments = parameters(isLambda: false)
    expect(.rightParen)
    let returns = eat(.arrow) ? expression() : 0
    let mark = scratch.count
    block("function definition", keyword)
    let body = mark..<max(mark, scratch.count)
    finish(
      decorators.lowerBound,
      token,
      isAsync ? .asyncFunctionDef : .functionDef,
      (name.start, name.end, arguments, returns),
      4,
      (body, decorators, types, 0..<0, 0..<0),
      3
    )
  }

  private mutating func classBody(
    _ token: Int,
    _ name: SourceRange,
    _ decorators: Range<Int>,
    _ types: Range<Int>
  ) {
    let mark = scratch.count
    if current == .leftParen { arguments(isClass: true) }
    let keywordCount = hasFailed ? 0 : countKeywords(mark)
    let end = scratch.count
    let bases = sortArguments(mark, keywordCount)
    block("class definition", token)
    finish(
      decorators.lowerBound,
      token,
      .classDef,
      (name.start, name.end, 0, 0),
      2,
      (bases, bases.upperBound..<end, end..<max(end, scratch.count), decorators, types),
      5
    )
  }

  /// Brings the bases before the keywords on the scratch stack.
  private mutating func sortArguments(_ mark: Int, _ keywordCount: Int) -> Range<Int> {
    let end = scratch.count
    let split = end - keywordCount
    if keywordCount == 0 || keywordCount == end - mark { return mark..<split }
    for isKeyword in [false, true] {
      for index in mark..<end
      where (nodes[Int(scratch.words[index])].kind == .keyword) == isKeyword {
        scratch.push(scratch.words[index])
      }
    }
    (scratch.words + mark).update(from: scratch.words + end, count: end - mark)
    scratch.drop(to: end)
    return mark..<split
  }

  mutating func tryStatement() {
    let token = cursor
    let mark = scratch.count
    cursor &+= 1
    block("'try' statement", token)
    let body = mark..<max(mark, scratch.count)
    if hasFailed { return }
    var isStar = false
    var isFirst = true
    while current == .kExcept, !hasFailed {
      let clauseIsStar = next == .star
      if !isFirst, clauseIsStar != isStar {
        report(
          "cannot have both 'except' and 'except*' on the same 'try'",
          at: start(cursor)
        )
      }
      isFirst = false
      isStar = clauseIsStar
      exceptHandler(isStar)
    }
    let handlers = body.upperBound..<max(body.upperBound, scratch.count)
    if isFirst, current != .kFinally { fail("expected 'except' or 'finally' block") }
    let orElse = isFirst ? handlers.upperBound..<handlers.upperBound : elseBlock()
    let finallyMark = scratch.count
    if current == .kFinally, !hasFailed {
      let clause = cursor
      cursor &+= 1
      block("'finally' statement", clause)
    }
    if hasFailed { return }
    finish(
      mark,
      token,
      isStar ? .tryStar : .tryStatement,
      (0, 0, 0, 0),
      0,
      (body, handlers, orElse, finallyMark..<scratch.count, 0..<0),
      4
    )
  }

  private mutating func exceptHandler(_ isStar: Bool) {
    let token = cursor
    cursor &+= isStar ? 2 : 1
    var type: Node = 0
    var name = SourceRange(start: 0, end: 0)
    if current != .colon {
      type = exceptionTypes()
      if eat(.kAs) { name = expectName() }
    } else if isStar {
      fail("expected one or more exception types")
    }
    if hasFailed { return }
    let mark = scratch.count
    block(isStar ? "'except*' statement" : "'except' statement", token)
    finish(
      mark,
      token,
      .exceptHandler,
      (type, name.start, name.end, 0),
      3,
      (mark..<max(mark, scratch.count), 0..<0, 0..<0, 0..<0, 0..<0),
      1
    )
  }

  /// An exception type; since 3.14 also several without parentheses, if no name follows.
  private mutating func exceptionTypes() -> Node {
    let token = cursor
    let first = expression()
    if current != .comma { return first }
    if options.version < .python314 {
      fail("multiple exception types must be parenthesized", at: token)
      return 0
    }
    let types = tuple(from: token, first) { $0.expression() }
    if current == .kAs {
      fail("multiple exception types must be parenthesized when using 'as'", at: token)
    }
    return types
  }
}
