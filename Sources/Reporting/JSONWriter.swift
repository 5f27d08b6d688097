internal import SourceText

/// Writes one JSON document as UTF-8 bytes, front to back.
///
/// It only appends: there is no tree of values in between. Keys keep the order in which they are
/// written, so the same calls give the same bytes. Compact by default; `pretty` puts each element
/// on a line of its own, two spaces deeper than what holds it.
///
/// The bytes are in a buffer of its own: what is written about a project of a thousand modules is
/// a hundred thousand small appends, each of which an array would check for a second owner.
package struct JSONWriter: ~Copyable {
  /// The number of bytes written so far.
  package private(set) var count = 0
  private var capacity: Int
  private var buffer: UnsafeMutablePointer<UInt8>
  private let isPretty: Bool
  private var depth = 0
  /// Whether the innermost open object or array has no element yet.
  private var isFirst = true
  /// Whether a key was just written, so that what follows is its value.
  private var followsKey = false

  package init(pretty: Bool = false, reserving capacity: Int = 0) {
    isPretty = pretty
    self.capacity = max(capacity, 256)
    buffer = .allocate(capacity: self.capacity)
  }

  deinit { buffer.deallocate() }

  /// What has been written so far.
  package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: buffer, count: count)) }

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
    quotePlain(name, and: 2)
    endKey()
  }

  /// Writes a key that is only known when the program runs.
  package mutating func key(text name: String) {
    separate()
    quote(name)
    reserve(2)
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
    quotePlain(value)
  }

  /// Writes a value whose JSON was made before: a string with its quotes, say.
  package mutating func value(json: UnsafeBufferPointer<UInt8>) {
    separate()
    append(json)
  }

  package mutating func int(_ value: Int) {
    separate()
    if value < 0 { append(UInt8(ascii: "-")) }
    decimal(value.magnitude)
  }

  package mutating func int(_ value: UInt32) { int(Int(value)) }

  /// Writes a number with up to three decimals, for durations.
  package mutating func number(_ value: Double) {
    guard value.isFinite, value.magnitude < 1e15 else { return null() }
    separate()
    let thousandths = UInt((value.magnitude * 1000).rounded())
    if value < 0, thousandths > 0 { append(UInt8(ascii: "-")) }
    decimal(thousandths / 1000)
    var rest = thousandths % 1000
    if rest == 0 { return }
    append(UInt8(ascii: "."))
    var place: UInt = 100
    while rest > 0 {
      append(UInt8(ascii: "0") + UInt8(rest / place))
      rest %= place
      place /= 10
    }
  }

  package mutating func bool(_ value: Bool) {
    separate()
    append(value ? "true" : "false")
  }

  package mutating func null() {
    separate()
    append("null")
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
  package mutating func drain(_ sink: (UnsafeBufferPointer<UInt8>) -> Void) {
    sink(UnsafeBufferPointer(start: buffer, count: count))
    count = 0
  }

  /// Ends the document with a line feed, as text files end.
  package mutating func endDocument() {
    append(UInt8(ascii: "\n"))
  }
}

extension JSONWriter {
  private mutating func open(_ bracket: UInt8) {
    separate()
    append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { newLine() }
    append(bracket)
    isFirst = false
  }

  /// Writes what must stand between the last element and the next one.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    if depth > 0 {
      if !isFirst { append(UInt8(ascii: ",")) }
      newLine()
    }
    isFirst = false
  }

  private mutating func newLine() {
    guard isPretty else { return }
    // Spaces eight at a time: the last ones may be written over.
    reserve(9 &+ 2 &* depth)
    buffer[count] = UInt8(ascii: "\n")
    var place = UnsafeMutableRawPointer(buffer + (count &+ 1))
    count &+= 1 &+ 2 &* depth
    let end = UnsafeMutableRawPointer(buffer + count)
    while place < end {
      place.storeBytes(of: 0x2020_2020_2020_2020, as: UInt64.self)
      place += 8
    }
  }

  /// There must be room for two bytes.
  @inline(__always)
  private mutating func endKey() {
    buffer[count] = UInt8(ascii: ":")
    buffer[count &+ 1] = UInt8(ascii: " ")
    count &+= isPretty ? 2 : 1
    followsKey = true
  }

  private mutating func decimal(_ value: UInt) {
    if value >= 10 { decimal(value / 10) }
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
  }

  private mutating func quote(_ value: String) {
    value.withBytes { quoteValid($0) }
  }

  private mutating func quote(_ value: UnsafeBufferPointer<UInt8>) {
    // Only text beyond ASCII can be invalid; a String repairs it.
    for byte in value where byte >= 0x80 {
      quote(String(decoding: value, as: UTF8.self))
      return
    }
    quoteValid(value)
  }

  /// Quotes a text that needs no escapes, and makes room for more bytes after it.
  @inline(__always)
  private mutating func quotePlain(_ text: StaticString, and more: Int = 0) {
    let length = text.utf8CodeUnitCount
    reserve(length &+ 2 &+ more)
    buffer[count] = UInt8(ascii: "\"")
    (buffer + (count &+ 1)).update(from: text.utf8Start, count: length)
    buffer[count &+ length &+ 1] = UInt8(ascii: "\"")
    count &+= length &+ 2
  }

  private mutating func quoteValid(_ value: UnsafeBufferPointer<UInt8>) {
    // Eight at a time, read once: byte by byte, this took half the time of writing a report.
    reserve(value.count &+ 10)
    buffer[count] = UInt8(ascii: "\"")
    count &+= 1
    var index = 0
    while index < value.count {
      if index &+ 8 <= value.count {
        let word = UnsafeRawBufferPointer(value).loadUnaligned(
          fromByteOffset: index,
          as: UInt64.self
        )
        if Self.isPlain(word) {
          UnsafeMutableRawPointer(buffer + count).storeBytes(of: word, as: UInt64.self)
          count &+= 8
          index &+= 8
          continue
        }
      }
      let byte = value[index]
      index &+= 1
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        buffer[count] = byte
        count &+= 1
      } else {
        escape(byte)
        reserve(value.count &- index &+ 10)
      }
    }
    buffer[count] = UInt8(ascii: "\"")
    count &+= 1
  }

  /// Whether none of eight bytes needs an escape.
  ///
  /// The test for a byte below a bound is from "Bit Twiddling Hacks" (S. E. Anderson); it is exact for
  /// whether there is one.
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let control = (word &- ones &* 0x20) & ~word
    let special = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | control
    return special & (ones &* 0x80) == 0
  }

  private mutating func escape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    case 0x0a: append(UInt8(ascii: "n"))
    case 0x0d: append(UInt8(ascii: "r"))
    case 0x09: append(UInt8(ascii: "t"))
    default:
      let digits: StaticString = "0123456789abcdef"
      append("u00")
      append(digits.utf8Start[Int(byte >> 4)])
      append(digits.utf8Start[Int(byte & 15)])
    }
  }
}

// MARK: The buffer

extension JSONWriter {
  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    reserve(1)
    buffer[count] = byte
    count &+= 1
  }

  @inline(__always)
  private mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  private mutating func append(_ added: UnsafeBufferPointer<UInt8>) {
    guard let start = added.baseAddress else { return }
    reserve(added.count)
    (buffer + count).update(from: start, count: added.count)
    count &+= added.count
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: buffer, count: count)
    buffer.deallocate()
    buffer = larger
  }
}
