/// The encoding that a comment in the first two lines names (PEP 263).
struct EncodingCookie {
  /// The name as written.
  var name: String
  var offset: Int

  /// The name as CPython's tokenizer compares it.
  var normalizedName: String {
    let name = name.lowercased().replacing("_", with: "-")
    if name == "utf-8" || name.hasPrefix("utf-8-") { return "utf-8" }
    return name
  }

  /// The cookie of a text, if it has one.
  static func find(_ text: UnsafePointer<UInt8>, _ count: Int) -> EncodingCookie? {
    var at = 0
    for _ in 0..<2 {
      let start = at
      let end = min(ByteScan.lineEnd(text, at), count)
      while at < end, text[at] == 32 || text[at] == 9 || text[at] == 12 { at += 1 }
      if at < end {
        // A line of code ends the search.
        guard text[at] == UInt8(ascii: "#") else { return nil }
        if let cookie = find(text, at, end) { return cookie }
      }
      at = end
      if at >= count { return nil }
      at += text[at] == 13 && text[at + 1] == 10 ? 2 : 1
      if at <= start { return nil }
    }
    return nil
  }

  private static func find(
    _ text: UnsafePointer<UInt8>,
    _ start: Int,
    _ end: Int
  ) -> EncodingCookie? {
    let word: [UInt8] = Array("coding".utf8)
    var at = start
    while at + word.count < end {
      var length = 0
      while length < word.count, text[at + length] == word[length] { length += 1 }
      let mark = text[at + word.count]
      guard length == word.count, mark == UInt8(ascii: ":") || mark == UInt8(ascii: "=") else {
        at += 1
        continue
      }
      var first = at + word.count + 1
      while first < end, text[first] == 32 || text[first] == 9 { first += 1 }
      var last = first
      while last < end, isNameByte(text[last]) { last += 1 }
      if last > first {
        let name = UnsafeBufferPointer(start: text + first, count: last - first)
        return EncodingCookie(name: String(decoding: name, as: UTF8.self), offset: first)
      }
      at += 1
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte &- 48 <= 9 || (byte | 0x20) &- 97 <= 25 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }
}
