extension Lexer {
  /// A plain string: its prefix starts at `start`, its quote stands at `quote`.
  mutating func scanString(_ start: Int, _ quote: Int, isRaw: Bool, isBytes: Bool) -> Int {
    let kind: TokenKind = isBytes ? .bytes : .string
    let mark = text[quote]
    if text[quote &+ 1] == mark {
      if text[quote &+ 2] == mark { return scanTripleString(start, quote, isRaw, kind) }
      emit(kind, start, quote &+ 2)
      return quote &+ 2
    }
    let marks = UInt64(mark) &* ByteScan.ones
    let slashes = UInt64(UInt8(ascii: "\\")) &* ByteScan.ones
    var at = quote &+ 1
    while true {
      let word = ByteScan.load(text, at)
      let found =
        ByteScan.zeros(word ^ marks) | ByteScan.zeros(word ^ slashes) | ByteScan.controls(word)
      if found == 0 {
        at &+= 8
        continue
      }
      at &+= ByteScan.index(found)
      let byte = text[at]
      if byte == mark {
        if isBytes { checkBytes(start, at) }
        emit(kind, start, at &+ 1)
        return at &+ 1
      }
      if byte == UInt8(ascii: "\\") {
        if !isRaw { checkEscape(at, start, quote &+ 1, isBytes: isBytes) }
        at = afterEscape(at)
      } else if byte == 10 || byte == 13 || (byte == 0 && at >= count) {
        return endUnterminated(start, quote, at)
      } else {
        at &+= 1
      }
    }
  }

  /// The position after a backslash and what it escapes, at most the end of the text.
  @inline(__always)
  func afterEscape(_ at: Int) -> Int {
    let next = at &+ 1
    if next >= count { return next }
    return text[next] == 13 ? afterLineEnd(next) : next &+ 1
  }

  private mutating func scanTripleString(
    _ start: Int,
    _ quote: Int,
    _ isRaw: Bool,
    _ kind: TokenKind
  ) -> Int {
    let mark = text[quote]
    let marks = UInt64(mark) &* ByteScan.ones
    let slashes = UInt64(UInt8(ascii: "\\")) &* ByteScan.ones
    var at = quote &+ 3
    while true {
      let word = ByteScan.load(text, at)
      let found =
        ByteScan.zeros(word ^ marks) | ByteScan.zeros(word ^ slashes) | ByteScan.zeros(word)
      if found == 0 {
        at &+= 8
        continue
      }
      at &+= ByteScan.index(found)
      let byte = text[at]
      if byte == mark {
        if text[at &+ 1] == mark, text[at &+ 2] == mark {
          if kind == .bytes { checkBytes(start, at) }
          emit(kind, start, at &+ 3)
          return at &+ 3
        }
        at &+= 1
      } else if byte == UInt8(ascii: "\\") {
        if !isRaw { checkEscape(at, start, quote &+ 3, isBytes: kind == .bytes) }
        at = afterEscape(at)
      } else if byte == 0, at >= count {
        report(
          start,
          "unterminated triple-quoted string literal\(detected(count))"
        )
        emit(.error, start, count)
        return count
      } else {
        at &+= 1
      }
    }
  }

  @inline(never)
  private mutating func endUnterminated(_ start: Int, _ quote: Int, _ at: Int) -> Int {
    if let mode = strings.last, mode.quote == text[quote], !mode.isTriple {
      // The quote was meant to end the f-string around it.
      report(start, "\(mode.name): expecting '}'")
      emit(.error, start, quote + 1)
      closeFormattedString()
      return quote + 1
    }
    var hint = ""
    for position in quote + 1..<max(at, quote + 1)
    where text[position] == text[quote] && text[position - 1] == UInt8(ascii: "\\") {
      hint = "; perhaps you escaped the end quote?"
    }
    report(
      start,
      "unterminated string literal\(detected(at))\(hint)"
    )
    emit(.error, start, at)
    return at
  }

  /// Where a string was found not to end, for messages.
  func detected(_ position: Int) -> String {
    let line = lineNumber(position)
    return line == 0 ? "" : " (detected at line \(line))"
  }

  /// The 1-based line of a position, for messages.
  ///
  /// Counting is linear, so a text with a hundred problems gets no more of it.
  func lineNumber(_ position: Int) -> Int {
    if problems.count > 100 { return 0 }
    var line = 1
    var at = 0
    while at < position {
      let isEnd = text[at] == 10 || text[at] == 13
      at = isEnd ? afterLineEnd(at) : at + 1
      if isEnd, at < count { line += 1 }
    }
    return line
  }
}
