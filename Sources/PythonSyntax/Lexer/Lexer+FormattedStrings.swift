/// Where the scan stands in an f-string or t-string (PEP 701), after CPython's `tokenizer_mode`.
struct FormattedStringMode {
  var start: Int
  var quote: UInt8
  var isTriple: Bool
  var isRaw: Bool
  var isTemplate: Bool
  /// Brackets open around the string: closing it early gives up those it opened.
  var outerLevel: Int
  /// Brackets open inside the string.
  var depth = 0
  /// The depth at which the innermost replacement field started, -1 outside of fields.
  var expression = -1
  var isInSpec = false

  /// How messages call it.
  var name: String { isTemplate ? "t-string" : "f-string" }
}

extension Lexer {
  /// CPython's MAX_EXPR_NESTING and MAXFSTRINGLEVEL.
  private static let maximumFieldNesting = 3
  private static let maximumStringNesting = 150

  mutating func openFormattedString(
    _ start: Int,
    _ quote: Int,
    isRaw: Bool,
    isTemplate: Bool
  ) -> Int {
    let mark = text[quote]
    let isTriple = text[quote + 1] == mark && text[quote + 2] == mark
    let textStart = quote + (isTriple ? 3 : 1)
    if strings.count + 1 >= Self.maximumStringNesting {
      report(start, "too many nested f-strings")
      emit(.error, start, textStart)
      return textStart
    }
    emit(isTemplate ? .tstringStart : .fstringStart, start, textStart)
    strings.append(
      FormattedStringMode(
        start: start,
        quote: mark,
        isTriple: isTriple,
        isRaw: isRaw,
        isTemplate: isTemplate,
        outerLevel: level
      )
    )
    return scanFormattedText(textStart)
  }

  /// Leaves the innermost f-string, with all brackets it opened.
  mutating func closeFormattedString() {
    let mode = strings.removeLast()
    level = min(level, mode.outerLevel)
  }

  /// A colon that ends the expression of a field: the format spec is text.
  mutating func startFormatSpec(_ at: Int) -> Int? {
    let last = strings.count - 1
    let mode = strings[last]
    guard mode.expression >= 0, mode.depth - 1 == mode.expression else { return nil }
    emit(.colon, at, at + 1)
    strings[last].isInSpec = true
    return scanFormattedText(at + 1)
  }

  private mutating func emitText(_ start: Int, _ end: Int) {
    if end > start { emit(.fstringMiddle, start, end) }
  }

  /// Scans text up to the next field, the end of a format spec, or the end of the string.
  mutating func scanFormattedText(_ from: Int) -> Int {
    let last = strings.count - 1
    let mode = strings[last]
    let isInSpec = mode.isInSpec && mode.expression >= 0
    var start = from
    var at = from
    var isNamedEscape = false
    while true {
      let byte = text[at]
      switch byte {
      case mode.quote:
        if !mode.isTriple || (text[at + 1] == byte && text[at + 2] == byte) {
          emitText(start, at)
          let end = at + (mode.isTriple ? 3 : 1)
          emit(.fstringEnd, at, end)
          closeFormattedString()
          return end
        }
        at += 1
      case UInt8(ascii: "{"):
        if text[at + 1] == byte, !isInSpec {
          // The token holds the first brace: its text is what the pair stands for.
          emitText(start, at + 1)
          at += 2
          start = at
          continue
        }
        emitText(start, at)
        if mode.expression + 1 >= Self.maximumFieldNesting {
          report(at, "\(mode.name): expressions nested too deeply")
          emit(.error, at, at + 1)
        } else {
          strings[last].expression += 1
        }
        return openBracket(at, byte)
      case UInt8(ascii: "}"):
        if isNamedEscape {
          isNamedEscape = false
          at += 1
          continue
        }
        if text[at + 1] == byte, !isInSpec, mode.depth == 0 {
          emitText(start, at + 1)
          at += 2
          start = at
          continue
        }
        emitText(start, at)
        if mode.depth > 0 { return at }
        report(at, "\(mode.name): single '}' is not allowed")
        emit(.error, at, at + 1)
        at += 1
        start = at
      case UInt8(ascii: "\\"):
        let next = text[at + 1]
        if next == UInt8(ascii: "{") || next == UInt8(ascii: "}") {
          at += 1
        } else if !mode.isRaw, next == UInt8(ascii: "N"), text[at + 2] == UInt8(ascii: "{") {
          checkEscape(at, start, start, isBytes: false)
          isNamedEscape = true
          at += 3
        } else {
          // Format specs are decoded as if they were not raw.
          if !mode.isRaw || isInSpec { checkEscape(at, start, start, isBytes: false) }
          at = afterEscape(at)
        }
      case 10, 13:
        if mode.isTriple {
          at = afterLineEnd(at)
        } else if isInSpec {
          emitText(start, at)
          strings[last].isInSpec = false
          return at
        } else {
          return endUnterminatedText(at)
        }
      case 0 where at >= count:
        return endUnterminatedText(count)
      default:
        at += 1
      }
    }
  }

  private mutating func endUnterminatedText(_ at: Int) -> Int {
    let mode = strings[strings.count - 1]
    report(
      mode.start,
      "unterminated \(mode.isTriple ? "triple-quoted " : "")\(mode.name) literal"
        + detected(at)
    )
    emit(.error, mode.start, at)
    closeFormattedString()
    return at
  }
}
