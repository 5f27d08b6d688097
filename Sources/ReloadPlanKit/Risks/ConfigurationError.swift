/// Why the settings of a project can't be used.
package enum ConfigurationError: Error, Equatable {
  /// A key that nobody reads, with the nearest one that there is.
  case unknownKey(String, file: String, suggestion: String?)
  case unknownRule(String, file: String, suggestion: String?)
  case unknownSeverity(String, key: String, file: String)
  case notAString(key: String, value: String, file: String)
  case unreadable(path: String, reason: String)
  case unknownLine(table: String, line: Int, text: String)
  case unknownBaselineLine(file: String, line: Int)
}

extension ConfigurationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownKey(let key, let file, let suggestion):
      "\(file): there is no setting \(key); "
        + (suggestion.map { "did you mean \($0)?" } ?? "see docs/configuration.md")
    case .unknownRule(let rule, let file, let suggestion):
      "\(file): there is no rule \(rule); "
        + (suggestion.map { "did you mean \($0)?" } ?? "docs/rules lists them")
    case .unknownSeverity(let severity, let key, let file):
      "\(file): \(key) is \(severity); it can be info, warning, blocker or off"
    case .notAString(let key, let value, let file):
      "\(file): \(key) is \(value), but must be a string or a list of strings; put it in quotes"
    case .unreadable(let path, let reason):
      "can't read \(path): \(reason); correct the setting that names it"
    case .unknownLine(let table, let line, let text):
      "\(table):\(line): can't understand \"\(text)\"; write `word name` as docs/effect-tables.md says"
    case .unknownBaselineLine(let file, let line):
      "\(file):\(line): not a line of a baseline; delete the file to have it written anew"
    }
  }
}
