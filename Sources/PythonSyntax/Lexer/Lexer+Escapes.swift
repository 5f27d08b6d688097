/// Escapes that can't be decoded: CPython's parser decodes as it goes, so they are syntax errors.
extension Lexer {
  /// Checks the escape at the backslash `at`, in the string at `start` whose text begins at `first`.
  @inline(__always)
  mutating func checkEscape(_ at: Int, _ start: Int, _ first: Int, isBytes: Bool) {
    switch text[at &+ 1] {
    case UInt8(ascii: "x"): checkHex(at, start, first, 2, isBytes)
    case UInt8(ascii: "u") where !isBytes: checkHex(at, start, first, 4, false)
    case UInt8(ascii: "U") where !isBytes: checkHex(at, start, first, 8, false)
    case UInt8(ascii: "N") where !isBytes: checkNamed(at, start, first)
    default: return
    }
  }

  @inline(never)
  private mutating func checkHex(
    _ at: Int,
    _ start: Int,
    _ first: Int,
    _ length: Int,
    _ isBytes: Bool
  ) {
    var value: UInt32 = 0
    var end = at + 2
    while end < at + 2 + length, let digit = hexDigit(text[end]) {
      value = value << 4 | digit
      end += 1
    }
    if end == at + 2 + length {
      if value > 0x10ffff {
        reportEscape(start, at - first, end - 1 - first, "illegal Unicode character")
      }
      return
    }
    if isBytes {
      report(start, "(value error) invalid \\x escape at position \(at - first)")
      return
    }
    let letter = Character(Unicode.Scalar(text[at + 1]))
    let digits = String(repeating: "X", count: length)
    reportEscape(start, at - first, end - 1 - first, "truncated \\\(letter)\(digits) escape")
  }

  private func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 48...57: UInt32(byte - 48)
    case 65...70: UInt32(byte - 55)
    case 97...102: UInt32(byte - 87)
    default: nil
    }
  }

  /// `\N{NAME}`.
  @inline(never)
  private mutating func checkNamed(_ at: Int, _ start: Int, _ first: Int) {
    var end = at + 2
    if text[end] == UInt8(ascii: "{") {
      end += 1
      let name = end
      while isNameByte(text[end]) { end += 1 }
      if text[end] == UInt8(ascii: "}"), end > name {
        let bytes = UnsafeBufferPointer(start: text + name, count: end - name)
        if UnicodeNames.scalar(String(decoding: bytes, as: UTF8.self)) != nil { return }
        reportEscape(start, at - first, end - first, "unknown Unicode character name")
        return
      }
    }
    reportEscape(start, at - first, end - 1 - first, "malformed \\N character escape")
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte &- 48 <= 9 || (byte | 0x20) &- 97 <= 25 || byte == 32 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "_")
  }

  private mutating func reportEscape(_ start: Int, _ from: Int, _ to: Int, _ reason: String) {
    report(
      start,
      "(unicode error) 'unicodeescape' codec can't decode bytes in position \(from)-\(to): "
        + reason
    )
  }

  /// Bytes literals are ASCII.
  @inline(__always)
  mutating func checkBytes(_ start: Int, _ end: Int) {
    for at in start..<end where text[at] >= 0x80 {
      report(start, "bytes can only contain ASCII literal characters")
      return
    }
  }
}
