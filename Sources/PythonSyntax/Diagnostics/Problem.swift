/// A diagnostic before its offset has become a line and a column.
struct Problem {
  var offset: UInt32
  var message: String
  /// Where reading had got to when it was found: problems are told in this order.
  var found: UInt32
  /// Whether it is none inside a comment.
  var isPardonedInComment = false

  init(_ offset: Int, _ message: String) {
    self.offset = UInt32(truncatingIfNeeded: offset)
    found = self.offset
    self.message = message
  }
}
