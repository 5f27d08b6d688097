package import ModuleFacts

/// Which statements of a file's new source are the old ones, which changed, which are new or gone.
///
/// Statements are aligned in order, so a move is an edit: it is gone at the old place and new at the
/// new one. What is left between aligned ones is paired by the names it defines.
package struct StatementAlignment: Sendable {
  package enum Pair: Sendable, Equatable {
    /// Equal statements.
    case same(old: Int, new: Int)
    /// Equal but for function bodies.
    case code(old: Int, new: Int)
    /// Another statement for the same names.
    case changed(old: Int, new: Int)
    case inserted(new: Int)
    case deleted(old: Int)
  }

  /// In the order of the new source; deleted statements before what follows them.
  package let pairs: [Pair]

  package init(old: FileFacts, new: FileFacts) {
    let oldStatements = old.statements
    let newStatements = new.statements
    var pairs: [Pair] = []
    var oldStart = 0
    var newStart = 0
    // Bodies don't count in the alignment: a function with a new body is the same statement.
    let matches = Self.longestCommonSubsequence(
      oldStatements.count,
      newStatements.count,
      prefers: { oldStatements[$0].digest == newStatements[$1].digest },
      matches: {
        oldStatements[$0].kind == newStatements[$1].kind
          && oldStatements[$0].skeleton == newStatements[$1].skeleton
          && Self.names(oldStatements[$0], old) == Self.names(newStatements[$1], new)
      }
    )
    for (oldIndex, newIndex) in matches + [(oldStatements.count, newStatements.count)] {
      pairs += Self.pairByName(
        oldStart..<oldIndex,
        newStart..<newIndex,
        old: old,
        new: new
      )
      if oldIndex < oldStatements.count {
        let same = oldStatements[oldIndex].digest == newStatements[newIndex].digest
        pairs.append(
          same ? .same(old: oldIndex, new: newIndex) : .code(old: oldIndex, new: newIndex)
        )
      }
      oldStart = oldIndex + 1
      newStart = newIndex + 1
    }
    self.pairs = pairs
  }

  private static func names(_ statement: StatementFacts, _ facts: FileFacts) -> [String] {
    facts.strings(statement.defines)
  }

  private static func pairByName(
    _ olds: Range<Int>,
    _ news: Range<Int>,
    old: FileFacts,
    new: FileFacts
  ) -> [Pair] {
    var rest = Array(olds)
    var pairs: [Pair] = []
    for newIndex in news {
      let statement = new.statements[newIndex]
      let defined = names(statement, new)
      if !defined.isEmpty,
        let position = rest.firstIndex(where: {
          names(old.statements[$0], old) == defined
            && old.statements[$0].kind == statement.kind
        })
      {
        pairs.append(.changed(old: rest.remove(at: position), new: newIndex))
      } else {
        pairs.append(.inserted(new: newIndex))
      }
    }
    return rest.map { .deleted(old: $0) } + pairs
  }

  /// Longest common subsequence by dynamic programming between a common head and tail.
  ///
  /// - Complexity: O(n m) in the middle part; files differ in few places.
  private static func longestCommonSubsequence(
    _ oldCount: Int,
    _ newCount: Int,
    prefers: (Int, Int) -> Bool,
    matches: (Int, Int) -> Bool
  ) -> [(Int, Int)] {
    var head = 0
    while head < oldCount, head < newCount, prefers(head, head) { head += 1 }
    var tail = 0
    while tail < oldCount - head, tail < newCount - head,
      prefers(oldCount - 1 - tail, newCount - 1 - tail)
    { tail += 1 }
    let rows = oldCount - head - tail
    let columns = newCount - head - tail
    // Equal statements weigh more than equal skeletons.
    var lengths = [Int32](repeating: 0, count: (rows + 1) * (columns + 1))
    func weight(_ row: Int, _ column: Int) -> Int32 {
      if prefers(head + row, head + column) { return 1000 }
      return matches(head + row, head + column) ? 999 : 0
    }
    for row in stride(from: rows - 1, through: 0, by: -1) {
      for column in stride(from: columns - 1, through: 0, by: -1) {
        let here = row * (columns + 1) + column
        var best = max(lengths[here + 1], lengths[here + columns + 1])
        let own = weight(row, column)
        if own > 0 { best = max(best, lengths[here + columns + 2] + own) }
        lengths[here] = best
      }
    }
    var result = (0..<head).map { ($0, $0) }
    var row = 0
    var column = 0
    while row < rows, column < columns {
      let here = row * (columns + 1) + column
      let own = weight(row, column)
      if own > 0, lengths[here] == lengths[here + columns + 2] + own {
        result.append((head + row, head + column))
        row += 1
        column += 1
      } else if lengths[here] == lengths[here + columns + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    for offset in stride(from: tail, to: 0, by: -1) {
      result.append((oldCount - offset, newCount - offset))
    }
    return result
  }
}
