/// Takes comments and layout out of C and C++ text.
///
/// A blank stays only where two words or operators would join, a line feed only where a directive ends.
struct SourceStripper {
  private(set) var bytes: [UInt8] = []
  private var isParted = false
  private var isInDirective = false

  init(reserving count: Int) { bytes.reserveCapacity(count) }

  /// Forgets what parted the last text from the next: something stood between them.
  mutating func cut() { isParted = false }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    let count = text.count
    while index < count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0B, 0x0C:
        isParted = true
        index += 1
      case UInt8(ascii: "\n"):
        if isInDirective {
          bytes.append(byte)
          isInDirective = false
        } else {
          isParted = true
        }
        index += 1
      case UInt8(ascii: "/") where follows(text, index, UInt8(ascii: "/")):
        while index < count, text[index] != UInt8(ascii: "\n") {
          index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        isParted = true
      case UInt8(ascii: "/") where follows(text, index, UInt8(ascii: "*")):
        index = Self.endOfComment(text, from: index)
        isParted = true
      case UInt8(ascii: "\\") where follows(text, index, UInt8(ascii: "\n")):
        index += 2
      case UInt8(ascii: "#") where bytes.isEmpty || isParted || bytes.last == UInt8(ascii: "\n"):
        if !bytes.isEmpty, bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        bytes.append(byte)
        isParted = false
        isInDirective = true
        index += 1
      case UInt8(ascii: "R") where follows(text, index, UInt8(ascii: "\"")) && !endsInWord:
        part(byte)
        index = appendRaw(text, from: index)
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        part(byte)
        // Within a number the quote only groups digits.
        if byte == UInt8(ascii: "'"), let last = bytes.last, Self.isDigit(last) {
          bytes.append(byte)
          index += 1
        } else {
          index = appendQuoted(text, from: index)
        }
      default:
        if isParted { part(byte) }
        bytes.append(byte)
        index += 1
      }
    }
  }

  private func follows(
    _ text: UnsafeBufferPointer<UInt8>,
    _ index: Int,
    _ next: UInt8
  ) -> Bool {
    index + 1 < text.count && text[index + 1] == next
  }

  private static func endOfComment(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start + 2
    while index + 1 < text.count,
      text[index] != UInt8(ascii: "*") || text[index + 1] != UInt8(ascii: "/")
    {
      index += 1
    }
    return min(index + 2, text.count)
  }

  /// Puts a blank where the next byte would join the last.
  private mutating func part(_ byte: UInt8) {
    defer { isParted = false }
    guard isParted, let last = bytes.last else { return }
    let joins =
      (Self.isWord(last) && Self.isWord(byte)) || (Self.isOperator(last) && Self.isOperator(byte))
    // `#define f (x)` isn't `#define f(x)`.
    let opens = byte == UInt8(ascii: "(") && isInDirective && Self.isWord(last)
    if joins || opens { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let quote = text[start]
    bytes.append(quote)
    var index = start + 1
    while index < text.count {
      let byte = text[index]
      // An apostrophe in text that is off ends with its line.
      if byte == UInt8(ascii: "\n") { break }
      bytes.append(byte)
      index += 1
      if byte == quote { break }
      if byte == UInt8(ascii: "\\"), index < text.count {
        bytes.append(text[index])
        index += 1
      }
    }
    return index
  }

  /// Appends `R"tag(...)tag"` as it is.
  private mutating func appendRaw(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start + 2
    var end: [UInt8] = [UInt8(ascii: ")")]
    while index < text.count, text[index] != UInt8(ascii: "("), end.count < 18 {
      end.append(text[index])
      index += 1
    }
    end.append(UInt8(ascii: "\""))
    while index < text.count {
      if text[index] == end[0], index + end.count <= text.count,
        text[index..<index + end.count].elementsEqual(end)
      {
        index += end.count
        break
      }
      index += 1
    }
    bytes.append(contentsOf: text[start..<index])
    return index
  }

  private var endsInWord: Bool {
    guard !isParted, let last = bytes.last else { return false }
    // Prefixes of raw strings: u8, u, U, L.
    switch last {
    case UInt8(ascii: "u"), UInt8(ascii: "U"), UInt8(ascii: "L"), UInt8(ascii: "8"): return false
    default: return Self.isWord(last)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  private static func isOperator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
      UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "^"),
      UInt8(ascii: "~"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "."),
      UInt8(ascii: "#"):
      true
    default: false
    }
  }
}
