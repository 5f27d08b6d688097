import SourceText

/// The tokens of one file as parallel arrays, reused from file to file.
struct TokenBuffer {
  private(set) var kinds: UnsafeMutablePointer<TokenKind>
  private(set) var ranges: UnsafeMutablePointer<SourceRange>
  /// The brackets that are open at some place, outermost first; as many as may be nested.
  let brackets: UnsafeMutablePointer<Lexer.Bracket>
  private var capacity: Int

  init() {
    capacity = 1 << 12
    kinds = .allocate(capacity: capacity)
    ranges = .allocate(capacity: capacity)
    brackets = .allocate(capacity: Lexer.maximumNesting)
  }

  /// Makes room for the tokens of a text of `byteCount` bytes.
  ///
  /// An indented one-letter line gives four tokens for three bytes, so two for each byte are enough;
  /// pages that no token reaches are never touched.
  mutating func prepare(byteCount: Int) {
    let needed = byteCount * 2 + 512
    if needed <= capacity { return }
    kinds.deallocate()
    ranges.deallocate()
    capacity = needed
    kinds = .allocate(capacity: capacity)
    ranges = .allocate(capacity: capacity)
  }

  func deallocate() {
    kinds.deallocate()
    ranges.deallocate()
    brackets.deallocate()
  }
}
