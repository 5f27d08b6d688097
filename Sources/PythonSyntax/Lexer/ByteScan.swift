/// Word-at-a-time scans: eight bytes in a `UInt64`, a set high bit for each byte that matches.
///
/// Text must be followed by at least eight zero bytes, so that loads may pass its end.
enum ByteScan {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  static func load(_ text: UnsafePointer<UInt8>, _ position: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawPointer(text).loadUnaligned(
        fromByteOffset: position,
        as: UInt64.self
      )
    )
  }

  /// Marks zero bytes; only the lowest mark is exact.
  @inline(__always)
  static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

  /// Marks bytes below 16: line ends, NUL, and tabs and form feeds with them.
  @inline(__always)
  static func controls(_ word: UInt64) -> UInt64 { (word &- (ones &* 16)) & ~word & highs }

  /// Marks bytes that can't go on with an ASCII name: all marks are exact.
  @inline(__always)
  static func nonNameBytes(_ word: UInt64) -> UInt64 {
    let low = word & ~highs
    let folded = low | (ones &* 0x20)
    // Adding carries into the high bit from the bound on; no sum passes 0xff.
    let letters = (folded &+ ones &* 0x1f) & ~(folded &+ ones &* 0x05)
    let digits = (low &+ ones &* 0x50) & ~(low &+ ones &* 0x46)
    let underscores = ~((low ^ (ones &* 0x5f)) &+ ones &* 0x7f)
    return ~((letters | digits | underscores) & ~word) & highs
  }

  @inline(__always)
  static func index(_ marks: UInt64) -> Int { marks.trailingZeroBitCount &>> 3 }

  /// The first position from `position` on that holds LF, CR or NUL.
  @inline(__always)
  static func lineEnd(_ text: UnsafePointer<UInt8>, _ position: Int) -> Int {
    var at = position
    while true {
      let marks = controls(load(text, at))
      if marks == 0 {
        at &+= 8
        continue
      }
      at &+= index(marks)
      switch text[at] {
      case 0, 10, 13: return at
      default: at &+= 1
      }
    }
  }
}
