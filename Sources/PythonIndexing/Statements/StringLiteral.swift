/// The value of a string or bytes literal, from its text: pieces, prefixes, quotes, escapes.
///
/// `\N{...}` stays as written: the names of characters are not known here. A literal the tokenizer
/// refused gives its bytes as they are.
enum StringLiteral {
  /// Appends the value of the (implicitly concatenated) pieces in `text` to `value`, as UTF-8.
  static func decode(_ text: UnsafeBufferPointer<UInt8>, into value: inout [UInt8]) {
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "#"):
        while index < text.count, text[index] != 10, text[index] != 13 { index += 1 }
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        decodePiece(text, &index, raw: false, bytes: false, &value)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        var raw = false
        var bytes = false
        while index < text.count, isLetter(text[index]) {
          raw = raw || text[index] | 0x20 == UInt8(ascii: "r")
          bytes = bytes || text[index] | 0x20 == UInt8(ascii: "b")
          index += 1
        }
        decodePiece(text, &index, raw: raw, bytes: bytes, &value)
      default: index += 1
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func decodePiece(
    _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, raw: Bool, bytes: Bool,
    _ value: inout [UInt8]
  ) {
    guard index < text.count else { return }
    let quote = text[index]
    guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return }
    let isTriple = index + 2 < text.count && text[index + 1] == quote && text[index + 2] == quote
    index += isTriple ? 3 : 1
    while index < text.count {
      let byte = text[index]
      if byte == quote {
        if !isTriple {
          index += 1
          return
        }
        if index + 2 < text.count, text[index + 1] == quote, text[index + 2] == quote {
          index += 3
          return
        }
      }
      if byte == UInt8(ascii: "\\"), index + 1 < text.count {
        if raw {
          value.append(byte)
          value.append(text[index + 1])
          index += 2
        } else {
          decodeEscape(text, &index, bytes: bytes, &value)
        }
      } else if byte == 13 {
        // A line break in a literal is LF, however the file has it.
        value.append(10)
        index += index + 1 < text.count && text[index + 1] == 10 ? 2 : 1
      } else {
        value.append(byte)
        index += 1
      }
    }
  }

  private static func decodeEscape(
    _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, bytes: Bool, _ value: inout [UInt8]
  ) {
    let escaped = text[index + 1]
    index += 2
    switch escaped {
    case 10: return
    case 13:
      if index < text.count, text[index] == 10 { index += 1 }
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): value.append(escaped)
    case UInt8(ascii: "a"): value.append(7)
    case UInt8(ascii: "b"): value.append(8)
    case UInt8(ascii: "f"): value.append(12)
    case UInt8(ascii: "n"): value.append(10)
    case UInt8(ascii: "r"): value.append(13)
    case UInt8(ascii: "t"): value.append(9)
    case UInt8(ascii: "v"): value.append(11)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var code = UInt32(escaped - UInt8(ascii: "0"))
      var digits = 1
      while digits < 3, index < text.count, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(text[index]) {
        code = code * 8 + UInt32(text[index] - UInt8(ascii: "0"))
        index += 1
        digits += 1
      }
      append(code, bytes: bytes, &value)
    case UInt8(ascii: "x"): decodeHex(text, &index, 2, escaped, bytes: bytes, &value)
    case UInt8(ascii: "u") where !bytes:
      decodeHex(text, &index, 4, escaped, bytes: bytes, &value)
    case UInt8(ascii: "U") where !bytes:
      decodeHex(text, &index, 8, escaped, bytes: bytes, &value)
    default:
      value.append(UInt8(ascii: "\\"))
      value.append(escaped)
    }
  }

  private static func decodeHex(
    _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ digits: Int, _ letter: UInt8,
    bytes: Bool, _ value: inout [UInt8]
  ) {
    var code: UInt32 = 0
    var position = index
    while position < text.count, position < index + digits, let digit = hexValue(text[position]) {
      code = code << 4 | digit
      position += 1
    }
    guard position == index + digits else {
      value.append(UInt8(ascii: "\\"))
      value.append(letter)
      return
    }
    index = position
    append(code, bytes: bytes, &value)
  }

  private static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// Lone surrogates are encoded like other characters: only equality of values matters here.
  private static func append(_ code: UInt32, bytes: Bool, _ value: inout [UInt8]) {
    if bytes || code < 0x80 {
      value.append(UInt8(truncatingIfNeeded: code))
    } else if code < 0x800 {
      value.append(UInt8(truncatingIfNeeded: 0xc0 | code >> 6))
      value.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3f))
    } else if code < 0x10000 {
      value.append(UInt8(truncatingIfNeeded: 0xe0 | code >> 12))
      value.append(UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3f))
      value.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3f))
    } else {
      value.append(UInt8(truncatingIfNeeded: 0xf0 | code >> 18 & 0x7))
      value.append(UInt8(truncatingIfNeeded: 0x80 | code >> 12 & 0x3f))
      value.append(UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3f))
      value.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3f))
    }
  }
}
