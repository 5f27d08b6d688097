import SourceText

/// Statement lists, lines of simple statements, and what a statement starts with.
extension Parser {
  /// Reads statements up to the end of the block (or file) and pushes their nodes.
  mutating func statements(isModule: Bool) {
    followsInvalid = false
    while true {
      switch current {
      case .endOfFile: return
      case .dedent:
        if !isModule { return }
        cursor &+= 1
      case .newline: cursor &+= 1
      case .indent: strayBlock()
      default: statement()
      }
    }
  }

  private mutating func statement() {
    let token = cursor
    let mark = treeMark
    let wasInvalid = followsInvalid
    followsInvalid = false
    switch current {
    case .kIf: ifStatement()
    case .kFor: forStatement(token, isAsync: false)
    case .kWhile: whileStatement()
    case .kTry: tryStatement()
    case .kWith: withStatement(token, isAsync: false)
    case .kDef, .kClass: definition(token, decorators: scratch.count..<scratch.count)
    case .at: decorated()
    case .kAsync: asyncStatement()
    case .softMatch where startsMatch():
      matchStatement()
    case .kElif, .kElse, .kExcept, .kFinally:
      followsInvalid = wasInvalid
      strayClause()
      return
    case .softCase where wasInvalid:
      // Probably of a `match` that was given up.
      let count = problems.count
      simpleStatements()
      if followsInvalid { problems.removeLast(problems.count - count) }
      return
    default:
      simpleStatements()
      return
    }
    if hasFailed { recover(token, mark) }
  }

  /// One line of simple statements.
  private mutating func simpleStatements() {
    while true {
      let token = cursor
      let mark = treeMark
      let node = simpleStatement()
      scratch.push(node)
      if current == .semicolon {
        cursor &+= 1
        if current == .newline {
          cursor &+= 1
          return
        }
        if !current.isLayout { continue }
      } else if current == .newline {
        cursor &+= 1
        return
      }
      if !hasFailed { failAfterStatement(token) }
      recover(token, mark)
      return
    }
  }

  /// Something follows a complete statement: a guess at what was meant.
  @inline(never)
  private mutating func failAfterStatement(_ token: Int) {
    let word = text(of: token)
    if cursor == token + 1, word == "print" || word == "exec", !current.isAugmentedAssignment,
      current.isName || current == .string || current == .integer || current == .fstringStart
    {
      fail("Missing parentheses in call to '\(word)'. Did you mean \(word)(...)?", at: token)
    } else {
      fail()
    }
  }

  /// A block after a compound statement's header; pushes its statements.
  ///
  /// `owner` and `token` name the statement if the block is missing.
  mutating func block(_ owner: StaticString, _ token: Int) {
    if current == .colon {
      cursor &+= 1
    } else {
      failAtColon(token)
      return
    }
    guard current == .newline else {
      simpleStatements()
      return
    }
    if next == .indent {
      cursor &+= 2
      statements(isModule: false)
      if current == .dedent { cursor &+= 1 }
      followsInvalid = false
      return
    }
    cursor &+= 1
    reportMissingBlock(owner, token)
  }

  /// A header without its colon: CPython names the colon where nothing else could follow.
  @inline(never)
  private mutating func failAtColon(_ token: Int) {
    switch kinds[token] {
    case .kDef, .kTry, .kElse, .kFinally: fail("expected ':'")
    case let kind where current == .equal && (kind == .kIf || kind == .kElif || kind == .kWhile):
      fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
    default: fail(current == .newline ? "expected ':'" : "invalid syntax", at: cursor)
    }
  }

  @inline(never)
  private mutating func reportMissingBlock(_ owner: StaticString, _ token: Int) {
    var line = 1
    if problems.count < 100 {
      var at = 0
      while at < Int(start(token)) {
        if text[at] == 10 || (text[at] == 13 && text[at + 1] != 10) { line += 1 }
        at += 1
      }
    }
    report(
      "expected an indented block after \(owner) on line \(line)",
      at: start(cursor)
    )
  }

  private mutating func simpleStatement() -> Node {
    let token = cursor
    switch current {
    case .kPass: return keyword(.pass)
    case .kBreak: return keyword(.breakStatement)
    case .kContinue: return keyword(.continueStatement)
    case .kReturn:
      cursor &+= 1
      let value = startsExpression(current) ? starExpressions() : 0
      return node(.returnStatement, 0, start(token), previousEnd, value)
    case .kImport: return importStatement()
    case .kFrom: return importFrom()
    case .kRaise: return raise()
    case .kAssert: return assertion()
    case .kDel: return deletion()
    case .kGlobal: return declaration(.global)
    case .kNonlocal: return declaration(.nonlocal)
    case .softType where next.isName: return typeAlias()
    default: return expressionStatement()
    }
  }

  private mutating func keyword(_ kind: NodeKind) -> Node {
    let range = ranges[cursor]
    cursor &+= 1
    return node(kind, 0, range.start, range.end)
  }

  private mutating func raise() -> Node {
    let token = cursor
    cursor &+= 1
    var exception: Node = 0
    var cause: Node = 0
    if startsExpression(current) {
      exception = expression()
      if eat(.kFrom) { cause = expression() }
    }
    return node(.raise, 0, start(token), previousEnd, exception, cause)
  }

  private mutating func assertion() -> Node {
    let token = cursor
    cursor &+= 1
    let test = expression()
    let message = eat(.comma) ? expression() : 0
    return node(.assertStatement, 0, start(token), previousEnd, test, message)
  }

  private mutating func deletion() -> Node {
    let token = cursor
    cursor &+= 1
    let mark = scratch.count
    repeat {
      let target = current == .star ? starred(Precedence.bitOr) : binary(Precedence.bitOr)
      check(target, .delete)
      scratch.push(target)
    } while eat(.comma) && startsExpression(current)
    return listNode(.delete, 0, start(token), previousEnd, from: mark)
  }

  private mutating func declaration(_ kind: NodeKind) -> Node {
    let token = cursor
    let mark = scratch.count
    cursor &+= 1
    repeat {
      guard current.isName else {
        fail()
        break
      }
      cursor &+= 1
      let name = nameNode(cursor &- 1)
      scratch.push(name)
    } while eat(.comma)
    return listNode(kind, 0, start(token), previousEnd, from: mark)
  }

  private mutating func typeAlias() -> Node {
    let token = cursor
    cursor &+= 2
    let name = nameNode(cursor &- 1)
    let mark = scratch.count
    typeParameters()
    expect(.equal)
    let value = expression()
    let count = scratch.count &- mark
    reserveLinks(3 &+ count)
    let place = linkCount
    put(name)
    put(value)
    put(UInt32(truncatingIfNeeded: count))
    put(from: mark, to: scratch.count)
    scratch.drop(to: mark)
    return record(.typeAlias, 0, start(token), previousEnd, place)
  }

  /// An expression, or an assignment of one of the three forms.
  private mutating func expressionStatement() -> Node {
    let token = cursor
    let first = yieldOrStarExpressions()
    switch current {
    case .newline, .semicolon:
      return node(.expression, 0, start(token), previousEnd, first)
    case .equal: return assignment(token, first)
    case .colon: return annotated(token, first)
    default:
      if current.isAugmentedAssignment {
        let operation = augmentedOperator(current)
        cursor &+= 1
        let value = yieldOrStarExpressions()
        checkAugmented(first)
        return node(.augAssign, operation.rawValue, start(token), previousEnd, first, value)
      }
      return node(.expression, 0, start(token), previousEnd, first)
    }
  }

  private mutating func assignment(_ token: Int, _ first: Node) -> Node {
    let mark = scratch.count
    var value = first
    while eat(.equal) {
      scratch.push(value)
      value = yieldOrStarExpressions()
    }
    let count = scratch.count &- mark
    if !hasFailed {
      for index in mark..<scratch.count {
        checkAssigned(scratch.words[index], isOnly: count == 1)
      }
    }
    reserveLinks(2 &+ count)
    let place = linkCount
    put(value)
    put(UInt32(truncatingIfNeeded: count))
    put(from: mark, to: scratch.count)
    scratch.drop(to: mark)
    return record(.assign, 0, start(token), previousEnd, place)
  }

  private mutating func annotated(_ token: Int, _ target: Node) -> Node {
    cursor &+= 1
    let annotation = expression()
    checkAnnotated(target)
    let value = eat(.equal) ? yieldOrStarExpressions() : 0
    let isSimple = nodes[Int(target)].kind == .name && kinds[token] != .leftParen
    return node(
      .annAssign,
      isSimple ? 1 : 0,
      start(token),
      previousEnd,
      target,
      annotation,
      value
    )
  }
}
