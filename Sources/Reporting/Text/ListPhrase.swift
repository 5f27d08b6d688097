/// Lists and counts as a person would write them.
enum ListPhrase {
  /// `1 step`, `2 steps`.
  static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(plural ?? noun + "s")"
  }

  /// The first names, and how many more there are.
  static func names(_ names: [String], limit: Int) -> String {
    if names.count <= limit + 1 { return names.joined(separator: ", ") }
    return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more"
  }
}
