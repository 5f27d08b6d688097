import SourceText

extension Parser {
  /// `a.b.c` as one range.
  private mutating func dottedName() -> SourceRange {
    var range = expectName()
    while current == .dot, !hasFailed {
      cursor &+= 1
      range.end = expectName().end
    }
    return range
  }

  /// `as name`, or an empty range.
  private mutating func asName() -> SourceRange {
    guard eat(.kAs) else { return SourceRange(start: 0, end: 0) }
    if !current.isName, !current.isLayout {
      fail("invalid syntax", at: cursor)
    }
    return expectName()
  }

  private mutating func alias(isDotted: Bool) {
    let name = isDotted ? dottedName() : expectName()
    let asName = asName()
    let end = hasFailed ? name.end : previousEnd
    let alias = node(
      .alias,
      0,
      name.start,
      end,
      name.start,
      name.end,
      asName.start,
      asName.end
    )
    scratch.push(alias)
  }

  mutating func importStatement() -> Node {
    let token = cursor
    let mark = scratch.count
    cursor &+= 1
    if current == .newline { fail("Expected one or more names after 'import'") }
    repeat { alias(isDotted: true) } while eat(.comma)
    let statement = listNode(.importStatement, 0, start(token), previousEnd, from: mark)
    importStatements.append(NodeID(statement))
    return statement
  }

  mutating func importFrom() -> Node {
    let token = cursor
    let mark = scratch.count
    cursor &+= 1
    var level: UInt32 = 0
    while current == .dot || current == .ellipsis {
      level += current == .dot ? 1 : 3
      cursor &+= 1
    }
    var module = SourceRange(start: 0, end: 0)
    if level == 0 || current.isName { module = dottedName() }
    expect(.kImport)
    importedNames()
    let count = scratch.count &- mark
    reserveLinks(4 &+ count)
    let place = linkCount
    put(level)
    put(module.start)
    put(module.end)
    put(UInt32(truncatingIfNeeded: count))
    put(from: mark, to: scratch.count)
    scratch.drop(to: mark)
    let statement = record(.importFrom, 0, start(token), previousEnd, place)
    importStatements.append(NodeID(statement))
    return statement
  }

  private mutating func importedNames() {
    if current == .star {
      let range = ranges[cursor]
      cursor &+= 1
      let alias = node(.alias, 0, range.start, range.end, range.start, range.end, 0, 0)
      scratch.push(alias)
      return
    }
    if current == .newline {
      fail("Expected one or more names after 'import'")
      return
    }
    if eat(.leftParen) {
      repeat { alias(isDotted: false) } while eat(.comma) && current != .rightParen
      expect(.rightParen)
      return
    }
    repeat {
      if current == .newline {
        fail("trailing comma not allowed without surrounding parentheses")
        return
      }
      alias(isDotted: false)
    } while eat(.comma)
  }
}
