/// Writes one JSON document as UTF-8 bytes, front to back.
///
/// It only appends: there is no tree of values in between. Keys keep the order in which they are
/// written, so the same calls give the same bytes. Compact by default; `pretty` puts each element
/// on a line of its own, two spaces deeper than what holds it.
package struct JSONWriter: Sendable {
  /// What has been written so far.
  package private(set) var bytes: [UInt8] = []
  private let isPretty: Bool
  private var depth = 0
  /// Whether the innermost open object or array has no element yet.
  private var isFirst = true
  /// Whether a key was just written, so that what follows is its value.
  private var followsKey = false

  package init(pretty: Bool = false, reserving capacity: Int = 0) {
    isPretty = pretty
    bytes.reserveCapacity(capacity)
  }

  // MARK: Objects and arrays

  package mutating func beginObject() { open(UInt8(ascii: "{")) }
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  package mutating func beginArray() { open(UInt8(ascii: "[")) }
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes an object whose members `body` writes.
  package mutating func object<E: Error>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    beginObject()
    try body(&self)
    endObject()
  }

  /// Writes an array whose elements `body` writes.
  package mutating func array<E: Error>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    beginArray()
    try body(&self)
    endArray()
  }

  // MARK: Keys

  /// Writes the key of the next value; the text must need no escapes.
  package mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    )
    bytes.append(UInt8(ascii: "\""))
    endKey()
  }

  /// Writes a key that is only known when the program runs.
  package mutating func key(text name: String) {
    separate()
    quote(name)
    endKey()
  }

  // MARK: Values

  package mutating func string(_ value: String) {
    separate()
    quote(value)
  }

  /// Writes a string given as UTF-8; what isn't valid becomes U+FFFD.
  package mutating func string(utf8 value: UnsafeBufferPointer<UInt8>) {
    separate()
    quote(value)
  }

  package mutating func string(_ value: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount)
    )
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func int(_ value: Int) {
    separate()
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    decimal(value.magnitude)
  }

  package mutating func int(_ value: UInt32) { int(Int(value)) }

  /// Writes a number with up to three decimals, for durations.
  package mutating func number(_ value: Double) {
    guard value.isFinite, value.magnitude < 1e15 else { return null() }
    separate()
    let thousandths = UInt((value.magnitude * 1000).rounded())
    if value < 0, thousandths > 0 { bytes.append(UInt8(ascii: "-")) }
    decimal(thousandths / 1000)
    var rest = thousandths % 1000
    if rest == 0 { return }
    bytes.append(UInt8(ascii: "."))
    var place: UInt = 100
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest / place))
      rest %= place
      place /= 10
    }
  }

  package mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  // MARK: Members, for short

  package mutating func member(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  package mutating func member(_ name: StaticString, _ value: Int) {
    key(name)
    int(value)
  }

  package mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }

  /// Hands over what has been written and forgets it, keeping the buffer: for documents that are
  /// written out piece by piece.
  package mutating func drain(_ sink: ([UInt8]) -> Void) {
    sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Ends the document with a line feed, as text files end.
  package mutating func endDocument() {
    bytes.append(UInt8(ascii: "\n"))
  }
}

extension JSONWriter {
  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { newLine() }
    bytes.append(bracket)
    isFirst = false
  }

  /// Writes what must stand between the last element and the next one.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    if depth > 0 {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      newLine()
    }
    isFirst = false
  }

  private mutating func newLine() {
    guard isPretty else { return }
    let length = 1 + 2 * depth
    if length > Self.indent.count {
      bytes.append(UInt8(ascii: "\n"))
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: length - 1))
      return
    }
    Self.indent.withUnsafeBufferPointer {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[..<length]))
    }
  }

  /// A line feed and spaces.
  private static let indent =
    [UInt8(ascii: "\n")] + [UInt8](repeating: UInt8(ascii: " "), count: 40)

  private mutating func endKey() {
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  private mutating func decimal(_ value: UInt) {
    if value >= 10 { decimal(value / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
  }

  private mutating func quote(_ value: String) {
    var value = value
    value.withUTF8 { quoteValid($0) }
  }

  private mutating func quote(_ value: UnsafeBufferPointer<UInt8>) {
    // Only text beyond ASCII can be invalid; a String repairs it.
    for byte in value where byte >= 0x80 {
      quote(String(decoding: value, as: UTF8.self))
      return
    }
    quoteValid(value)
  }

  private mutating func quoteValid(_ value: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var index = 0
    while index < value.count {
      // Eight at a time: byte by byte, this took half the time of writing a report.
      if index + 8 <= value.count, Self.isPlain(value, at: index) {
        index += 8
        continue
      }
      let byte = value[index]
      index += 1
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[start..<index - 1]))
      start = index
      escape(byte)
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[start...]))
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether none of the eight bytes from `index` on needs an escape.
  ///
  /// The test for a byte below a bound is from "Bit Twiddling Hacks" (S. E. Anderson); it is exact for
  /// whether there is one.
  private static func isPlain(_ value: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard let base = value.baseAddress else { return true }
    let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let control = (word &- ones &* 0x20) & ~word
    let special = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | control
    return special & (ones &* 0x80) == 0
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x0a: bytes.append(UInt8(ascii: "n"))
    case 0x0d: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      let digits: StaticString = "0123456789abcdef"
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits.utf8Start[Int(byte >> 4)])
      bytes.append(digits.utf8Start[Int(byte & 15)])
    }
  }
}
