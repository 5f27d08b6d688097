import Foundation
import Testing

/// A page of docs/rules: what is said of a rule, and the programs that show it.
struct RuleDocument: CustomTestStringConvertible, Sendable {
  /// One example: the files of a program, and of its old version when it has one.
  struct Example: Sendable {
    var files: [String: String] = [:]
    var before: [String: String] = [:]

    /// Whether it has C or C++, which is compiled.
    var isNative: Bool { files.keys.contains { $0.hasSuffix(".c") || $0.hasSuffix(".cpp") } }

    /// With each source a library of its own, unless the page says what is made of what.
    fileprivate var described: Example {
      guard isNative else { return self }
      var example = self
      if !before.isEmpty {
        // Sources with one version are the same on both sides.
        example.before.merge(files) { old, _ in old }
      }
      if files["reload-plan.toml"] == nil {
        let sources = files.keys.filter { $0.hasSuffix(".c") || $0.hasSuffix(".cpp") }.sorted()
        let lines = sources.map { "\"\($0.prefix { $0 != "." }).so\" = [\"\($0)\"]\n" }
        example.files["reload-plan.toml"] = "[native.libraries]\n" + lines.joined()
      }
      return example
    }
  }

  var name: String
  var code: String
  var severity: String
  var isExtended: Bool
  var examples: [Example]

  var testDescription: String { name }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let all: [RuleDocument] = {
    let folder = root.appending(path: "docs/rules")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasPrefix("RP") }.compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map {
        RuleDocument(name: String(name.dropLast(".md".count)), text: $0)
      }
    }
  }()

  init(name: String, text: String) {
    self.name = name
    code = String(name.prefix(5))
    let line = text.split(separator: "\n").first { $0.hasPrefix("Severity: ") } ?? ""
    severity = String(line.dropFirst("Severity: ".count).prefix { $0.isLetter })
    isExtended = line.hasSuffix("Shown with `--all`.")
    examples = Self.examples(in: text)
  }

  /// A heading starts a program; a path in backticks names the file that the next fence holds.
  private static func examples(in text: String) -> [Example] {
    var examples: [Example] = []
    var current = Example()
    var path: String?
    var fence: (kind: Substring, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == "```" {
          let source = open.lines.joined(separator: "\n") + "\n"
          let words = open.kind.split(separator: " ")
          let language = words.first ?? ""
          if let usual = ["python": "app.py", "c": "", "cpp": "", "toml": ""][language] {
            let place = path ?? usual
            if place.isEmpty {
              // Settings that are shown and belong to no program.
            } else if words.last == "before" {
              current.before[place] = source
            } else {
              current.files[place] = source
            }
          }
          // The new version has the name of the old one.
          if words.last != "before" { path = nil }
          fence = nil
        } else {
          fence?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        fence = (line.dropFirst(3), [])
      } else if line.hasPrefix("#") {
        if !current.files.isEmpty { examples.append(current.described) }
        current = Example()
      } else if line.hasPrefix("`"), line.hasSuffix("`"), line.contains("."),
        !line.contains(" "), line.count(where: { $0 == "`" }) == 2
      {
        path = String(line.dropFirst().dropLast())
      }
    }
    if !current.files.isEmpty { examples.append(current.described) }
    return examples
  }
}
