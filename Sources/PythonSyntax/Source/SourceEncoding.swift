/// The encodings of source files that we decode ourselves.
enum SourceEncoding {
  case utf8, ascii, latin1, cp1252, latin9, koi8r, cp1251, latin2, cp1250, cyrillic, greek, latin5

  /// The encoding of a cookie's name, by CPython's aliases; nil for one we don't know.
  init?(name: String) {
    let plain = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." && $0 != " " }
    switch plain {
    case "utf8", "utf", "u8", "utf8ucs2", "utf8ucs4", "cp65001", "utf8unix", "utf8sig":
      self = .utf8
    case "ascii", "usascii", "646", "ansix3.41968", "iso646us", "us": self = .ascii
    case "latin1", "iso88591", "8859", "cp819", "l1", "latin", "iso8859", "isolatin1",
      "iso885911987":
      self = .latin1
    case "cp1252", "1252", "windows1252": self = .cp1252
    case "iso885915", "latin9", "l9": self = .latin9
    case "koi8r", "cskoi8r": self = .koi8r
    case "cp1251", "1251", "windows1251": self = .cp1251
    case "iso88592", "latin2", "l2": self = .latin2
    case "cp1250", "1250", "windows1250": self = .cp1250
    case "iso88595", "cyrillic": self = .cyrillic
    case "iso88597", "greek", "greek8": self = .greek
    case "iso88599", "latin5", "l5": self = .latin5
    default: return nil
    }
  }

  /// The character of a byte from 0x80 on, 0 for none.
  func scalar(_ byte: UInt8) -> UInt16 {
    let index = Int(byte) - 128
    switch self {
    case .utf8, .latin1: return UInt16(byte)
    case .ascii: return 0
    case .cp1252: return SourceEncodingTable.cp1252[index]
    case .latin9: return SourceEncodingTable.iso8859x15[index]
    case .koi8r: return SourceEncodingTable.koi8r[index]
    case .cp1251: return SourceEncodingTable.cp1251[index]
    case .latin2: return SourceEncodingTable.iso8859x2[index]
    case .cp1250: return SourceEncodingTable.cp1250[index]
    case .cyrillic: return SourceEncodingTable.iso8859x5[index]
    case .greek: return SourceEncodingTable.iso8859x7[index]
    case .latin5: return SourceEncodingTable.iso8859x9[index]
    }
  }
}
