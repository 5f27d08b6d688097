internal import SourceText

/// The values of string and bytes constants.
public enum StringLiteral {
  /// The value of a `string` or `bytes` constant: implicit concatenation done, escapes read.
  ///
  /// Strings are UTF-8; a lone surrogate, which only an escape can write, is its three-byte form, as
  /// Python's `surrogatepass` has it. A malformed escape, which the parser reports, stays as written.
  public static func decode(_ tree: SyntaxTree, _ node: NodeID) -> [UInt8] {
    tree.source.withUnsafeBufferPointer { text in
      var decoder = StringDecoder(text: text)
      guard tree.detail(node) & Constant.piecesFlag != 0 else {
        decoder.literal(tree.range(node))
        return decoder.value
      }
      for index in 0..<Int(tree.link(node, 0)) {
        let flags = tree.link(node, 1 + 3 * index)
        let range = SourceRange(
          start: tree.link(node, 2 + 3 * index),
          end: tree.link(node, 3 + 3 * index)
        )
        if flags & StringPiece.debug != 0 {
          decoder.debugText(range)
        } else if flags & StringPiece.text != 0 {
          decoder.text(
            Int(range.start)..<Int(range.end),
            isRaw: flags & StringPiece.raw != 0,
            isBytes: false
          )
        } else {
          decoder.literal(range)
        }
      }
      return decoder.value
    }
  }
}

/// Reads pieces of one constant into its value.
private struct StringDecoder {
  let text: UnsafeBufferPointer<UInt8>
  var value: [UInt8] = []

  init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// A whole literal, with prefix and quotes.
  mutating func literal(_ range: SourceRange) {
    var at = Int(range.start)
    let end = min(Int(range.end), text.count)
    var isRaw = false
    var isBytes = false
    while at < end, text[at] != 34, text[at] != 39 {
      if text[at] | 0x20 == UInt8(ascii: "r") { isRaw = true }
      if text[at] | 0x20 == UInt8(ascii: "b") { isBytes = true }
      at += 1
    }
    let isTriple = end - at >= 6 && text[at + 1] == text[at] && text[at + 2] == text[at]
    let quotes = isTriple ? 3 : 1
    if end - at < 2 * quotes { return }
    self.text(at + quotes..<end - quotes, isRaw: isRaw, isBytes: isBytes)
  }

  /// The text of a debug expression: without comments, as CPython 3.13 keeps it.
  mutating func debugText(_ range: SourceRange) {
    var at = Int(range.start)
    let end = min(Int(range.end), text.count)
    while at < end {
      if text[at] == UInt8(ascii: "#") {
        while at < end, text[at] != 10, text[at] != 13 { at += 1 }
      } else {
        at = plain(at, end)
      }
    }
  }

  /// Text without quotes.
  mutating func text(_ range: Range<Int>, isRaw: Bool, isBytes: Bool) {
    var at = range.lowerBound
    let end = min(range.upperBound, text.count)
    value.reserveCapacity(value.count + max(0, end - at))
    while at < end {
      if text[at] == UInt8(ascii: "\\"), !isRaw, at + 1 < end {
        at = escape(at + 1, end, isBytes)
      } else {
        at = plain(at, end)
      }
    }
  }

  /// One byte; all line ends are LF to Python.
  private mutating func plain(_ at: Int, _ end: Int) -> Int {
    if text[at] != 13 {
      value.append(text[at])
      return at + 1
    }
    value.append(10)
    return at + 1 < end && text[at + 1] == 10 ? at + 2 : at + 1
  }

  /// The escape whose letter is at `at`; returns where the text goes on.
  private mutating func escape(_ at: Int, _ end: Int, _ isBytes: Bool) -> Int {
    let letter = text[at]
    switch letter {
    case 10: return at + 1
    case 13: return at + 1 < end && text[at + 1] == 10 ? at + 2 : at + 1
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): value.append(letter)
    case UInt8(ascii: "a"): value.append(7)
    case UInt8(ascii: "b"): value.append(8)
    case UInt8(ascii: "f"): value.append(12)
    case UInt8(ascii: "n"): value.append(10)
    case UInt8(ascii: "r"): value.append(13)
    case UInt8(ascii: "t"): value.append(9)
    case UInt8(ascii: "v"): value.append(11)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): return octal(at, end, isBytes)
    case UInt8(ascii: "x"):
      if let number = hex(at + 1, end, 2) {
        append(number, isBytes)
        return at + 3
      }
      keep(letter)
    case UInt8(ascii: "u") where !isBytes:
      if let number = hex(at + 1, end, 4) {
        append(number, false)
        return at + 5
      }
      keep(letter)
    case UInt8(ascii: "U") where !isBytes:
      if let number = hex(at + 1, end, 8), number <= 0x10ffff {
        append(number, false)
        return at + 9
      }
      keep(letter)
    case UInt8(ascii: "N") where !isBytes:
      if let next = named(at + 1, end) { return next }
      keep(letter)
    default:
      // An unknown escape is a backslash and what follows it.
      value.append(UInt8(ascii: "\\"))
      return plain(at, end)
    }
    return at + 1
  }

  private mutating func keep(_ letter: UInt8) {
    value.append(UInt8(ascii: "\\"))
    value.append(letter)
  }

  private mutating func octal(_ start: Int, _ end: Int, _ isBytes: Bool) -> Int {
    var at = start
    var number: UInt32 = 0
    while at < end, at < start + 3, text[at] &- 48 < 8 {
      number = number * 8 + UInt32(text[at] - 48)
      at += 1
    }
    append(isBytes ? number & 0xff : number, isBytes)
    return at
  }

  private func hex(_ start: Int, _ end: Int, _ count: Int) -> UInt32? {
    if start + count > end { return nil }
    var number: UInt32 = 0
    for at in start..<start + count {
      let digit: UInt8
      switch text[at] {
      case 48...57: digit = text[at] - 48
      case 65...70: digit = text[at] - 55
      case 97...102: digit = text[at] - 87
      default: return nil
      }
      number = number << 4 | UInt32(digit)
    }
    return number
  }

  /// `{NAME}` after `\N`.
  private mutating func named(_ at: Int, _ end: Int) -> Int? {
    guard at < end, text[at] == UInt8(ascii: "{") else { return nil }
    var close = at
    while close < end, text[close] != UInt8(ascii: "}") { close += 1 }
    if close >= end { return nil }
    let name = String(decoding: text[at + 1..<close], as: UTF8.self)
    guard let scalar = UnicodeNames.scalar(name) else { return nil }
    append(scalar, false)
    return close + 1
  }

  /// A character as UTF-8 (surrogates too), or a byte.
  private mutating func append(_ number: UInt32, _ isBytes: Bool) {
    if isBytes || number < 0x80 {
      value.append(UInt8(truncatingIfNeeded: number))
      return
    }
    if number < 0x800 {
      value.append(UInt8(truncatingIfNeeded: 0xc0 | number >> 6))
    } else {
      if number < 0x10000 {
        value.append(UInt8(truncatingIfNeeded: 0xe0 | number >> 12))
      } else {
        value.append(UInt8(truncatingIfNeeded: 0xf0 | number >> 18))
        value.append(UInt8(truncatingIfNeeded: 0x80 | number >> 12 & 0x3f))
      }
      value.append(UInt8(truncatingIfNeeded: 0x80 | number >> 6 & 0x3f))
    }
    value.append(UInt8(truncatingIfNeeded: 0x80 | number & 0x3f))
  }
}
