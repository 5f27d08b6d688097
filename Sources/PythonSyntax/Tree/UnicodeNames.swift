/// Characters by name, for `\N{...}`.
enum UnicodeNames {
  /// The character of a name or alias, in any case.
  static func scalar(_ name: String) -> UInt32? {
    let name = name.uppercased()
    if let number = ideographs[name.prefix { $0 != "-" }.description] {
      let digits = name.dropFirst(number.count)
      guard name.hasPrefix(number), let value = UInt32(digits, radix: 16) else { return nil }
      return value
    }
    return table[name]
  }

  /// Names that are made of a prefix and the code point.
  private static let ideographs: [String: String] = [
    "CJK UNIFIED IDEOGRAPH": "CJK UNIFIED IDEOGRAPH-",
    "TANGUT IDEOGRAPH": "TANGUT IDEOGRAPH-",
    "CJK COMPATIBILITY IDEOGRAPH": "CJK COMPATIBILITY IDEOGRAPH-",
  ]

  /// All other names.
  ///
  /// Made at the first use, since few programs have one: 0.1 s.
  private static let table: [String: UInt32] = {
    var table: [String: UInt32] = [:]
    table.reserveCapacity(60_000)
    let planes: [ClosedRange<UInt32>] = [
      0...0x33ff, 0x4dc0...0x4dff, 0xa000...0xd7ff, 0xf900...0xffff, 0x10000...0x16fff,
      0x18b00...0x1ffff, 0xe0000...0xe01ef,
    ]
    for plane in planes {
      for value in plane {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let properties = scalar.properties
        if let name = properties.name { table[name] = value }
        if let alias = properties.nameAlias { table[alias] = value }
      }
    }
    for (name, value) in controls { table[name] = value }
    return table
  }()

  /// Control characters have no names, and several aliases, of which the standard library knows one.
  private static let controls: [(String, UInt32)] = [
    ("NULL", 0), ("NUL", 0), ("START OF HEADING", 1), ("START OF TEXT", 2), ("END OF TEXT", 3),
    ("END OF TRANSMISSION", 4), ("ENQUIRY", 5), ("ACKNOWLEDGE", 6), ("ALERT", 7), ("BEL", 7),
    ("BACKSPACE", 8), ("BS", 8), ("CHARACTER TABULATION", 9), ("HORIZONTAL TABULATION", 9),
    ("HT", 9), ("TAB", 9), ("LINE FEED", 10), ("NEW LINE", 10), ("END OF LINE", 10), ("LF", 10),
    ("NL", 10), ("EOL", 10), ("LINE TABULATION", 11), ("VERTICAL TABULATION", 11), ("VT", 11),
    ("FORM FEED", 12), ("FF", 12), ("CARRIAGE RETURN", 13), ("CR", 13), ("SHIFT OUT", 14),
    ("SHIFT IN", 15), ("ESCAPE", 27), ("ESC", 27), ("SPACE", 32), ("SP", 32), ("DELETE", 127),
    ("DEL", 127), ("NEXT LINE", 0x85), ("NEL", 0x85), ("NBSP", 0xa0), ("SHY", 0xad),
    ("BYTE ORDER MARK", 0xfeff), ("BOM", 0xfeff), ("ZWNBSP", 0xfeff), ("ZWSP", 0x200b),
    ("ZWNJ", 0x200c), ("ZWJ", 0x200d), ("LRM", 0x200e), ("RLM", 0x200f),
  ]
}
