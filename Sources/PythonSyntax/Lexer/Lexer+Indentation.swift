extension Lexer {
  /// Goes from the start of a line to its first token, over blank lines and comments.
  ///
  /// Emits `indent` and `dedent`. Columns are counted twice, with tabs to multiples of eight and
  /// with tabs as one; blocks on which the two disagree depend on the tab size (CPython's rule).
  mutating func startLine(_ start: Int) -> Int {
    var at = start
    while true {
      var column = spaces(at)
      var alternative = column
      var continued = 0
      at &+= column
      indentation: while true {
        switch text[at] {
        case 32:
          column &+= 1
          alternative &+= 1
        case 9:
          column = (column | 7) &+ 1
          alternative &+= 1
        case 12:
          column = 0
          alternative = 0
        case 92 where text[at &+ 1] == 10 || text[at &+ 1] == 13:
          // The block is as deep as the first of the joined lines.
          if continued == 0 { continued = column }
          let next = afterLineEnd(at &+ 1)
          if next >= count { report(at, "unexpected EOF while parsing") }
          at = next
          continue indentation
        default:
          break indentation
        }
        at &+= 1
      }
      switch text[at] {
      case 35:
        at = scanComment(at)
        if at >= count { return at }
        at = afterLineEnd(at)
        continue
      case 10, 13:
        at = afterLineEnd(at)
        continue
      case 0 where at >= count:
        return at
      default:
        if continued > 0 {
          column = continued
          alternative = continued
        }
        if column == topColumn, alternative == topAlternative { return at }
        changeIndentation(at, column, alternative)
        return at
      }
    }
  }

  /// The number of spaces at `at`.
  @inline(__always)
  private func spaces(_ start: Int) -> Int {
    var at = start
    while true {
      let others = ByteScan.load(text, at) ^ (ByteScan.ones &* 0x20)
      if others != 0 { return at &+ ByteScan.index(others) &- start }
      at &+= 8
    }
  }

  @inline(never)
  private mutating func changeIndentation(_ at: Int, _ column: Int, _ alternative: Int) {
    let inconsistent = "inconsistent use of tabs and spaces in indentation"
    defer {
      topColumn = indents[indents.count - 1].column
      topAlternative = indents[indents.count - 1].alternative
    }
    var top = indents[indents.count - 1]
    if column == top.column {
      report(at, inconsistent)
    } else if column > top.column {
      if indents.count >= Self.maximumIndents {
        report(at, "too many levels of indentation")
        return
      }
      if alternative <= top.alternative { report(at, inconsistent) }
      indents.append((column, alternative))
      emit(.indent, at, at)
    } else {
      while indents.count > 1, column < indents[indents.count - 1].column {
        indents.removeLast()
        emit(.dedent, at, at)
      }
      top = indents[indents.count - 1]
      if column != top.column {
        report(at, "unindent does not match any outer indentation level")
      } else if alternative != top.alternative {
        report(at, inconsistent)
      }
    }
  }
}
