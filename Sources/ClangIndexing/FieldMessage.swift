/// A message between the program and its workers: a list of texts, each with its length before it.
struct FieldMessage: Equatable {
  var fields: [String]

  /// How many bytes the length before a message takes.
  static let headerSize = 4

  init(_ fields: [String]) { self.fields = fields }

  /// The bytes to send, the message's length first.
  var bytes: [UInt8] {
    var body: [UInt8] = []
    for field in fields {
      Self.append(field.utf8.count, to: &body)
      body.append(contentsOf: field.utf8)
    }
    return Self.header(body.count) + body
  }

  /// The length before a message of `count` bytes.
  static func header(_ count: Int) -> [UInt8] {
    var result: [UInt8] = []
    append(count, to: &result)
    return result
  }

  /// Reads a message without the length before it; `nil` if the bytes are none.
  init?(body: [UInt8]) {
    fields = []
    var position = 0
    while position < body.count {
      guard position + 4 <= body.count else { return nil }
      let count = Self.number(body[position..<position + 4])
      position += 4
      guard count <= body.count - position else { return nil }
      fields.append(String(decoding: body[position..<position + count], as: UTF8.self))
      position += count
    }
  }

  /// The number in four bytes, the lowest first.
  static func number(_ bytes: some Collection<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}
