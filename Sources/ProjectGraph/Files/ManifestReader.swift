/// Reads the strings of a TOML file with the keys they stand under.
///
/// Enough of TOML 1.0 for manifests: tables, dotted and quoted keys, strings of all four kinds, arrays
/// and inline tables. Elements of an array have the array's key; other values are skipped. What
/// doesn't parse ends the reading of its line, never of the file.
package struct ManifestReader {
  /// A value and the dotted key it stands under.
  package struct Entry: Sendable, Equatable {
    package var key: String
    /// The string, or what is written for another kind of value.
    package var value: String
    package var isString: Bool
  }

  private let text: [UInt8]
  private var position = 0
  private var entries: [Entry] = []

  /// The strings of `text`, in order, by dotted key.
  static func strings(in text: String) -> [(key: String, value: String)] {
    entries(in: text).filter(\.isString).map { ($0.key, $0.value) }
  }

  /// All values of `text`, in order; an empty array or table has none.
  package static func entries(in text: String) -> [Entry] {
    var reader = ManifestReader(text: Array(text.utf8))
    reader.readFile()
    return reader.entries
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  private var current: UInt8 { position < text.count ? text[position] : 0 }
  private var isAtEnd: Bool { position >= text.count }

  private mutating func readFile() {
    var table = ""
    while !isAtEnd {
      skipBlanks()
      if isAtEnd { return }
      if current == UInt8(ascii: "[") {
        while current == UInt8(ascii: "[") { position += 1 }
        table = readKey()
      } else {
        readPair(in: table)
      }
      skipLine()
    }
  }

  private mutating func readPair(in table: String) {
    let key = readKey()
    skipSpaces()
    guard current == UInt8(ascii: "=") else { return }
    position += 1
    readValue(table.isEmpty ? key : table + "." + key, depth: 0)
  }

  private mutating func readKey() -> String {
    var parts: [String] = []
    while !isAtEnd {
      skipSpaces()
      if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
        parts.append(readString())
      } else {
        let start = position
        while !isAtEnd, isBareKey(current) { position += 1 }
        parts.append(String(decoding: text[start..<position], as: UTF8.self))
      }
      skipSpaces()
      guard current == UInt8(ascii: ".") else { break }
      position += 1
    }
    return parts.joined(separator: ".")
  }

  private func isBareKey(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private mutating func readValue(_ key: String, depth: Int) {
    guard depth < 32 else { return }
    skipBlanks()
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      entries.append(Entry(key: key, value: readString(), isString: true))
    case UInt8(ascii: "["):
      position += 1
      while true {
        skipBlanks()
        if isAtEnd || current == UInt8(ascii: "]") { break }
        let start = position
        readValue(key, depth: depth + 1)
        skipBlanks()
        if current == UInt8(ascii: ",") { position += 1 }
        if position == start { break }
      }
      position += 1
    case UInt8(ascii: "{"):
      position += 1
      while true {
        skipBlanks()
        if isAtEnd || current == UInt8(ascii: "}") { break }
        let start = position
        readPair(in: key)
        skipBlanks()
        if current == UInt8(ascii: ",") { position += 1 }
        if position == start { break }
      }
      position += 1
    default:
      let start = position
      while !isAtEnd, !",]}\n#".utf8.contains(current) { position += 1 }
      let written = String(decoding: text[start..<position], as: UTF8.self)
      entries.append(Entry(key: key, value: written, isString: false))
    }
  }

  private mutating func readString() -> String {
    let quote = current
    let isLong =
      position + 2 < text.count && text[position + 1] == quote
      && text[position + 2] == quote
    position += isLong ? 3 : 1
    var bytes: [UInt8] = []
    while !isAtEnd {
      let byte = current
      if byte == quote {
        if !isLong { break }
        if position + 2 < text.count, text[position + 1] == quote, text[position + 2] == quote {
          break
        }
      }
      if !isLong, byte == UInt8(ascii: "\n") { break }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), position + 1 < text.count {
        position += 1
      }
      bytes.append(current)
      position += 1
    }
    position += isLong ? 3 : 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func skipSpaces() {
    while current == UInt8(ascii: " ") || current == 9 { position += 1 }
  }

  /// Skips spaces, line ends and comments.
  private mutating func skipBlanks() {
    while !isAtEnd {
      switch current {
      case UInt8(ascii: " "), 9, 10, 13: position += 1
      case UInt8(ascii: "#"): skipLine()
      default: return
      }
    }
  }

  private mutating func skipLine() {
    while !isAtEnd, current != 10 { position += 1 }
  }
}
