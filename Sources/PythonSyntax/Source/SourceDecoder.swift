/// Turns the bytes of a file into the UTF-8 text that the lexer reads: PEP 263 and byte order marks.
///
/// The text is followed by zero bytes, so that the lexer may load words past its end.
struct SourceDecoder {
  static let padding = 64

  private let text: UnsafePointer<UInt8>
  private let count: Int

  /// Decodes the bytes of a file where they are, `padding` zero bytes after them; what can't be
  /// decoded is kept as it is and reported.
  static func decode(_ source: inout [UInt8], limit: Int) -> [Problem] {
    var problems: [Problem] = []
    if source.count - padding > limit {
      problems.append(Problem(0, "the file is larger than 1 GiB"))
      source.removeFirst(source.count - padding)
    }
    let hasMark = source.starts(with: [0xef, 0xbb, 0xbf])
    if hasMark { source.removeFirst(3) }
    let (isPlain, found) = inside(source, source.count) {
      ($0.isPlain(), EncodingCookie.find($0.text, $0.count))
    }
    func check(isStrict: Bool) {
      inside(source, source.count) { $0.check(isStrict: isStrict, &problems) }
    }
    guard let cookie = found else {
      if !isPlain { check(isStrict: false) }
      return problems
    }
    let isUTF8 = cookie.normalizedName == "utf-8"
    if hasMark, !isUTF8 {
      problems.append(Problem(cookie.offset, "encoding problem: \(cookie.name) with BOM"))
    }
    guard let encoding = SourceEncoding(name: cookie.name) else {
      if !isUTF8 {
        problems.append(Problem(cookie.offset, "unknown encoding: \(cookie.name)"))
      }
      if !isPlain { check(isStrict: false) }
      return problems
    }
    if isPlain { return problems }
    if encoding == .other {
      let first = source.firstIndex { $0 >= 0x80 } ?? 0
      problems.append(
        Problem(first, "characters outside ASCII in '\(cookie.name)' source aren't supported")
      )
      check(isStrict: false)
    } else if encoding == .utf8 || hasMark {
      check(isStrict: !isUTF8)
    } else {
      let undecodable = transcode(&source, encoding)
      if let undecodable {
        problems.append(Problem(undecodable, "'\(cookie.name)' codec can't decode a byte"))
      }
      check(isStrict: true)
    }
    return problems
  }

  /// Calls `body` with the text in a padded source.
  private static func inside<Result>(
    _ source: UnsafePointer<UInt8>,
    _ paddedCount: Int,
    _ body: (SourceDecoder) -> Result
  ) -> Result {
    body(SourceDecoder(text: source, count: paddedCount - padding))
  }

  /// Whether the text is ASCII without NUL, as most files are.
  private func isPlain() -> Bool {
    var at = 0
    while at &+ Self.blockSize <= count {
      if !isPlainBlock(at) { return false }
      at &+= Self.blockSize
    }
    while at < count {
      if text[at] == 0 || text[at] >= 0x80 { return false }
      at &+= 1
    }
    return true
  }

  private static let blockSize = 64

  /// Whether a block is ASCII without NUL: a zero byte becomes 255, and a byte outside ASCII has its high bit set.
  @inline(__always)
  private func isPlainBlock(_ at: Int) -> Bool {
    let raw = UnsafeRawPointer(text + at)
    let ones = SIMD16<UInt8>(repeating: 1)
    let first = raw.loadUnaligned(as: SIMD16<UInt8>.self)
    let second = raw.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
    let third = raw.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self)
    let fourth = raw.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
    let marks =
      (((first &- ones) | first) | ((second &- ones) | second))
      | (((third &- ones) | third) | ((fourth &- ones) | fourth))
    let words = unsafeBitCast(marks, to: SIMD2<UInt64>.self)
    return (words.x | words.y) & ByteScan.highs == 0
  }

  /// Reports NULs and what is no UTF-8.
  private func check(isStrict: Bool, _ problems: inout [Problem]) {
    var at = 0
    while at < count {
      if at &+ Self.blockSize <= count, isPlainBlock(at) {
        at &+= Self.blockSize
        continue
      }
      let end = min(at &+ Self.blockSize, count)
      while at < end {
        let byte = text[at]
        if byte == 0 {
          problems.append(Problem(at, "source code string cannot contain null bytes"))
          return
        }
        let length = byte < 0x80 ? 1 : sequenceLength(at)
        if length == 0 { report(at, isStrict: isStrict, &problems) }
        at &+= max(length, 1)
      }
    }
  }

  private func report(_ at: Int, isStrict: Bool, _ problems: inout [Problem]) {
    let byte = text[at]
    let isStart = byte >= 0xc2 && byte <= 0xf4
    var problem = Problem(
      at,
      "(unicode error) 'utf-8' codec can't decode byte 0x\(String(byte, radix: 16)): "
        + (isStart ? "invalid continuation byte" : "invalid start byte")
    )
    problem.isPardonedInComment = !isStrict
    // A binary file would give one for each byte.
    if problems.count < 1000 { problems.append(problem) }
  }

  /// The length of the well-formed UTF-8 sequence at `at`, 0 if there is none.
  private func sequenceLength(_ at: Int) -> Int {
    let first = text[at]
    let second = text[at + 1]
    func isNext(_ offset: Int) -> Bool { text[at + offset] & 0xc0 == 0x80 }
    switch first {
    case 0xc2...0xdf: return isNext(1) ? 2 : 0
    case 0xe0: return second >= 0xa0 && isNext(1) && isNext(2) ? 3 : 0
    case 0xed: return second < 0xa0 && isNext(1) && isNext(2) ? 3 : 0
    case 0xe1...0xef: return isNext(1) && isNext(2) ? 3 : 0
    case 0xf0: return second >= 0x90 && isNext(1) && isNext(2) && isNext(3) ? 4 : 0
    case 0xf4: return second < 0x90 && isNext(1) && isNext(2) && isNext(3) ? 4 : 0
    case 0xf1...0xf3: return isNext(1) && isNext(2) && isNext(3) ? 4 : 0
    default: return 0
    }
  }

  /// Decodes a one-byte encoding; returns the place of the first byte that has no meaning in it.
  private static func transcode(_ source: inout [UInt8], _ encoding: SourceEncoding) -> Int? {
    let bytes = source.dropLast(padding)
    source = []
    var undecodable: Int?
    for byte in bytes {
      if byte < 0x80 {
        source.append(byte)
        continue
      }
      var value = encoding.scalar(byte)
      if value == 0 {
        if undecodable == nil { undecodable = source.count }
        value = 0xfffd
      }
      if value < 0x800 {
        source.append(UInt8(truncatingIfNeeded: 0xc0 | value >> 6))
      } else {
        source.append(UInt8(truncatingIfNeeded: 0xe0 | value >> 12))
        source.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3f))
      }
      source.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3f))
    }
    source.append(contentsOf: repeatElement(0, count: padding))
    return undecodable
  }
}
