internal import ProjectGraph

/// What the settings say of a project's C and C++: `[tool.reload-plan.native]`, or `[native]` in
/// reload-plan.toml.
struct NativeConfiguration: Equatable {
  /// A library or a program, and what it is made of.
  struct Product: Equatable {
    /// Relative to the project.
    var path: String
    /// Paths of sources relative to the project; `*` stands for any part of a name.
    var sources: [String] = []
    var isProgram: Bool
  }

  /// The compilation database, relative to the project; empty: where others look for it.
  var database = ""
  /// The compiler of what the database doesn't say; empty: `cc` or `c++`, by the sources.
  var compiler = ""
  var flags: [String] = []
  var linkFlags: [String] = []
  /// In the order of the file.
  var products: [Product] = []
  /// The file that says so; the first that was looked for if none does.
  var file = "reload-plan.toml"

  private static let keys = [
    "database", "compiler", "flags", "link-flags", "libraries", "programs",
  ]

  /// Reads the settings of the project in `folder`; what they don't say is empty.
  static func read(projectAt folder: String) throws(ConfigurationError) -> NativeConfiguration {
    guard let found = SettingsFile.read(projectAt: folder) else { return NativeConfiguration() }
    return try parse(found.text, file: found.name, table: found.table)
  }

  /// Reads the settings of a text, whose keys start with `table`.
  static func parse(
    _ text: String,
    file: String,
    table: String
  ) throws(ConfigurationError) -> NativeConfiguration {
    var configuration = NativeConfiguration()
    let prefix = table + "native."
    for entry in ManifestReader.entries(in: text) where entry.key.hasPrefix(prefix) {
      let key = String(entry.key.dropFirst(prefix.count))
      guard entry.isString else {
        throw .notAString(key: "native.\(key)", value: entry.value, file: file)
      }
      configuration.file = file
      try configuration.add(key, entry.value, file)
    }
    return configuration
  }

  private mutating func add(
    _ key: String,
    _ value: String,
    _ file: String
  ) throws(ConfigurationError) {
    let head = String(key.prefix { $0 != "." })
    let rest = String(key.dropFirst(head.count + 1))
    switch (head, rest.isEmpty) {
    case ("database", true): database = value
    case ("compiler", true): compiler = value
    case ("flags", true): flags.append(value)
    case ("link-flags", true): linkFlags.append(value)
    case ("libraries", false): add(rest, value, isProgram: false)
    case ("programs", false): add(rest, value, isProgram: true)
    default:
      let nearest = Spelling.nearest(to: head, in: Self.keys)
      throw .unknownKey("native.\(key)", file: file, suggestion: nearest.map { "native.\($0)" })
    }
  }

  private mutating func add(_ path: String, _ source: String, isProgram: Bool) {
    if let known = products.firstIndex(where: { $0.path == path && $0.isProgram == isProgram }) {
      products[known].sources.append(source)
    } else {
      products.append(Product(path: path, sources: [source], isProgram: isProgram))
    }
  }

  // MARK: Patterns

  /// The files that a product's sources stand for, in their order, each once.
  static func sources(of product: Product, among files: [String]) -> [String] {
    var found: [String] = []
    for pattern in product.sources {
      // A source that isn't there yet is named all the same: the build says so.
      let meant = pattern.contains("*") ? files.filter { matches($0, pattern) } : [pattern]
      for path in meant where !found.contains(path) { found.append(path) }
    }
    return found
  }

  /// Whether a path is meant: `*` stands for anything within one part of it.
  static func matches(_ path: String, _ pattern: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let patterns = pattern.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == patterns.count
      && zip(parts, patterns).allSatisfy { isMatch(Array($0.utf8)[...], Array($1.utf8)[...]) }
  }

  private static func isMatch(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    if first == UInt8(ascii: "*") {
      let rest = pattern.dropFirst()
      return (name.startIndex...name.endIndex).contains { isMatch(name[$0...], rest) }
    }
    return name.first == first && isMatch(name.dropFirst(), pattern.dropFirst())
  }
}
