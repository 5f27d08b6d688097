import SourceText

/// Going on after a failure.
extension Parser {
  /// Gives up the statement that started at `token`: an `invalid` node over what is skipped.
  ///
  /// Skips to the end of the line on which the failure lies; a block that hangs on the statement is
  /// read as statements beside it.
  mutating func recover(_ token: Int, _ mark: TreeMark) {
    hasFailed = false
    depth = 0
    rewind(to: mark)
    cursor = max(token, min(failedToken, last))
    while !current.isLayout { cursor &+= 1 }
    if current == .newline { cursor &+= 1 }
    // Something must have been read, or the caller would come back to the same token.
    if cursor <= token, cursor < last { cursor = token &+ 1 }
    let invalid = node(.invalid, 0, start(token), max(significantEnd, start(token)))
    scratch.push(invalid)
    commitFailure(from: start(token), to: ranges[cursor &- 1].end)
    followsInvalid = true
  }

  /// How far the tree had grown, to take back what came after.
  struct TreeMark {
    fileprivate let scratch: Int
    fileprivate let nodes: Int
    fileprivate let links: Int
  }

  @inline(__always) var treeMark: TreeMark {
    TreeMark(scratch: scratch.count, nodes: nodeCount, links: linkCount)
  }

  mutating func rewind(to mark: TreeMark) {
    scratch.drop(to: mark.scratch)
    nodeCount = mark.nodes
    linkCount = mark.links
  }

  /// Keeps the failure's message, unless the lexer has said what is wrong with the statement.
  private mutating func commitFailure(from start: UInt32, to end: UInt32) {
    let next = lexerProblems.partitioningIndex { $0.offset >= start }
    if next < lexerProblems.count, lexerProblems[next].offset <= end,
      !comesFirst(lexerProblems[next])
    {
      return
    }
    problems.append(failure)
  }

  /// Whether the failure says more than a problem of the lexer in the same statement.
  ///
  /// As in CPython, it gives way to what the lexer finds later, and to a bracket on an earlier line
  /// that is never closed.
  private func comesFirst(_ problem: (offset: UInt32, found: UInt32)) -> Bool {
    // Where the lexer gave up a bracket, its line end is what the parser fails at.
    if problem.found <= ranges[failedToken].end { return false }
    if problem.found == problem.offset { return false }
    var at = Int(problem.offset)
    while at < Int(failure.offset) {
      if text[at] == 10 || text[at] == 13 { return false }
      at += 1
    }
    return true
  }

  /// A block where none belongs: its statements are read, beside the others.
  mutating func strayBlock() {
    if !followsInvalid { report("unexpected indent", at: start(cursor)) }
    cursor &+= 1
    statements(isModule: false)
    if current == .dedent { cursor &+= 1 }
    followsInvalid = true
  }

  /// A clause (`else`, `except`) without its statement: its block is read, beside the others.
  mutating func strayClause() {
    let token = cursor
    let wasInvalid = followsInvalid
    let mark = treeMark
    let count = problems.count
    fail()
    recover(token, mark)
    if wasInvalid { problems.removeLast(problems.count - count) }
  }
}
