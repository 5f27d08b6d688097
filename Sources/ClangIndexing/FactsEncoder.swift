internal import SourceText

/// Writes facts as bytes: numbers in groups of seven bits, each text once.
struct FactsEncoder {
  private var body: [UInt8] = []
  private var texts: [String] = []
  private var numbers: [String: Int] = [:]

  /// The bytes of all that was added.
  consuming func finish() -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(body.count + texts.count * 16)
    Self.append(UInt64(texts.count), to: &result)
    for text in texts {
      Self.append(UInt64(text.utf8.count), to: &result)
      result.append(contentsOf: text.utf8)
    }
    return result + body
  }

  mutating func add(_ number: Int) {
    // Small numbers of either sign stay short.
    Self.append(UInt64(bitPattern: Int64((number << 1) ^ (number >> 63))), to: &body)
  }

  mutating func add(_ text: String) {
    let known = numbers[text]
    add(known ?? texts.count)
    if known == nil {
      numbers[text] = texts.count
      texts.append(text)
    }
  }

  mutating func add(_ digest: ContentDigest) {
    for word in [digest.high, digest.low] {
      for shift in stride(from: 0, to: 64, by: 8) {
        body.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
  }

  mutating func add<Element>(
    _ elements: [Element],
    _ write: (Element, inout FactsEncoder) -> Void
  ) {
    add(elements.count)
    for element in elements { write(element, &self) }
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Reads what `FactsEncoder` wrote.
///
/// Bytes of any other kind make it fail, never trap.
struct FactsDecoder {
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var position = 0
  private var texts: [String] = []

  init(_ bytes: [UInt8]) throws(Malformed) {
    self.bytes = bytes
    let count = try unsigned()
    guard count <= UInt64(bytes.count) else { throw Malformed() }
    texts.reserveCapacity(Int(count))
    for _ in 0..<count {
      let length = try unsigned()
      guard length <= UInt64(bytes.count - position) else { throw Malformed() }
      let end = position + Int(length)
      texts.append(String(decoding: bytes[position..<end], as: UTF8.self))
      position = end
    }
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func number() throws(Malformed) -> Int {
    let raw = try unsigned()
    return Int(truncatingIfNeeded: Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1))
  }

  mutating func text() throws(Malformed) -> String {
    let index = try number()
    guard texts.indices.contains(index) else { throw Malformed() }
    return texts[index]
  }

  mutating func digest() throws(Malformed) -> ContentDigest {
    ContentDigest(high: try word(), low: try word())
  }

  /// A value of an enumeration that is stored as its raw number.
  mutating func value<Value: RawRepresentable>(
    _ type: Value.Type
  ) throws(Malformed) -> Value where Value.RawValue == UInt8 {
    guard let raw = UInt8(exactly: try number()), let value = Value(rawValue: raw) else {
      throw Malformed()
    }
    return value
  }

  mutating func list<Element>(
    _ read: (inout FactsDecoder) throws(Malformed) -> Element
  ) throws(Malformed) -> [Element] {
    let count = try number()
    guard count >= 0, count <= bytes.count else { throw Malformed() }
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(try read(&self)) }
    return elements
  }

  private mutating func unsigned() throws(Malformed) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard position < bytes.count, shift < 64 else { throw Malformed() }
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
  }

  private mutating func word() throws(Malformed) -> UInt64 {
    guard bytes.count - position >= 8 else { throw Malformed() }
    var result: UInt64 = 0
    for offset in 0..<8 { result |= UInt64(bytes[position + offset]) << UInt64(offset * 8) }
    position += 8
    return result
  }
}
