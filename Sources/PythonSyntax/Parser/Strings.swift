import SourceText

/// How a piece of a string constant is read; stored with its range among the constant's links.
struct StringPiece {
  /// Escapes are text.
  static let raw: UInt32 = 1
  /// A bytes literal.
  static let bytes: UInt32 = 2
  /// Text of an f-string, without quotes; else the range is a whole literal.
  static let text: UInt32 = 4
  /// The expression of `{x = }` as written.
  static let debug: UInt32 = 8
}

/// String literals, implicit concatenation, f-strings and t-strings.
extension Parser {
  @inline(__always)
  private func isString(_ kind: TokenKind) -> Bool {
    kind.rawValue >= TokenKind.string.rawValue && kind.rawValue <= TokenKind.tstringStart.rawValue
  }

  /// One or more string literals in a row.
  mutating func strings() -> Node {
    let kind = current
    if !isString(next), kind == .string || kind == .bytes {
      let range = ranges[cursor]
      cursor &+= 1
      return node(.constant, plainDetail(kind, range), range.start, range.end)
    }
    return joinedStrings()
  }

  @inline(__always)
  private func plainDetail(_ kind: TokenKind, _ range: SourceRange) -> UInt8 {
    if kind == .bytes { return ConstantKind.bytes.rawValue }
    // CPython's `kind` field is set by a lower-case prefix only.
    let isUnicode = text[Int(range.start)] == UInt8(ascii: "u")
    return ConstantKind.string.rawValue | (isUnicode ? Constant.unicodeFlag : 0)
  }

  private mutating func joinedStrings() -> Node {
    let token = cursor
    let mark = scratch.count
    var pieces = StringPieces(mark: scratch.count)
    var hasBytes = false
    var hasText = false
    var hasFormatted = false
    var hasTemplate = false
    while isString(current), !hasFailed {
      let range = ranges[cursor]
      switch current {
      case .bytes, .string:
        if current == .bytes { hasBytes = true } else { hasText = true }
        add(&pieces, current == .bytes ? StringPiece.bytes : 0, range, of: range)
        cursor &+= 1
      default:
        let isTemplate = current == .tstringStart
        if isTemplate { hasTemplate = true } else { hasFormatted = true }
        formattedString(&pieces, isTemplate: isTemplate)
      }
    }
    if hasTemplate, hasBytes || hasText || hasFormatted {
      report("cannot mix t-string literals with string or bytes literals", at: start(token))
    } else if hasBytes, hasText || hasFormatted {
      report("cannot mix bytes and nonbytes literals", at: start(token))
    }
    let isJoined = hasFormatted || hasTemplate
    flush(&pieces, isBytes: hasBytes && !isJoined, dropsEmpty: isJoined)
    if !isJoined {
      let constant = scratch.count > mark ? scratch.words[mark] : 0
      scratch.drop(to: mark)
      return constant
    }
    let kind: NodeKind = hasTemplate ? .templateStr : .joinedStr
    return listNode(kind, 0, start(token), previousEnd, from: mark)
  }

  /// Pieces on the scratch stack that go into one constant.
  private struct StringPieces {
    /// Where they start on the scratch stack.
    var mark: Int
    var start: UInt32 = 0
    var end: UInt32 = 0
    var isEmpty = true
  }

  private mutating func add(
    _ pieces: inout StringPieces,
    _ flags: UInt32,
    _ range: SourceRange,
    of whole: SourceRange
  ) {
    if scratch.count == pieces.mark { pieces.start = whole.start }
    pieces.end = whole.end
    if !isEmpty(range, flags) { pieces.isEmpty = false }
    scratch.push(flags)
    scratch.push(range.start)
    scratch.push(range.end)
  }

  /// Turns the pending pieces into one constant on the scratch stack.
  private mutating func flush(_ pieces: inout StringPieces, isBytes: Bool, dropsEmpty: Bool) {
    let count = (scratch.count &- pieces.mark) / 3
    if count > 0, !(dropsEmpty && pieces.isEmpty) {
      let words = scratch.words + pieces.mark
      var detail = Constant.piecesFlag
      detail |= isBytes ? ConstantKind.bytes.rawValue : ConstantKind.string.rawValue
      if words[0] & (StringPiece.text | StringPiece.debug | StringPiece.bytes) == 0,
        text[Int(words[1])] == UInt8(ascii: "u")
      {
        detail |= Constant.unicodeFlag
      }
      let place = linkCount
      reserveLinks(1 &+ 3 &* count)
      put(UInt32(truncatingIfNeeded: count))
      put(from: pieces.mark, to: scratch.count)
      scratch.drop(to: pieces.mark)
      let constant = record(.constant, detail, pieces.start, pieces.end, place)
      scratch.push(constant)
    } else {
      scratch.drop(to: pieces.mark)
    }
    pieces = StringPieces(mark: scratch.count)
  }

  /// Whether a piece stands for no characters: nothing between the quotes, or only joined lines.
  private func isEmpty(_ range: SourceRange, _ flags: UInt32) -> Bool {
    var at = Int(range.start)
    var end = Int(range.end)
    if flags & (StringPiece.text | StringPiece.debug) == 0 {
      while text[at] != 34, text[at] != 39 { at += 1 }
      let isTriple = end - at >= 6 && text[at + 1] == text[at] && text[at + 2] == text[at]
      at += isTriple ? 3 : 1
      end -= isTriple ? 3 : 1
      for position in Int(range.start)..<at where text[position] | 0x20 == UInt8(ascii: "r") {
        return at == end
      }
    }
    if flags & StringPiece.raw != 0 { return at >= end }
    while at < end {
      guard text[at] == UInt8(ascii: "\\"), text[at + 1] == 10 || text[at + 1] == 13 else {
        return false
      }
      at += text[at + 1] == 13 && text[at + 2] == 10 ? 3 : 2
    }
    return true
  }

  /// One f-string or t-string, the cursor on its start; its parts go on the scratch stack.
  private mutating func formattedString(_ pieces: inout StringPieces, isTemplate: Bool) {
    let range = ranges[cursor]
    var flags = StringPiece.text
    for at in Int(range.start)..<Int(range.end) where text[at] | 0x20 == UInt8(ascii: "r") {
      flags |= StringPiece.raw
    }
    cursor &+= 1
    while true {
      switch current {
      case .fstringMiddle:
        if !isEmpty(ranges[cursor], flags) {
          add(&pieces, flags, ranges[cursor], of: textToken(cursor, mayEndField: false))
        }
        cursor &+= 1
      case .leftBrace:
        field(&pieces, isTemplate: isTemplate, isNested: false)
      case .fstringEnd:
        cursor &+= 1
        return
      default:
        fail("\(isTemplate ? "t" : "f")-string: expecting '}'", at: cursor)
        return
      }
    }
  }

  /// Where `ast` has a text token: with the second brace of a pair that it ends with.
  private func textToken(_ token: Int, mayEndField: Bool) -> SourceRange {
    var range = ranges[token]
    let byte = text[Int(range.end) &- 1]
    let isBrace = byte == UInt8(ascii: "{") || (byte == UInt8(ascii: "}") && !mayEndField)
    if isBrace, text[Int(range.end)] == byte { range.end &+= 1 }
    return range
  }

  /// A replacement field, the cursor on its brace.
  private mutating func field(_ pieces: inout StringPieces, isTemplate: Bool, isNested: Bool) {
    let token = cursor
    let name: StaticString = isTemplate ? "t-string" : "f-string"
    cursor &+= 1
    switch current {
    case .rightBrace, .equal, .exclamation, .colon:
      fail("\(name): valid expression required before '\(text(of: cursor))'", at: cursor)
    default: break
    }
    let value = yieldOrStarExpressions()
    let textRange = SourceRange(start: ranges[token].end, end: hasFailed ? 0 : previousEnd)
    let isDebug = eat(.equal)
    var conversion: UInt8 = 0
    var debugEnd: UInt32 = 0
    if current == .exclamation {
      debugEnd = start(cursor)
      cursor &+= 1
      if !hasFailed { conversion = readConversion(name) }
    }
    var spec: Node = 0
    if !hasFailed, current == .colon {
      if debugEnd == 0 { debugEnd = start(cursor) }
      spec = formatSpec(isTemplate: isTemplate)
    }
    if !hasFailed, debugEnd == 0 { debugEnd = start(cursor) }
    if current != .rightBrace {
      fail("\(name): expecting '}'", at: cursor)
      return
    }
    cursor &+= 1
    if isDebug {
      let debug = SourceRange(start: ranges[token].end, end: debugEnd)
      add(&pieces, StringPiece.text | StringPiece.debug, debug, of: debug)
      if conversion == 0, spec == 0 { conversion = UInt8(ascii: "r") }
    }
    flush(&pieces, isBytes: false, dropsEmpty: true)
    let kind: NodeKind = isTemplate && !isNested ? .interpolation : .formattedValue
    let part = node(
      kind,
      conversion,
      start(token),
      previousEnd,
      value,
      spec,
      textRange.start,
      textRange.end
    )
    scratch.push(part)
    pieces = StringPieces(mark: scratch.count)
  }

  private mutating func readConversion(_ name: StaticString) -> UInt8 {
    let range = ranges[cursor]
    guard current.isName else {
      fail(
        current == .rightBrace || current == .colon
          ? "\(name): missing conversion character" : "\(name): invalid conversion character",
        at: cursor
      )
      return 0
    }
    if range.start != previousEnd {
      fail(
        "\(name): conversion type must come right after the exclamation mark",
        at: cursor
      )
      return 0
    }
    let letter = text[Int(range.start)]
    let isKnown =
      letter == UInt8(ascii: "s") || letter == UInt8(ascii: "r") || letter == UInt8(ascii: "a")
    if range.count != 1 || !isKnown {
      fail(
        "\(name): invalid conversion character '\(text(of: cursor))': "
          + "expected 's', 'r', or 'a'",
        at: cursor
      )
      return 0
    }
    cursor &+= 1
    return letter
  }

  /// `:spec` of a field, as a `joinedStr`; fields in it are read too.
  private mutating func formatSpec(isTemplate: Bool) -> Node {
    let token = cursor
    cursor &+= 1
    let mark = scratch.count
    var pieces = StringPieces(mark: mark)
    scan: while !hasFailed {
      switch current {
      case .fstringMiddle:
        // CPython reads escapes here in raw strings too.
        if !isEmpty(ranges[cursor], StringPiece.text) {
          let whole = textToken(cursor, mayEndField: true)
          add(&pieces, StringPiece.text, ranges[cursor], of: whole)
        }
        cursor &+= 1
      case .leftBrace:
        field(&pieces, isTemplate: isTemplate, isNested: true)
      default: break scan
      }
    }
    flush(&pieces, isBytes: false, dropsEmpty: true)
    return listNode(.joinedStr, 0, start(token), previousEnd, from: mark)
  }
}
