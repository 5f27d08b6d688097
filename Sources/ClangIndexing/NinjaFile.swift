internal import HostIO

/// The commands of a `build.ninja`, as CMake and Meson write it.
///
/// It reads the language of ninja's manual: variables, rules, build statements, `include` and `subninja`. What it
/// doesn't understand is left out.
struct NinjaFile {
  /// What one build statement runs, with all variables replaced.
  private(set) var commands: [String] = []
  /// The files that were read, in order.
  private(set) var files: [String] = []

  /// Variables with values in which no variable is left.
  private typealias Scope = [String: String]

  private struct Rule {
    /// As written: they mean what they mean where the rule is used.
    var values: [String: [UInt8]] = [:]
  }

  private struct Statement {
    var rule: String
    var inputs: [String]
    var outputs: [String]
    var values: Scope = [:]
  }

  private let folder: String
  private var rules: [String: Rule] = [:]

  /// Reads the file at `path`, and those it includes.
  init(contentsOf path: String) {
    folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    var scope: Scope = [:]
    read(path, &scope, depth: 0)
  }

  private mutating func read(_ path: String, _ scope: inout Scope, depth: Int) {
    guard depth < 16, files.count < 1000, let bytes = try? FileBytes.contents(of: path) else {
      return
    }
    files.append(path)
    var lines = Self.lines(of: bytes)[...]
    while let line = lines.popFirst() {
      guard let (word, rest) = Self.firstWord(line), line.first != UInt8(ascii: " ") else {
        continue
      }
      switch word {
      case "rule":
        let values = Self.values(&lines)
        rules[String(decoding: rest, as: UTF8.self), default: Rule()].values = values
      case "build":
        var statement = Self.statement(rest, scope)
        for (name, value) in Self.values(&lines) {
          statement?.values[name] = Self.expand(value) { scope[$0] ?? "" }
        }
        if let statement { add(statement, scope) }
      case "include":
        read(place(rest, scope), &scope, depth: depth + 1)
      case "subninja":
        var inner = scope
        read(place(rest, scope), &inner, depth: depth + 1)
      case "default", "pool":
        _ = Self.values(&lines)
      default:
        if let (name, value) = Self.assignment(line) {
          scope[name] = Self.expand(value) { scope[$0] ?? "" }
        }
      }
    }
  }

  private func place(_ written: [UInt8], _ scope: Scope) -> String {
    let path = Self.expand(written) { scope[$0] ?? "" }
    return path.hasPrefix("/") ? path : folder + "/" + path
  }

  // MARK: Commands

  private mutating func add(_ statement: Statement, _ scope: Scope) {
    // What compiles is in the compilation database, and there is most of it.
    if statement.rule == "phony" || statement.rule.contains("COMPILER") { return }
    guard let rule = rules[statement.rule], rule.values["command"] != nil else { return }
    // A variable that is made of itself is an error to ninja; here it is empty.
    var open: Set<String> = []
    func value(_ name: String) -> String {
      switch name {
      case "in", "in_newline": return statement.inputs.map(Self.quoted).joined(separator: " ")
      case "out": return statement.outputs.map(Self.quoted).joined(separator: " ")
      default:
        if let own = statement.values[name] { return own }
        guard let written = rule.values[name] else { return scope[name] ?? "" }
        guard open.insert(name).inserted else { return "" }
        defer { open.remove(name) }
        return Self.expand(written) { value($0) }
      }
    }
    var command = value("command")
    let list = value("rspfile")
    if !list.isEmpty {
      command = command.replacing("@" + list, with: value("rspfile_content"))
    }
    commands.append(command)
  }

  private static func quoted(_ path: String) -> String {
    path.utf8.contains(UInt8(ascii: " ")) ? "'\(path)'" : path
  }

  // MARK: Lines

  /// Lines without comments, with those that `$` continues joined.
  private static func lines(of bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var joined: [UInt8] = []
    for var line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if !joined.isEmpty { line = line.drop { $0 == UInt8(ascii: " ") } }
      // A dollar sign that another one escapes continues nothing.
      let dollars = line.reversed().prefix { $0 == UInt8(ascii: "$") }.count
      if dollars % 2 == 1 {
        joined += line.dropLast()
        // So that the next line is known to continue an empty one.
        if joined.isEmpty { joined = [UInt8(ascii: " ")] }
        continue
      }
      joined += line
      let isComment = joined.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "#")
      if !joined.isEmpty, !isComment { lines.append(joined) }
      joined = []
    }
    return lines
  }

  private static func firstWord(_ line: [UInt8]) -> (word: String, rest: [UInt8])? {
    let word = line.prefix { $0 != UInt8(ascii: " ") }
    if word.isEmpty { return line.isEmpty ? nil : ("", line) }
    let rest = line[word.endIndex...].drop { $0 == UInt8(ascii: " ") }
    return (String(decoding: word, as: UTF8.self), Array(rest))
  }

  private static func assignment(_ line: [UInt8]) -> (name: String, value: [UInt8])? {
    guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = line[..<equals].filter { $0 != UInt8(ascii: " ") }
    let value = line[(equals + 1)...].drop { $0 == UInt8(ascii: " ") }
    return (String(decoding: name, as: UTF8.self), Array(value))
  }

  /// The indented assignments that follow, as written.
  private static func values(_ lines: inout ArraySlice<[UInt8]>) -> [String: [UInt8]] {
    var values: [String: [UInt8]] = [:]
    while let line = lines.first, line.first == UInt8(ascii: " ") {
      lines.removeFirst()
      if let (name, value) = assignment(line) { values[name] = value }
    }
    return values
  }

  /// `out | implicit: rule in | implicit || order`, without what isn't on the command line.
  private static func statement(_ text: [UInt8], _ scope: Scope) -> Statement? {
    var outputs: [String] = []
    var inputs: [String] = []
    var rule: String?
    var isExplicit = true
    for path in words(text) {
      switch path {
      case [UInt8(ascii: ":")]:
        rule = ""
        isExplicit = true
      case let path where path.first == UInt8(ascii: "|"):
        isExplicit = false
      default:
        let name = expand(path) { scope[$0] ?? "" }
        if rule == nil {
          if isExplicit { outputs.append(name) }
        } else if rule == "" {
          rule = name
        } else if isExplicit {
          inputs.append(name)
        }
      }
    }
    return rule.map { Statement(rule: $0, inputs: inputs, outputs: outputs) }
  }

  /// The paths of a build statement as written, with colons and bars as words of their own.
  private static func words(_ text: [UInt8]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "$"), index + 1 < text.count {
        word += [byte, text[index + 1]]
        index += 2
        continue
      }
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: ":") {
        if !word.isEmpty { words.append(word) }
        word = byte == UInt8(ascii: ":") ? [byte] : []
        if !word.isEmpty { words.append(word) }
        word = []
      } else {
        word.append(byte)
      }
      index += 1
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// A text with its variables replaced and its escapes read.
  private static func expand(_ text: [UInt8], _ value: (String) -> String) -> String {
    var result: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$"), let next = rest.first else {
        result.append(byte)
        continue
      }
      if next == UInt8(ascii: "{") {
        let name = rest.dropFirst().prefix { $0 != UInt8(ascii: "}") }
        result += value(String(decoding: name, as: UTF8.self)).utf8
        rest = rest[min(name.endIndex + 1, rest.endIndex)...]
      } else if SourceStripper.isWord(next) || next == UInt8(ascii: "-") {
        let name = rest.prefix { SourceStripper.isWord($0) || $0 == UInt8(ascii: "-") }
        result += value(String(decoding: name, as: UTF8.self)).utf8
        rest = rest[name.endIndex...]
      } else {
        // `$$`, `$ ` and `$:` stand for their second character.
        result.append(next)
        rest.removeFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
