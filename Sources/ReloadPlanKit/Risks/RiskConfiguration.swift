internal import HostIO
internal import ModuleFacts
internal import ProgramAnalysis
internal import ProjectGraph
internal import RiskRules

/// The settings of a project: `[tool.reload-plan]` of pyproject.toml, or reload-plan.toml.
struct RiskConfiguration {
  var select: [String] = []
  var ignore: [String] = []
  /// By code, prefix or name; nil switches the rule off.
  var severities: [(prefix: String, severity: Finding.Severity?)] = []
  var pureFunctions: [String] = []
  var registries: [String] = []
  var keptNames: Set<String> = []
  var effectTables: [String] = []

  private static let keys = [
    "select", "ignore", "severity", "pure", "registries", "keep", "effect-tables", "native",
  ]

  /// Reads the settings; a project without any has the defaults.
  static func read(projectAt path: String) throws(ConfigurationError) -> RiskConfiguration {
    guard let found = SettingsFile.read(projectAt: path) else { return RiskConfiguration() }
    return try parse(found.text, file: found.name, table: found.table)
  }

  /// Reads the settings of a text, whose keys start with `table`.
  static func parse(
    _ text: String,
    file: String,
    table: String
  ) throws(ConfigurationError) -> RiskConfiguration {
    var configuration = RiskConfiguration()
    // Keys below `native` are checked by whoever reads them.
    _ = try NativeConfiguration.parse(text, file: file, table: table)
    for entry in ManifestReader.entries(in: text) where entry.key.hasPrefix(table) {
      let key = String(entry.key.dropFirst(table.count))
      let head = String(key.prefix { $0 != "." })
      guard keys.contains(head), head == key || ["severity", "native"].contains(head)
      else {
        // The table's name belongs into pyproject.toml only.
        let bare = key.hasPrefix("tool.reload-plan.") ? String(key.dropFirst(17)) : nil
        let suggestion = bare ?? Spelling.nearest(to: head, in: keys)
        throw .unknownKey(key, file: file, suggestion: suggestion)
      }
      guard entry.isString else {
        throw .notAString(key: key, value: entry.value, file: file)
      }
      try configuration.add(key, head, entry.value, file)
    }
    return configuration
  }

  private mutating func add(
    _ key: String,
    _ head: String,
    _ value: String,
    _ file: String
  ) throws(ConfigurationError) {
    switch head {
    case "select":
      try Self.checkRule(value, file)
      select.append(value)
    case "ignore":
      try Self.checkRule(value, file)
      ignore.append(value)
    case "severity":
      let rule = String(key.dropFirst("severity.".count))
      try Self.checkRule(rule, file)
      if value == "off" {
        severities.append((rule, nil))
      } else if let severity = Finding.Severity(named: value) {
        severities.append((rule, severity))
      } else {
        throw .unknownSeverity(value, key: key, file: file)
      }
    case "pure": pureFunctions.append(value)
    case "registries": registries.append(value)
    case "keep": keptNames.insert(value)
    case "native": break
    default: effectTables.append(value)
    }
  }

  static func checkRule(_ rule: String, _ file: String) throws(ConfigurationError) {
    if RuleSelection.isKnown(rule) { return }
    let names = RuleRegistry.descriptors.flatMap { [$0.code, $0.name] }
    throw .unknownRule(rule, file: file, suggestion: Spelling.nearest(to: rule, in: names))
  }

  /// What the settings of a project say of callables, and nothing else.
  static func declared(projectAt path: String) throws(ConfigurationError) -> EffectStubs {
    var stubs = EffectStubs()
    try read(projectAt: path).extend(&stubs, projectAt: path)
    return stubs
  }

  /// Adds what the settings say of callables.
  func extend(_ stubs: inout EffectStubs, projectAt path: String) throws(ConfigurationError) {
    for table in effectTables {
      let bytes: [UInt8]
      do {
        bytes = try FileBytes.contents(of: table.hasPrefix("/") ? table : path + "/" + table)
      } catch {
        throw .unreadable(path: table, reason: "\(error)")
      }
      stubs.add(table: String(decoding: bytes, as: UTF8.self))
      if let problem = stubs.problems.first {
        throw .unknownLine(table: table, line: problem.line, text: problem.text)
      }
    }
    for name in pureFunctions { stubs.add(pure: name) }
    for name in registries { stubs.add(registry: name) }
    stubs.speaksOfProjects =
      !(effectTables.isEmpty && pureFunctions.isEmpty && registries.isEmpty)
  }
}

/// Finds what somebody may have meant to write.
enum Spelling {
  /// The candidate with the least edits, if there are few enough.
  static func nearest(to word: String, in candidates: [String]) -> String? {
    let ranked = candidates.map { (distance(word, $0), $0) }.min { $0.0 < $1.0 }
    guard let ranked, ranked.0 <= max(2, word.count / 3) else { return nil }
    return ranked.1
  }

  /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.lowercased().utf8)
    let right = Array(right.lowercased().utf8)
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, rows[i - 1][j - 1] + 1)
        }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
