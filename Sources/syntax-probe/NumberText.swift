/// The values of number literals, in a form that Python can also write.
enum NumberText {
  /// An integer in hexadecimal digits, without leading zeros.
  static func integer(_ bytes: ArraySlice<UInt8>) -> String {
    var digits = bytes.filter { $0 != UInt8(ascii: "_") }
    var radix: UInt64 = 10
    if digits.count > 2, digits[0] == 48 {
      switch digits[1] | 0x20 {
      case UInt8(ascii: "x"): radix = 16
      case UInt8(ascii: "o"): radix = 8
      case UInt8(ascii: "b"): radix = 2
      default: break
      }
      if radix != 10 { digits.removeFirst(2) }
    }
    // Little-endian words of 32 bits; literals of more than a few are rare.
    var words: [UInt64] = [0]
    for digit in digits {
      var carry = UInt64(digit < 58 ? digit - 48 : (digit | 0x20) - 87)
      for index in words.indices {
        let product = words[index] * radix + carry
        words[index] = product & 0xffff_ffff
        carry = product >> 32
      }
      if carry > 0 { words.append(carry) }
    }
    var text = String(words[words.count - 1], radix: 16)
    for word in words.dropLast().reversed() {
      let part = String(word, radix: 16)
      text += String(repeating: "0", count: 8 - part.utf8.count) + part
    }
    return text
  }

  /// The bits of a floating-point literal.
  static func float(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = bytes.filter { $0 != UInt8(ascii: "_") }
    var text = String(decoding: digits, as: UTF8.self)
    if text.hasSuffix(".") { text += "0" }
    if text.hasPrefix(".") { text = "0" + text }
    text.replace(".e", with: ".0e")
    text.replace(".E", with: ".0e")
    let value = Double(text) ?? .nan
    let hex = String(value.bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - hex.utf8.count) + hex
  }
}
