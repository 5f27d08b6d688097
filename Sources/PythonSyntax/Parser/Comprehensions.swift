import SourceText

extension Parser {
  /// The `for` clauses after an element, and the closing bracket.
  mutating func comprehension(
    _ kind: NodeKind,
    _ token: Int,
    _ element: Node,
    _ value: Node,
    _ close: TokenKind
  ) -> Node {
    if nodes[Int(element)].kind == .starred, kinds[token &+ 1] == .star {
      fail("iterable unpacking cannot be used in comprehension", at: token &+ 1)
    }
    let mark = scratch.count
    forClauses()
    expect(close)
    let count = scratch.count &- mark
    reserveLinks(3 &+ count)
    let place = linkCount
    put(element)
    if kind == .dictComp { put(value) }
    put(UInt32(truncatingIfNeeded: count))
    put(from: mark, to: scratch.count)
    scratch.drop(to: mark)
    return record(kind, 0, start(token), previousEnd, place)
  }

  /// Pushes one `comprehension` node for each `for`.
  private mutating func forClauses() {
    while true {
      let token = cursor
      let isAsync: UInt8 = current == .kAsync ? 1 : 0
      if isAsync == 1 { cursor &+= 1 }
      guard current == .kFor else {
        if isAsync == 1 { fail() }
        return
      }
      cursor &+= 1
      let target = targets(.kIn)
      expect(.kIn, "'in' expected after for-loop variables")
      let iterable = binary(Precedence.or)
      let mark = scratch.count
      while eat(.kIf) {
        let condition = binary(Precedence.or)
        scratch.push(condition)
      }
      let count = scratch.count &- mark
      reserveLinks(3 &+ count)
      let place = linkCount
      put(target)
      put(iterable)
      put(UInt32(truncatingIfNeeded: count))
      put(from: mark, to: scratch.count)
      scratch.drop(to: mark)
      let clause = record(.comprehension, isAsync, start(token), previousEnd, place)
      scratch.push(clause)
    }
  }
}
