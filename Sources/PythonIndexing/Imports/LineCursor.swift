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
    while position < target {
      // Eight bytes at a time while none of them is a control character below 16; line ends are.
      while position + 8 <= target {
        let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        let isHigh = word | (word << 1) | (word << 2) | (word << 3)
        if isHigh & 0x8080_8080_8080_8080 == 0x8080_8080_8080_8080 {
          position += 8
        } else {
          break
        }
      }
      guard position < target else { return }
      let byte = text[position]
      position += 1
      if byte == 10 || (byte == 13 && !(position < text.count && text[position] == 10)) {
        line += 1
        lineStart = position
      }
    }
  }
}
