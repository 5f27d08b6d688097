/// What is known of callables and objects outside the program: one table of many files' lines.
///
/// A line is `word name`, with `-> type` when calling gives an instance of a type whose methods are
/// in the table too. Words are those of `EffectKind`, and `pure`, `shares` (gives what it keeps) and
/// `calls` (calls what it is given), `changes` (its first argument) and `has` (an attribute). `name.*` speaks of all members that have no line of their own.
/// Later lines win.
package struct EffectStubs: Sendable {
  package struct Entry: Sendable, Equatable {
    /// Nil: pure, or nothing is said of the call itself.
    package var kind: EffectKind?
    package var isPure = false
    /// Whether it hands out an object that it keeps.
    package var isShared = false
    /// Whether it calls the functions it is given.
    package var callsArguments = false
    /// Whether it changes its first argument.
    package var changesArgument = false
    /// Whether it is an attribute, so that reading it gives the result.
    package var isAttribute = false
    package var result: String?
  }

  private var entries: [String: Entry] = [:]
  /// What changes its first argument.
  package private(set) var changing: Set<String> = []
  /// Lines that are not understood, with their numbers: a user's mistakes.
  package private(set) var problems: [(line: Int, text: String)] = []

  /// Whether a user's table may speak of functions of the project.
  package var speaksOfProjects = false

  package init() {}

  /// Adds the lines of one table.
  package mutating func add(table: String) {
    entries.reserveCapacity(entries.count + table.utf8.count / 32)
    var number = 0
    // Bytes, not characters: the tables that come with the program are read at each start, and took a
    // twentieth of the time of a small project.
    let lines = table.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for line in lines {
      number += 1
      let text = line.prefix { $0 != UInt8(ascii: "#") }
      let words = text.split { $0 == UInt8(ascii: " ") || $0 == 9 || $0 == 13 }.map(Substring.init)
      if words.isEmpty { continue }
      guard words.count == 2 || words.count == 4 && words[2] == "->" else {
        problems.append((number, String(Substring(line))))
        continue
      }
      let name = String(words[1])
      var entry = entries[name] ?? Entry()
      if words.count == 4 { entry.result = String(words[3]) }
      switch words[0] {
      case "pure":
        entry.isPure = true
        entry.kind = nil
      case "shares":
        entry.isShared = true
        entry.isPure = true
      case "calls":
        entry.callsArguments = true
        entry.isPure = true
      case "changes":
        entry.changesArgument = true
        entry.isPure = true
        changing.insert(name)
      case "has":
        entry.isAttribute = true
        entry.isPure = true
      default:
        guard let kind = EffectKind(word: words[0]) else {
          problems.append((number, String(Substring(line))))
          continue
        }
        entry.kind = kind
        entry.isPure = false
      }
      entries[name] = entry
    }
  }

  /// Says that calls of `name` (or of all below `name.*`) are harmless.
  package mutating func add(pure name: String) {
    var entry = Entry()
    entry.isPure = true
    entries[name] = entry
  }

  /// Says that calls of `name` register what they are given.
  package mutating func add(registry name: String) {
    var entry = Entry()
    entry.kind = .registry
    entries[name] = entry
  }

  /// The entry of a name itself, or of the nearest `prefix.*`.
  package func entry(of dotted: String) -> Entry? {
    if let entry = entries[dotted] { return entry }
    var prefix = dotted[...]
    while let dot = prefix.lastIndex(of: ".") {
      prefix = prefix[..<dot]
      if let entry = entries[prefix + ".*"] { return entry }
    }
    return nil
  }

  /// Whether a line of exactly this name says that calling it leaves something behind that a second
  /// call would do again.
  ///
  /// Reading files, values that vary and text on the console don't count.
  func actsOutside(_ dotted: String) -> Bool {
    guard let entry = entries[dotted] else { return false }
    if entry.changesArgument { return true }
    switch entry.kind {
    case .fileWrite, .network, .concurrency, .registry, .mutation, .patch, .setting, .logging,
      .hook,
      .irrevocable, .finder, .rejected, .moduleTable:
      return true
    case .fileRead, .console, .code, .varying, .dynamicImport, .unknown, nil: return false
    }
  }

  /// The names that lines of their own say this of, for tests.
  package var namesThatAct: [String] { entries.keys.filter(actsOutside).sorted() }

  /// Whether the name, or what it is an attribute of, is an object that a table says something of.
  func isKept(_ dotted: String) -> Bool {
    var prefix = dotted[...]
    while true {
      if entries[String(prefix)]?.kind != nil { return true }
      guard let dot = prefix.lastIndex(of: ".") else { return false }
      prefix = prefix[..<dot]
    }
  }

  /// The entry of exactly this name.
  package func exactEntry(of dotted: String) -> Entry? { entries[dotted] }
}
