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
    let raw = UnsafeRawPointer(base)
    let start = position
    while position < target {
      if position + 8 <= target {
        let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        if Self.count(UInt8(ascii: "\r"), in: word) == 0 {
          line &+= UInt32(truncatingIfNeeded: Self.count(UInt8(ascii: "\n"), in: word))
          position += 8
          continue
        }
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

  /// How many of the eight bytes are `byte`.
  private static func count(_ byte: UInt8, in word: UInt64) -> Int {
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    // Zero where the bytes are equal; adding sets the high bit of all that aren't zero.
    let difference = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
    let others = ((difference & low) &+ low) | difference | low
    return (~others).nonzeroBitCount
  }
}
