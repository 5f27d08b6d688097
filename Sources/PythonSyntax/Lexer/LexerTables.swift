/// What the lexer does at a byte.
enum ByteClass: UInt8 {
  // The first three go on with a name; `scanName` relies on their order.
  case letter, digit, nonASCII
  case blank, lineEnd, comment, quote, backslash, dot, single, open, close, operatorStart, zero, bad
}

/// Lookup tables of the lexer, built once for each workspace.
struct LexerTables {
  /// The class of each byte.
  let classes: UnsafeMutablePointer<ByteClass>
  /// The token of each one-byte operator.
  let singles: UnsafeMutablePointer<TokenKind>
  /// Keywords as eight little-endian bytes, in an open hash table of 256.
  let keywordWords: UnsafeMutablePointer<UInt64>
  let keywordKinds: UnsafeMutablePointer<TokenKind>

  init() {
    classes = .allocate(capacity: 256)
    classes.initialize(repeating: .bad, count: 256)
    singles = .allocate(capacity: 256)
    singles.initialize(repeating: .error, count: 256)
    keywordWords = .allocate(capacity: 256)
    keywordWords.initialize(repeating: 0, count: 256)
    keywordKinds = .allocate(capacity: 256)
    keywordKinds.initialize(repeating: .name, count: 256)
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") {
      classes[Int(byte)] = .letter
      classes[Int(byte) - 32] = .letter
    }
    classes[Int(UInt8(ascii: "_"))] = .letter
    for byte in 128..<256 { classes[byte] = .nonASCII }
    for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { classes[Int(byte)] = .digit }
    set(" \t\u{0c}", .blank)
    set("\n", .lineEnd)
    set("\r", .lineEnd)
    set("#", .comment)
    set("'\"", .quote)
    set("\\", .backslash)
    classes[0] = .zero
    set(".", .dot)
    set(",;~", .single)
    set("([{", .open)
    set(")]}", .close)
    set("+-*/%@&|^<>=!:", .operatorStart)
    let kinds: [(UInt8, TokenKind)] = [
      (UInt8(ascii: ","), .comma), (UInt8(ascii: ";"), .semicolon), (UInt8(ascii: "~"), .tilde),
      (UInt8(ascii: "("), .leftParen), (UInt8(ascii: ")"), .rightParen),
      (UInt8(ascii: "["), .leftBracket), (UInt8(ascii: "]"), .rightBracket),
      (UInt8(ascii: "{"), .leftBrace), (UInt8(ascii: "}"), .rightBrace),
    ]
    for (byte, kind) in kinds { singles[Int(byte)] = kind }
    for (word, kind) in Self.keywords { insert(word, kind) }
  }

  func deallocate() {
    classes.deallocate()
    singles.deallocate()
    keywordWords.deallocate()
    keywordKinds.deallocate()
  }

  /// The keyword that these bytes spell, or `name`.
  @inline(__always)
  func keyword(_ word: UInt64) -> TokenKind {
    var slot = Self.slot(word)
    while true {
      let candidate = keywordWords[slot]
      if candidate == word { return keywordKinds[slot] }
      if candidate == 0 { return .name }
      slot = (slot &+ 1) & 255
    }
  }

  @inline(__always)
  private static func slot(_ word: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* 0x9e37_79b9_7f4a_7c15) &>> 56)
  }

  private func set(_ characters: String, _ byteClass: ByteClass) {
    for byte in characters.utf8 { classes[Int(byte)] = byteClass }
  }

  private func insert(_ spelling: String, _ kind: TokenKind) {
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for byte in spelling.utf8 {
      word |= UInt64(byte) << shift
      shift += 8
    }
    var slot = Self.slot(word)
    while keywordWords[slot] != 0 { slot = (slot + 1) & 255 }
    keywordWords[slot] = word
    keywordKinds[slot] = kind
  }

  private static let keywords: [(String, TokenKind)] = [
    ("False", .kFalse), ("None", .kNone), ("True", .kTrue), ("and", .kAnd), ("as", .kAs),
    ("assert", .kAssert), ("async", .kAsync), ("await", .kAwait), ("break", .kBreak),
    ("class", .kClass), ("continue", .kContinue), ("def", .kDef), ("del", .kDel),
    ("elif", .kElif), ("else", .kElse), ("except", .kExcept), ("finally", .kFinally),
    ("for", .kFor), ("from", .kFrom), ("global", .kGlobal), ("if", .kIf), ("import", .kImport),
    ("in", .kIn), ("is", .kIs), ("lambda", .kLambda), ("nonlocal", .kNonlocal), ("not", .kNot),
    ("or", .kOr), ("pass", .kPass), ("raise", .kRaise), ("return", .kReturn), ("try", .kTry),
    ("while", .kWhile), ("with", .kWith), ("yield", .kYield),
    ("match", .softMatch), ("case", .softCase), ("type", .softType),
  ]
}
