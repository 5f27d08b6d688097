import SourceText

extension Parser {
  mutating func withStatement(_ token: Int, isAsync: Bool) {
    let keyword = cursor
    let mark = scratch.count
    cursor &+= 1
    if !(current == .leftParen && parenthesizedItems()) {
      repeat { item() } while eat(.comma)
    }
    let items = mark..<scratch.count
    block("'with' statement", keyword)
    if hasFailed { return }
    let statement = node(
      isAsync ? .asyncWith : .with,
      0,
      start(token),
      significantEnd,
      heads: (0, 0, 0, 0),
      headCount: 0,
      lists: (items, items.upperBound..<scratch.count, 0..<0, 0..<0, 0..<0),
      listCount: 2
    )
    scratch.drop(to: mark)
    scratch.push(statement)
  }

  /// `(a as b, c)`: tried first, as CPython does; false leaves everything as it was.
  ///
  /// Only where the parenthesis that closes the first one stands before the colon, so the text is
  /// read at most twice.
  private mutating func parenthesizedItems() -> Bool {
    guard kinds[closingParen(cursor) &+ 1] == .colon else { return false }
    let saved = (cursor, treeMark, problems.count)
    cursor &+= 1
    while true {
      item()
      if hasFailed || !eat(.comma) || current == .rightParen { break }
    }
    if !hasFailed, current == .rightParen, next == .colon, problems.count == saved.2 {
      cursor &+= 1
      return true
    }
    hasFailed = false
    cursor = saved.0
    rewind(to: saved.1)
    problems.removeLast(problems.count - saved.2)
    return false
  }

  /// The token that closes the bracket at `token`, or the end of the line.
  private func closingParen(_ token: Int) -> Int {
    var level = 0
    var at = token
    while true {
      switch kinds[at] {
      case .leftParen, .leftBracket, .leftBrace: level &+= 1
      case .rightParen, .rightBracket, .rightBrace:
        level &-= 1
        if level == 0 { return at }
      case .newline, .endOfFile: return at
      default: break
      }
      at &+= 1
    }
  }

  private mutating func item() {
    let token = cursor
    let context = expression()
    let variable = eat(.kAs) ? target() : 0
    let item = node(
      .withItem,
      0,
      start(token),
      hasFailed ? start(token) : previousEnd,
      context,
      variable
    )
    scratch.push(item)
  }
}
