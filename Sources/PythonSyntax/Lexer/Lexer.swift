import SourceText

/// Turns one text into tokens, all at once.
///
/// The rules are those of CPython 3.13's tokenizer. What is no token becomes `error` with a problem,
/// and scanning goes on. All work is linear in the text.
struct Lexer {
  /// An open bracket: its byte and where it stands.
  struct Bracket {
    var byte: UInt8
    var offset: Int
  }

  /// CPython's MAXLEVEL and MAXINDENT.
  static let maximumNesting = 200
  static let maximumIndents = 100

  /// The text, followed by at least eight zero bytes.
  let text: UnsafePointer<UInt8>
  let count: Int
  let tables: LexerTables
  let kinds: UnsafeMutablePointer<TokenKind>
  let ranges: UnsafeMutablePointer<SourceRange>
  /// The first `level` are the open ones.
  let brackets: UnsafeMutablePointer<Bracket>
  let options: ParseOptions

  var tokenCount = 0
  /// The number of open brackets.
  var level = 0
  /// Columns of the open blocks, with tabs to multiples of eight, and with tabs as one.
  var indents: [(column: Int, alternative: Int)] = [(0, 0)]
  /// The last of `indents`, which every line asks for.
  var topColumn = 0
  var topAlternative = 0
  /// The f-strings the scan is inside of, outermost first.
  var strings: [FormattedStringMode] = []
  var comments: [SourceRange] = []
  var problems: [Problem] = []

  init(
    text: UnsafePointer<UInt8>,
    count: Int,
    tables: LexerTables,
    tokens: TokenBuffer,
    options: ParseOptions
  ) {
    self.text = text
    self.count = count
    self.tables = tables
    self.options = options
    kinds = tokens.kinds
    ranges = tokens.ranges
    brackets = tokens.brackets
  }

  @inline(__always)
  mutating func emit(_ kind: TokenKind, _ start: Int, _ end: Int) {
    kinds[tokenCount] = kind
    ranges[tokenCount] = SourceRange(
      start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: end)
    )
    tokenCount &+= 1
  }

  @inline(never)
  mutating func report(_ offset: Int, _ message: String) {
    problems.append(Problem(offset, message))
  }

  /// Scans the whole text.
  mutating func run() {
    var at = startLine(0)
    while true {
      let byte = text[at]
      switch tables.classes[Int(byte)] {
      case .letter: at = scanName(at)
      case .blank: at &+= 1
      case .single:
        emit(tables.singles[Int(byte)], at, at &+ 1)
        at &+= 1
      case .operatorStart: at = scanOperator(at, byte)
      case .open: at = openBracket(at, byte)
      case .close: at = closeBracket(at, byte)
      case .dot: at = scanDot(at)
      case .digit: at = scanNumber(at)
      case .quote: at = scanString(at, at, isRaw: false, isBytes: false)
      case .comment: at = scanComment(at)
      case .lineEnd: at = endLine(at)
      case .backslash: at = continueLine(at)
      case .nonASCII: at = scanUnicodeName(at, at)
      case .zero:
        if at >= count {
          finish()
          return
        }
        // The decoder has reported the NUL.
        emit(.error, at, at &+ 1)
        at &+= 1
      case .bad:
        reportCharacter(at)
        emit(.error, at, at &+ 1)
        at &+= 1
      }
    }
  }

  /// Notes a comment; the line end after it comes next.
  mutating func scanComment(_ start: Int) -> Int {
    var end = ByteScan.lineEnd(text, start)
    while end < count, text[end] == 0 { end = ByteScan.lineEnd(text, end &+ 1) }
    comments.append(
      SourceRange(
        start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: end)
      )
    )
    return end
  }

  /// The position after the line end at `at`.
  @inline(__always)
  func afterLineEnd(_ at: Int) -> Int {
    text[at] == 13 && text[at &+ 1] == 10 ? at &+ 2 : at &+ 1
  }

  @inline(__always)
  mutating func endLine(_ at: Int) -> Int {
    let next = afterLineEnd(at)
    if level > 0 { return next }
    emit(.newline, at, next)
    return startLine(next)
  }

  /// A backslash: joins lines, or is an error.
  mutating func continueLine(_ at: Int) -> Int {
    let byte = text[at &+ 1]
    if byte == 10 || byte == 13 {
      let next = afterLineEnd(at &+ 1)
      if next < count { return next }
      report(at, "unexpected EOF while parsing")
      emit(.error, at, at &+ 1)
      return next
    }
    if at &+ 1 >= count {
      report(at, "unexpected EOF while parsing")
    } else {
      report(at &+ 1, "unexpected character after line continuation character")
    }
    emit(.error, at, at &+ 1)
    return at &+ 1
  }

  /// Closes the last line and all blocks.
  private mutating func finish() {
    reportUnclosed(foundAt: count)
    if tokenCount > 0, !kinds[tokenCount - 1].isLayout { emit(.newline, count, count) }
    while indents.count > 1 {
      indents.removeLast()
      emit(.dedent, count, count)
    }
    // The parser looks at most three tokens ahead.
    for _ in 0..<4 { emit(.endOfFile, count, count) }
    tokenCount -= 3
  }

  /// Reports the innermost open bracket, as CPython does, and gives up all of them.
  mutating func reportUnclosed(foundAt position: Int) {
    if level == 0 { return }
    let bracket = brackets[level - 1]
    report(bracket.offset, "'\(Character(Unicode.Scalar(bracket.byte)))' was never closed")
    problems[problems.count - 1].found = UInt32(truncatingIfNeeded: position)
    level = 0
  }
}
