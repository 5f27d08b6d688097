/// Reasons as people read them: of a long chain of calls the ends.
enum ReasonText {
  /// The reason with the middle of a chain of more than three calls counted instead of told; `why`
  /// tells all.
  static func short(_ reason: String) -> String {
    let parts = reason.split(separator: ", it can call ")
    guard parts.count > 3, let last = parts.last else { return reason }
    let calls = ListPhrase.count(parts.count - 3, "more call")
    return "\(parts[0]), it can call \(parts[1]), and through \(calls) \(last)"
  }
}
