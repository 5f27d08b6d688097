import SourceText

extension Parser {
  /// Whether parameters after this one must have defaults, and what else was seen.
  private struct ParameterState {
    var positionalOnlyCount = 0
    var positionalCount = 0
    var hasSlash = false
    var hasStar = false
    var star = 0
    var hasDefault = false
    var needsName = false
  }

  /// The parameters of a `def` or lambda, up to the closing parenthesis or colon.
  mutating func parameters(isLambda: Bool) -> Node {
    let close: TokenKind = isLambda ? .colon : .rightParen
    let token = cursor
    let mark = scratch.count
    var state = ParameterState()
    var variadic: Node = 0
    var variadicKeyword: Node = 0
    while current != close {
      if variadicKeyword != 0 {
        fail(
          isLambda
            ? "arguments cannot follow var-keyword argument"
            : "arguments cannot follow var-keyword argument"
        )
        break
      }
      switch current {
      case .slash: slash(&state, scratch.count &- mark)
      case .star:
        if state.hasStar {
          fail("* argument may appear only once")
          break
        }
        state.star = cursor
        cursor &+= 1
        state.hasStar = true
        state.positionalCount = scratch.count &- mark &- state.positionalOnlyCount
        if current == .comma || current == close {
          state.needsName = true
        } else {
          variadic = parameter(isLambda, takesDefault: false, takesStar: true)
          if current == .equal { fail("var-positional argument cannot have default value") }
        }
      case .doubleStar:
        if state.needsName { fail("named arguments must follow bare *", at: state.star) }
        cursor &+= 1
        variadicKeyword = parameter(isLambda, takesDefault: false)
        if current == .equal { fail("var-keyword argument cannot have default value") }
      default:
        state.needsName = false
        let item = cursor
        let node = parameter(isLambda)
        scratch.push(node)
        if links[Int(nodes[Int(node)].place) &+ 3] != 0 {
          state.hasDefault = true
        } else if state.hasDefault, !state.hasStar {
          report(
            "parameter without a default follows parameter with a default",
            at: start(item)
          )
        }
      }
      if hasFailed || !eat(.comma) { break }
    }
    if state.needsName {
      fail("named arguments must follow bare *", at: isLambda ? cursor : state.star)
    }
    if !state.hasStar {
      state.positionalCount = scratch.count &- mark &- state.positionalOnlyCount
    }
    let count = scratch.count &- mark
    reserveLinks(5 &+ count)
    let place = linkCount
    put(variadic)
    put(variadicKeyword)
    put(UInt32(truncatingIfNeeded: state.positionalOnlyCount))
    put(UInt32(truncatingIfNeeded: state.positionalCount))
    put(
      UInt32(truncatingIfNeeded: count &- state.positionalOnlyCount &- state.positionalCount)
    )
    put(from: mark, to: scratch.count)
    scratch.drop(to: mark)
    let end = max(start(token), cursor > token ? previousEnd : start(token))
    return record(.arguments, 0, start(token), end, place)
  }

  private mutating func slash(_ state: inout ParameterState, _ count: Int) {
    if state.hasSlash {
      fail("/ may appear only once")
    } else if state.hasStar {
      fail("/ must be ahead of *")
    } else if count == 0 {
      fail("at least one argument must precede /")
    } else {
      cursor &+= 1
      state.hasSlash = true
      state.positionalOnlyCount = count
    }
  }

  /// A name with its annotation and default.
  private mutating func parameter(
    _ isLambda: Bool,
    takesDefault: Bool = true,
    takesStar: Bool = false
  ) -> Node {
    let token = cursor
    if current == .leftParen {
      fail(
        isLambda
          ? "Lambda expression parameters cannot be parenthesized"
          : "Function parameters cannot be parenthesized"
      )
    }
    let name = expectName()
    var annotation: Node = 0
    var value: Node = 0
    if !isLambda, eat(.colon) {
      annotation = takesStar && current == .star ? starred(Precedence.bitOr) : expression()
    }
    let end = hasFailed ? start(token) : previousEnd
    if takesDefault, current == .equal {
      cursor &+= 1
      if current == .comma || current == .rightParen {
        fail("expected default value expression", at: cursor &- 1)
      }
      value = expression()
    }
    return node(.arg, 0, start(token), end, name.start, name.end, annotation, value)
  }

  /// `[T: bound = default, *Ts, **P]` after the name of a def, class or type alias; pushes the nodes.
  mutating func typeParameters() {
    guard current == .leftBracket else { return }
    cursor &+= 1
    if current == .rightBracket { fail("Type parameter list cannot be empty") }
    while current != .rightBracket {
      let token = cursor
      var kind = NodeKind.typeVar
      if eat(.star) {
        kind = .typeVarTuple
      } else if eat(.doubleStar) {
        kind = .paramSpec
      }
      let name = expectName()
      var bound: Node = 0
      var value: Node = 0
      if current == .colon {
        if kind == .typeVarTuple { fail("cannot use bound with TypeVarTuple") }
        if kind == .paramSpec { fail("cannot use bound with ParamSpec") }
        cursor = hasFailed ? cursor : cursor &+ 1
        bound = expression()
      }
      if eat(.equal) {
        value = kind == .typeVarTuple && current == .star ? starred(Precedence.bitOr) : expression()
      }
      let parameter = node(
        kind,
        0,
        start(token),
        hasFailed ? start(token) : previousEnd,
        name.start,
        name.end,
        bound,
        value
      )
      scratch.push(parameter)
      if hasFailed || !eat(.comma) { break }
    }
    expect(.rightBracket)
  }
}
