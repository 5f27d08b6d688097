import Foundation
import Testing

/// A page of docs/rules: what is said of a rule, and the programs that show it.
struct RuleDocument: CustomTestStringConvertible, Sendable {
  /// One example: the files of a program, and of its old version when it has one.
  struct Example: Sendable {
    var files: [String: String] = [:]
    var before: [String: String] = [:]
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
    var path = "app.py"
    var fence: (kind: Substring, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == "```" {
          let source = open.lines.joined(separator: "\n") + "\n"
          switch open.kind {
          case "python before": current.before[path] = source
          case "python", "python after": current.files[path] = source
          default: break
          }
          if open.kind != "python before" { path = "app.py" }
          fence = nil
        } else {
          fence?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        fence = (line.dropFirst(3), [])
      } else if line.hasPrefix("#") {
        if !current.files.isEmpty { examples.append(current) }
        current = Example()
      } else if line.hasPrefix("`"), line.hasSuffix(".py`"), line.count(where: { $0 == "`" }) == 2 {
        path = String(line.dropFirst().dropLast())
      }
    }
    if !current.files.isEmpty { examples.append(current) }
    return examples
  }
}
