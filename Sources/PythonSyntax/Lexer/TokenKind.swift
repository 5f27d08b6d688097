/// The kinds of token, ordered so that the groups the parser asks for are ranges.
enum TokenKind: UInt8 {
  // Names; the soft keywords are names everywhere but at the start of their statement.
  case name, softMatch, softCase, softType
  // Literals.
  case integer, float, imaginary, string, bytes, fstringStart, tstringStart
  case fstringMiddle, fstringEnd
  // Keywords that are atoms.
  case kFalse, kNone, kTrue
  // Other keywords.
  case kAnd, kAs, kAssert, kAsync, kAwait, kBreak, kClass, kContinue, kDef, kDel, kElif, kElse
  case kExcept, kFinally, kFor, kFrom, kGlobal, kIf, kImport, kIn, kIs, kLambda, kNonlocal, kNot
  case kOr, kPass, kRaise, kReturn, kTry, kWhile, kWith, kYield
  // Brackets and punctuation.
  case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, colon, semicolon, dot, ellipsis, arrow, colonEqual, equal, exclamation
  // Binary operators.
  case plus, minus, star, slash, percent, at, ampersand, bar, caret, tilde, doubleStar, doubleSlash
  case leftShift, rightShift, less, greater, doubleEqual, notEqual, lessEqual, greaterEqual
  // Augmented assignments.
  case plusEqual, minusEqual, starEqual, slashEqual, percentEqual, atEqual, ampersandEqual, barEqual
  case caretEqual, doubleStarEqual, doubleSlashEqual, leftShiftEqual, rightShiftEqual
  /// Text that is no token; the lexer has reported it.
  case error
  // Layout: what `ast` leaves out of a node's range.
  case newline, indent, dedent, endOfFile

  @inline(__always) var isName: Bool { rawValue <= TokenKind.softType.rawValue }

  @inline(__always) var isAugmentedAssignment: Bool {
    rawValue >= TokenKind.plusEqual.rawValue && rawValue <= TokenKind.rightShiftEqual.rawValue
  }

  @inline(__always) var isKeyword: Bool {
    rawValue >= TokenKind.kFalse.rawValue && rawValue <= TokenKind.kYield.rawValue
  }

  @inline(__always) var isLayout: Bool { rawValue >= TokenKind.newline.rawValue }

  /// Whether the token, first on its line, shows that the brackets before it were never closed.
  var startsStatementOnly: Bool {
    switch self {
    case .kAssert, .kBreak, .kClass, .kContinue, .kDef, .kDel, .kExcept, .kFinally, .kGlobal,
      .kImport, .kNonlocal, .kPass, .kRaise, .kReturn, .kTry, .kWhile, .kWith:
      true
    default:
      false
    }
  }
}
