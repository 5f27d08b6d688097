/// The encodings of source files that we decode ourselves.
enum SourceEncoding {
  case utf8, ascii, latin1, cp1252, latin9, koi8r, cp1251, latin2, cp1250, cyrillic, greek, latin5
  /// One that CPython knows and that agrees with ASCII: of its other characters we know nothing.
  case other

  /// The encoding of a cookie's name, by CPython's aliases; nil for one we don't know.
  init?(name: String) {
    let dashed = name.lowercased().replacing("_", with: "-")
    for prefix in ["latin-1-", "iso-8859-1-", "iso-latin-1-"] where dashed.hasPrefix(prefix) {
      self = .latin1
      return
    }
    let plain = dashed.filter { $0 != "-" && $0 != "." && $0 != " " }
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
    default:
      guard Self.others.contains(plain) else { return nil }
      self = .other
    }
  }

  private static let others: Set<String> = [
    "big5", "big5hkscs", "cp437", "cp737", "cp775", "cp850", "cp852", "cp855", "cp857", "cp858",
    "cp860", "cp861", "cp862", "cp863", "cp865", "cp866", "cp869", "cp874", "cp932", "cp949",
    "cp950", "cp1253", "windows1253", "cp1254", "windows1254", "cp1255", "windows1255", "cp1256",
    "windows1256", "cp1257", "windows1257", "cp1258", "windows1258", "eucjp", "eucjis2004",
    "eucjisx0213", "euckr", "gb2312", "euccn", "gbk", "936", "cp936", "ms936", "gb18030",
    "iso88593", "latin3", "iso88594", "latin4", "iso88596", "arabic", "iso88598", "hebrew",
    "iso885910", "latin6", "iso885911", "thai", "iso885913", "latin7", "iso885914", "latin8",
    "iso885916", "latin10", "johab", "koi8t", "koi8u", "kz1048", "maccyrillic", "macgreek",
    "maciceland", "maclatin2", "macroman", "macintosh", "macturkish", "ptcp154", "shiftjis", "sjis",
    "shiftjis2004", "shiftjisx0213", "tis620", "utf7",
  ]

  /// The character of a byte from 0x80 on, 0 for none.
  func scalar(_ byte: UInt8) -> UInt16 {
    let index = Int(byte) - 128
    switch self {
    case .utf8, .latin1: return UInt16(byte)
    case .ascii, .other: return 0
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
