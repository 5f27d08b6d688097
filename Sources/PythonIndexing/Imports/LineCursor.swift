/// Turns ascending offsets into lines and columns, reading the text no further than the last one.
///
/// Imports mostly stand at the top of a file, so this is cheaper than a table of all its lines.
/// Lines end at LF, CR or CRLF, as CPython's tokenizer has it.
struct LineCursor {
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var line: UInt32 = 1
  private var lineStart = 0

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  /// The 1-based line and 0-based column of `offset`.
  mutating func place(of offset: UInt32) -> (line: UInt32, column: UInt32) {
    let target = min(Int(offset), text.count)
    if target < position {
      position = 0
      line = 1
      lineStart = 0
    }
    advance(to: target)
    return (line, UInt32(truncatingIfNeeded: target - lineStart))
  }

  private mutating func advance(to target: Int) {
    guard let base = text.baseAddress else { return }
    let start = position
    while position < target {
      if let ends = Self.lineFeeds(base + position, target - position) {
        line &+= UInt32(truncatingIfNeeded: ends.count)
        position += ends.length
        continue
      }
      let byte = text[position]
      position += 1
      if byte == 10 || (byte == 13 && !(position < text.count && text[position] == 10)) {
        line += 1
      }
    }
    // Only the start of the last line matters.
    var last = target
    while last > start, text[last - 1] != 10, text[last - 1] != 13 { last -= 1 }
    if last > start { lineStart = last }
  }

  /// The line feeds in the sixteens of bytes at the start of a text, a few thousand bytes at most.
  ///
  /// `nil` where there are fewer than sixteen, or a CR among them.
  private static func lineFeeds(
    _ text: UnsafePointer<UInt8>,
    _ count: Int
  ) -> (count: Int, length: Int)? {
    let raw = UnsafeRawPointer(text)
    let low = SIMD16<UInt8>(repeating: 0x7f)
    let lineFeed = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
    let carriageReturn = SIMD16<UInt8>(repeating: UInt8(ascii: "\r"))
    let length = min(count, 16 * 255) & ~15
    guard length > 0 else { return nil }
    var others = SIMD16<UInt8>()
    var returns = SIMD16<UInt8>(repeating: 0x80)
    var at = 0
    while at < length {
      // The high bit of a byte is set where it differs: adding carries into it from the rest.
      let bytes = raw.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
      let feeds = bytes ^ lineFeed
      others &+= (((feeds &+ low) | feeds) &>> 7)
      let marks = bytes ^ carriageReturn
      returns &= (marks &+ low) | marks
      at &+= 16
    }
    let ends = unsafeBitCast(returns, to: SIMD2<UInt64>.self)
    guard ends.x & ends.y & 0x8080_8080_8080_8080 == 0x8080_8080_8080_8080 else { return nil }
    return (length - Int(SIMD16<UInt16>(truncatingIfNeeded: others).wrappedSum()), length)
  }
}
