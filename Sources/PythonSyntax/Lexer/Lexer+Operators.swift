extension Lexer {
  /// `.`, `...`, or a number that starts with its point.
  @inline(__always)
  mutating func scanDot(_ at: Int) -> Int {
    let next = text[at &+ 1]
    if next &- 48 <= 9 { return scanNumber(at) }
    if next == UInt8(ascii: "."), text[at &+ 2] == UInt8(ascii: ".") {
      emit(.ellipsis, at, at &+ 3)
      return at &+ 3
    }
    emit(.dot, at, at &+ 1)
    return at &+ 1
  }

  /// Operators of more than one length, the longest first.
  @inline(__always)
  mutating func scanOperator(_ at: Int, _ byte: UInt8) -> Int {
    let next = text[at &+ 1]
    let isAssignment = next == UInt8(ascii: "=")
    let kind: TokenKind
    switch byte {
    case UInt8(ascii: "="):
      if isAssignment { return pair(.doubleEqual, at) }
      kind = .equal
    case UInt8(ascii: ":"):
      if !strings.isEmpty, let end = startFormatSpec(at) { return end }
      if isAssignment { return pair(.colonEqual, at) }
      kind = .colon
    case UInt8(ascii: "-"):
      if isAssignment { return pair(.minusEqual, at) }
      if next == UInt8(ascii: ">") { return pair(.arrow, at) }
      kind = .minus
    case UInt8(ascii: "+"):
      if isAssignment { return pair(.plusEqual, at) }
      kind = .plus
    case UInt8(ascii: "*"):
      if next == byte { return repeated(at, .doubleStar, .doubleStarEqual) }
      if isAssignment { return pair(.starEqual, at) }
      kind = .star
    case UInt8(ascii: "/"):
      if next == byte { return repeated(at, .doubleSlash, .doubleSlashEqual) }
      if isAssignment { return pair(.slashEqual, at) }
      kind = .slash
    case UInt8(ascii: "<"):
      if next == byte { return repeated(at, .leftShift, .leftShiftEqual) }
      if isAssignment { return pair(.lessEqual, at) }
      kind = .less
    case UInt8(ascii: ">"):
      if next == byte { return repeated(at, .rightShift, .rightShiftEqual) }
      if isAssignment { return pair(.greaterEqual, at) }
      kind = .greater
    case UInt8(ascii: "!"):
      if isAssignment { return pair(.notEqual, at) }
      kind = .exclamation
    case UInt8(ascii: "%"):
      if isAssignment { return pair(.percentEqual, at) }
      kind = .percent
    case UInt8(ascii: "@"):
      if isAssignment { return pair(.atEqual, at) }
      kind = .at
    case UInt8(ascii: "&"):
      if isAssignment { return pair(.ampersandEqual, at) }
      kind = .ampersand
    case UInt8(ascii: "|"):
      if isAssignment { return pair(.barEqual, at) }
      kind = .bar
    default:
      if isAssignment { return pair(.caretEqual, at) }
      kind = .caret
    }
    emit(kind, at, at &+ 1)
    return at &+ 1
  }

  @inline(__always)
  private mutating func pair(_ kind: TokenKind, _ at: Int) -> Int {
    emit(kind, at, at &+ 2)
    return at &+ 2
  }

  @inline(__always)
  private mutating func repeated(_ at: Int, _ kind: TokenKind, _ assignment: TokenKind) -> Int {
    if text[at &+ 2] == UInt8(ascii: "=") {
      emit(assignment, at, at &+ 3)
      return at &+ 3
    }
    return pair(kind, at)
  }

  /// Opens a bracket, up to CPython's limit.
  @inline(__always)
  mutating func openBracket(_ at: Int, _ byte: UInt8) -> Int {
    if level >= Self.maximumNesting {
      report(at, "too many nested parentheses")
      emit(.error, at, at &+ 1)
      return at &+ 1
    }
    brackets[level] = Bracket(byte: byte, offset: at)
    level &+= 1
    if !strings.isEmpty { strings[strings.count &- 1].depth &+= 1 }
    emit(tables.singles[Int(byte)], at, at &+ 1)
    return at &+ 1
  }

  @inline(__always)
  mutating func closeBracket(_ at: Int, _ byte: UInt8) -> Int {
    // '(' and ')' differ by one, '[' and ']' and '{' and '}' by two.
    if level > 0, strings.isEmpty, byte &- brackets[level &- 1].byte &- 1 <= 1 {
      level &-= 1
      emit(tables.singles[Int(byte)], at, at &+ 1)
      return at &+ 1
    }
    return closeBracketSlowly(at, byte)
  }

  @inline(never)
  private mutating func closeBracketSlowly(_ at: Int, _ byte: UInt8) -> Int {
    let close = Character(Unicode.Scalar(byte))
    if let mode = strings.last, mode.depth == 0 {
      report(
        at,
        byte == UInt8(ascii: "}")
          ? "\(mode.name): single '}' is not allowed" : "\(mode.name): unmatched '\(close)'"
      )
      emit(.error, at, at &+ 1)
      return at &+ 1
    }
    if level == 0 {
      report(at, "unmatched '\(close)'")
      emit(.error, at, at &+ 1)
      return at &+ 1
    }
    let bracket = brackets[level - 1]
    if byte &- bracket.byte &- 1 > 1 {
      let open = Character(Unicode.Scalar(bracket.byte))
      if let mode = strings.last, bracket.byte == UInt8(ascii: "{"),
        mode.depth - 1 == mode.expression
      {
        report(at, "\(mode.name): unmatched '\(close)'")
      } else {
        let line = lineBetween(bracket.offset, at)
        report(
          at,
          "closing parenthesis '\(close)' does not match opening parenthesis '\(open)'"
            + (line == 0 ? "" : " on line \(line)")
        )
      }
      emit(.error, at, at &+ 1)
      // The bracket counts as closed if an outer one is of this kind, else it is a stray.
      let isOuter = (0..<level - 1).contains { byte &- brackets[$0].byte &- 1 <= 1 }
      if isOuter || !strings.isEmpty { return at &+ 1 }
      level -= 1
      return at &+ 1
    }
    level -= 1
    emit(tables.singles[Int(byte)], at, at &+ 1)
    guard !strings.isEmpty else { return at &+ 1 }
    let last = strings.count - 1
    strings[last].depth -= 1
    if byte == UInt8(ascii: "}"), strings[last].depth == strings[last].expression {
      strings[last].expression -= 1
      strings[last].isInSpec = false
      return scanFormattedText(at &+ 1)
    }
    return at &+ 1
  }

  /// The line of `open` if a line end lies before `close`, else 0.
  private func lineBetween(_ open: Int, _ close: Int) -> Int {
    let line = lineNumber(open)
    return line == lineNumber(close) ? 0 : line
  }
}
