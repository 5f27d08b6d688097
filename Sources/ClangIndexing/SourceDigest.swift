internal import SourceText

/// Digests of C and C++ text that comments and layout don't change.
enum SourceDigest {
  /// The digest of `bytes` without the parts in `cuts`, which are sorted and don't overlap.
  static func digest(
    _ bytes: UnsafeBufferPointer<UInt8>,
    without cuts: [Range<Int>] = []
  ) -> ContentDigest {
    var stripped: [UInt8] = []
    stripped.reserveCapacity(bytes.count)
    var position = 0
    for cut in cuts {
      if cut.lowerBound > position {
        append(UnsafeBufferPointer(rebasing: bytes[position..<cut.lowerBound]), to: &stripped)
      }
      position = max(position, cut.upperBound)
      // A cut parts what is around it.
      stripped.append(0)
    }
    if position < bytes.count {
      append(UnsafeBufferPointer(rebasing: bytes[position...]), to: &stripped)
    }
    // What was cut leaves nothing: where declarations stand among each other is not content.
    if !cuts.isEmpty { stripped.removeAll { $0 == 0 } }
    return stripped.withUnsafeBufferPointer { ContentDigest($0) }
  }

  /// Appends the text without comments, with a blank only where two words or operators would join.
  static func append(_ bytes: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]) {
    var index = 0
    var isParted = false
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      let next = index + 1 < count ? bytes[index + 1] : 0
      switch byte {
      case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
        while index < count, bytes[index] != UInt8(ascii: "\n") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        isParted = true
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
        index += 2
        while index + 1 < count,
          bytes[index] != UInt8(ascii: "*") || bytes[index + 1] != UInt8(ascii: "/")
        {
          index += 1
        }
        index = min(index + 2, count)
        isParted = true
      case UInt8(ascii: "\\") where next == UInt8(ascii: "\n"):
        index += 2
      case UInt8(ascii: "\n"):
        // A directive ends with its line.
        if isDirective(result) { result.append(byte) } else { isParted = true }
        index += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0B, 0x0C:
        isParted = true
        index += 1
      case UInt8(ascii: "#") where result.isEmpty || isParted:
        if !result.isEmpty, result.last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
        result.append(byte)
        isParted = false
        index += 1
      case UInt8(ascii: "R") where next == UInt8(ascii: "\"") && !endsInWord(result, isParted):
        part(&result, byte, &isParted)
        index = appendRaw(bytes, from: index, to: &result)
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // Within a number the quote only groups digits.
        part(&result, byte, &isParted)
        if byte == UInt8(ascii: "'"), let last = result.last, isDigit(last) {
          result.append(byte)
          index += 1
        } else {
          index = appendQuoted(bytes, from: index, to: &result)
        }
      default:
        part(&result, byte, &isParted)
        result.append(byte)
        index += 1
      }
    }
  }

  /// Puts a blank where the next byte would join the last.
  private static func part(_ result: inout [UInt8], _ byte: UInt8, _ isParted: inout Bool) {
    defer { isParted = false }
    guard isParted, let last = result.last else { return }
    let joins = (isWord(last) && isWord(byte)) || (isOperator(last) && isOperator(byte))
    // `#define f (x)` isn't `#define f(x)`.
    let opens = byte == UInt8(ascii: "(") && isWord(last) && isDirective(result)
    if joins || opens { result.append(UInt8(ascii: " ")) }
  }

  private static func appendQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to result: inout [UInt8]
  ) -> Int {
    let quote = bytes[start]
    result.append(quote)
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      result.append(byte)
      index += 1
      if byte == quote || byte == UInt8(ascii: "\n") { break }
      if byte == UInt8(ascii: "\\"), index < bytes.count {
        result.append(bytes[index])
        index += 1
      }
    }
    return index
  }

  /// `R"tag(...)tag"`
  private static func appendRaw(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to result: inout [UInt8]
  ) -> Int {
    var index = start + 2
    var end: [UInt8] = [UInt8(ascii: ")")]
    while index < bytes.count, bytes[index] != UInt8(ascii: "("), end.count < 18 {
      end.append(bytes[index])
      index += 1
    }
    end.append(UInt8(ascii: "\""))
    while index < bytes.count {
      if bytes[index] == end[0], index + end.count <= bytes.count,
        bytes[index..<index + end.count].elementsEqual(end)
      {
        index += end.count
        break
      }
      index += 1
    }
    result.append(contentsOf: bytes[start..<index])
    return index
  }

  private static func isDirective(_ result: [UInt8]) -> Bool {
    // Lines of directives are short; what comes before the last line feed doesn't matter.
    var index = result.count - 1
    while index >= 0, result[index] != UInt8(ascii: "\n"), result.count - index < 4096 {
      if result[index] == UInt8(ascii: "#"), index == 0 || result[index - 1] == UInt8(ascii: "\n") {
        return true
      }
      index -= 1
    }
    return false
  }

  private static func endsInWord(_ result: [UInt8], _ isParted: Bool) -> Bool {
    guard !isParted, let last = result.last else { return false }
    // Prefixes of raw strings: u8, u, U, L.
    return isWord(last) && !"uUL8".utf8.contains(last)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  private static func isOperator(_ byte: UInt8) -> Bool { "+-*/%&|<>=!^~?:.#".utf8.contains(byte) }
}
