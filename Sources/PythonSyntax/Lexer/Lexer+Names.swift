extension Lexer {
  /// A name, a keyword, or a string with a prefix.
  ///
  /// Eight bytes at a time: most names end in the first word, where a loop over bytes would pay a
  /// mispredicted branch for each name (lexing is 10% faster).
  @inline(__always)
  mutating func scanName(_ start: Int) -> Int {
    let first = ByteScan.load(text, start)
    var marks = ByteScan.nonNameBytes(first)
    var at = start
    while marks == 0 {
      at &+= 8
      marks = ByteScan.nonNameBytes(ByteScan.load(text, at))
    }
    at &+= ByteScan.index(marks)
    let length = at &- start
    let next = text[at]
    if next == UInt8(ascii: "'") || next == UInt8(ascii: "\"") {
      if length <= 2, let end = scanPrefixedString(start, at) { return end }
    } else if next >= 0x80 {
      return scanUnicodeName(start, at)
    }
    if length &- 2 <= 6, length >= 2 {
      // A shift drops the bytes after the word, which is cheaper than a table of masks.
      let drop = UInt64(truncatingIfNeeded: 64 &- length &* 8)
      let kind = tables.keyword((first &<< drop) &>> drop)
      if level > 0, kind.startsStatementOnly, strings.isEmpty, let resumed = leaveBrackets(start) {
        return resumed
      }
      emit(kind, start, at)
      return at
    }
    emit(.name, start, at)
    return at
  }

  /// Gives up open brackets before a line that starts with a keyword no expression can hold.
  ///
  /// One missing bracket would otherwise swallow the rest of the file.
  @inline(never)
  private mutating func leaveBrackets(_ start: Int) -> Int? {
    var line = start
    while line > 0, tables.classes[Int(text[line - 1])] == .blank { line -= 1 }
    guard line > 0, tables.classes[Int(text[line - 1])] == .lineEnd else { return nil }
    reportUnclosed(foundAt: line)
    emit(.newline, line - 1, line)
    return startLine(line)
  }

  /// A string whose prefix runs from `start` to the quote; nil if the letters are no prefix.
  @inline(never)
  private mutating func scanPrefixedString(_ start: Int, _ quote: Int) -> Int? {
    var isRaw = false
    var kind: UInt8 = 0
    for at in start..<quote {
      switch text[at] | 0x20 {
      case UInt8(ascii: "r"):
        if isRaw || kind == UInt8(ascii: "u") { return nil }
        isRaw = true
      case let letter:
        let isKnown =
          letter == UInt8(ascii: "b") || letter == UInt8(ascii: "f")
          || letter == UInt8(ascii: "u") && !isRaw
          || letter == UInt8(ascii: "t") && options.version >= .python314
        if kind != 0 || !isKnown { return nil }
        kind = letter
      }
    }
    switch kind {
    case UInt8(ascii: "f"):
      return openFormattedString(start, quote, isRaw: isRaw, isTemplate: false)
    case UInt8(ascii: "t"):
      return openFormattedString(start, quote, isRaw: isRaw, isTemplate: true)
    default:
      return scanString(start, quote, isRaw: isRaw, isBytes: kind == UInt8(ascii: "b"))
    }
  }

  /// A name with a character outside ASCII at `at`.
  @inline(never)
  mutating func scanUnicodeName(_ start: Int, _ at: Int) -> Int {
    var end = at
    while tables.classes[Int(text[end])].rawValue <= ByteClass.nonASCII.rawValue { end &+= 1 }
    var position = start
    while position < end {
      let (scalar, length) = decodeScalar(position)
      guard let scalar else {
        // Invalid UTF-8; the decoder has reported it.
        emit(.error, start, end)
        return end
      }
      let isFine =
        position == start
        ? scalar.properties.isXIDStart || scalar == "_" : scalar.properties.isXIDContinue
      if !isFine {
        reportCharacter(position)
        emit(.error, start, end)
        return end
      }
      position += length
    }
    emit(.name, start, end)
    return end
  }

  /// The character at `at` and its length in bytes; nil where the text is no UTF-8.
  func decodeScalar(_ at: Int) -> (scalar: Unicode.Scalar?, length: Int) {
    let first = text[at]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    if first < 0xc2 || at + length > count { return (nil, 1) }
    var value = UInt32(first) & (0x7f >> UInt32(length))
    for offset in 1..<length {
      let byte = text[at + offset]
      if byte & 0xc0 != 0x80 { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3f)
    }
    return (Unicode.Scalar(value), length)
  }

  /// Reports a character that can't be part of a token.
  @inline(never)
  mutating func reportCharacter(_ at: Int) {
    guard let scalar = decodeScalar(at).scalar else { return }
    if scalar.value >= 0x20, scalar.value < 0x7f {
      report(at, "invalid syntax")
      return
    }
    var code = String(scalar.value, radix: 16, uppercase: true)
    while code.utf8.count < 4 { code = "0" + code }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      report(at, "invalid non-printable character U+\(code)")
    default:
      report(at, "invalid character '\(Character(scalar))' (U+\(code))")
    }
  }
}
