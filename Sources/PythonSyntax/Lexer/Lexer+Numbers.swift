extension Lexer {
  /// A number; a malformed one is reported and still a number, so that parsing goes on.
  mutating func scanNumber(_ start: Int) -> Int {
    var at = start
    if text[at] == UInt8(ascii: "0") {
      switch text[at &+ 1] | 0x20 {
      case UInt8(ascii: "x"): return scanRadix(start, 16, "hexadecimal")
      case UInt8(ascii: "o"): return scanRadix(start, 8, "octal")
      case UInt8(ascii: "b"): return scanRadix(start, 2, "binary")
      default: break
      }
    }
    var kind = TokenKind.integer
    var isFine = true
    if text[at] != UInt8(ascii: ".") { at = scanDigits(at, &isFine) }
    let integerEnd = at
    if text[at] == UInt8(ascii: ".") {
      kind = .float
      at &+= 1
      if isDigit(at) { at = scanDigits(at, &isFine) }
    }
    if isFine, text[at] | 0x20 == UInt8(ascii: "e") {
      let sign = text[at &+ 1]
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        kind = .float
        isFine = isDigit(at &+ 2)
        at &+= 2
        if isFine { at = scanDigits(at, &isFine) }
      } else if isDigit(at &+ 1) {
        kind = .float
        at = scanDigits(at &+ 1, &isFine)
      }
    }
    var name = "decimal"
    if isFine, text[at] | 0x20 == UInt8(ascii: "j") {
      kind = .imaginary
      name = "imaginary"
      at &+= 1
    }
    if kind == .integer, isFine, text[start] == UInt8(ascii: "0"), hasNonZero(start, integerEnd) {
      report(
        start,
        "leading zeros in decimal integer literals are not permitted; "
          + "use an 0o prefix for octal integers"
      )
    }
    return endNumber(start, at, kind, isFine, name)
  }

  @inline(__always)
  private func isDigit(_ at: Int) -> Bool { text[at] &- 48 <= 9 }

  /// Digits with single underscores between them.
  @inline(__always)
  private func scanDigits(_ from: Int, _ isFine: inout Bool) -> Int {
    var at = from
    while true {
      while isDigit(at) { at &+= 1 }
      if text[at] != UInt8(ascii: "_") { return at }
      if !isDigit(at &+ 1) {
        isFine = false
        return at
      }
      at &+= 1
    }
  }

  private func hasNonZero(_ start: Int, _ end: Int) -> Bool {
    for at in start..<end where text[at] != 48 && text[at] != UInt8(ascii: "_") { return true }
    return false
  }

  @inline(never)
  private mutating func scanRadix(_ start: Int, _ radix: UInt8, _ name: String) -> Int {
    var at = start + 2
    var isFine = false
    while true {
      if text[at] == UInt8(ascii: "_") { at += 1 }
      let digit = digitValue(text[at])
      if digit >= radix {
        if digit < 10 {
          report(at, "invalid digit '\(digit)' in \(name) literal")
          while isDigit(at) { at += 1 }
          return endNumber(start, at, .integer, true, name)
        }
        isFine = isFine && text[at - 1] != UInt8(ascii: "_")
        return endNumber(start, at, .integer, isFine, name)
      }
      isFine = true
      while digitValue(text[at]) < radix { at += 1 }
      if text[at] != UInt8(ascii: "_") {
        if digitValue(text[at]) < 10 { continue }
        return endNumber(start, at, .integer, true, name)
      }
    }
  }

  private func digitValue(_ byte: UInt8) -> UInt8 {
    if byte &- 48 <= 9 { return byte &- 48 }
    let letter = (byte | 0x20) &- 97
    return letter <= 5 ? letter + 10 : 255
  }

  /// Emits the number; what follows must not be a letter, but for the keywords CPython lets follow.
  @inline(__always)
  private mutating func endNumber(
    _ start: Int,
    _ end: Int,
    _ kind: TokenKind,
    _ isFine: Bool,
    _ name: String
  ) -> Int {
    if isFine, tables.classes[Int(text[end])].rawValue > ByteClass.digit.rawValue {
      emit(kind, start, end)
      return end
    }
    return endOddNumber(start, end, kind, isFine, name)
  }

  @inline(never)
  private mutating func endOddNumber(
    _ start: Int,
    _ end: Int,
    _ kind: TokenKind,
    _ isFine: Bool,
    _ name: String
  ) -> Int {
    if isFine, startsKeyword(end) {
      emit(kind, start, end)
      return end
    }
    report(end > start && text[end] != UInt8(ascii: "_") ? end - 1 : end, "invalid \(name) literal")
    var at = end
    while tables.classes[Int(text[at])].rawValue <= ByteClass.digit.rawValue { at += 1 }
    emit(.error, start, at)
    return at
  }

  /// Whether `and`, `else`, `for`, `if`, `in`, `is`, `not` or `or` starts here (by CPython's prefixes).
  private func startsKeyword(_ at: Int) -> Bool {
    let second = text[at + 1]
    let third = text[at + 2]
    switch text[at] {
    case UInt8(ascii: "a"): return second == UInt8(ascii: "n") && third == UInt8(ascii: "d")
    case UInt8(ascii: "e"):
      return second == UInt8(ascii: "l") && third == UInt8(ascii: "s")
        && text[at + 3] == UInt8(ascii: "e")
    case UInt8(ascii: "f"): return second == UInt8(ascii: "o") && third == UInt8(ascii: "r")
    case UInt8(ascii: "i"):
      return second == UInt8(ascii: "f") || second == UInt8(ascii: "n")
        || second == UInt8(ascii: "s")
    case UInt8(ascii: "n"): return second == UInt8(ascii: "o") && third == UInt8(ascii: "t")
    case UInt8(ascii: "o"): return second == UInt8(ascii: "r")
    default: return false
    }
  }
}
