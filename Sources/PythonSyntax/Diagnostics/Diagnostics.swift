internal import SourceText

/// Brings the problems of all stages together.
enum Diagnostics {
  /// Problems as diagnostics in the order in which a reader finds them, one for each place.
  static func collect(
    decoder: [Problem],
    lexer: borrowing Lexer,
    parser: [Problem],
    text: UnsafeBufferPointer<UInt8>
  ) -> [SourceDiagnostic] {
    var problems = decoder.filter { !isInComment($0, lexer.comments) }
    problems += lexer.problems
    problems += parser
    if problems.isEmpty { return [] }
    let lines = LineTable(text)
    let order = problems.indices.sorted {
      (problems[$0].found, $0) < (problems[$1].found, $1)
    }
    var result: [SourceDiagnostic] = []
    for index in order {
      let problem = problems[index]
      let diagnostic = SourceDiagnostic(
        line: UInt32(truncatingIfNeeded: lines.line(at: problem.offset)),
        column: UInt32(truncatingIfNeeded: lines.column(at: problem.offset) + 1),
        message: problem.message
      )
      if let last = result.last, last.line == diagnostic.line, last.column == diagnostic.column {
        continue
      }
      result.append(diagnostic)
    }
    return result
  }

  /// Whether CPython doesn't look at the place: it takes any bytes in comments.
  private static func isInComment(_ problem: Problem, _ comments: [SourceRange]) -> Bool {
    guard problem.isPardonedInComment else { return false }
    let next = comments.partitioningIndex { $0.end > problem.offset }
    return next < comments.count && comments[next].start <= problem.offset
  }
}
