import PythonSyntax
import SourceText
import Testing

@Suite("Fixtures")
struct FixtureTests {
  /// `scripts/check-syntax Tests/PythonSyntaxTests/Fixtures/valid` compares the same files with CPython.
  @Test(arguments: Fixture.names("valid", ".py"))
  func valid(_ name: String) throws { try check(name) }

  /// Syntax of 3.14, which the CPython 3.13 that serves as oracle doesn't know.
  @Test(arguments: Fixture.names("valid-3.14", ".py"))
  func withoutOracle(_ name: String) throws {
    try check(name)
    let tree = parse(try Fixture.bytes(name), ParseOptions(version: .python313))
    #expect(!tree.diagnostics.isEmpty)
  }

  @Test(arguments: Fixture.names("invalid", ".txt").flatMap(InvalidCase.all))
  func invalid(_ invalidCase: InvalidCase) { check(invalidCase) }

  @Test func hasFixtures() {
    #expect(Fixture.names("valid", ".py").count >= 10)
    #expect(Fixture.names("invalid", ".txt").flatMap(InvalidCase.all).count >= 80)
  }

  private func parse(_ bytes: [UInt8], _ options: ParseOptions = .init()) -> SyntaxTree {
    bytes.withUnsafeBufferPointer { PythonParser.parse($0, options: options) }
  }

  /// The file parses without diagnostics into the tree written beside it.
  private func check(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let tree = parse(try Fixture.bytes(name))
    #expect(tree.diagnostics.isEmpty, sourceLocation: sourceLocation)
    let text = TreeText(tree).text
    let expectedName = name.replacing(".py", with: ".tree")
    if Fixture.isUpdating { try Fixture.update(expectedName, text) }
    #expect(try text == Fixture.text(expectedName), sourceLocation: sourceLocation)
  }

  /// The first diagnostic is the expected one, and what follows it is parsed.
  private func check(_ invalid: InvalidCase, sourceLocation: SourceLocation = #_sourceLocation) {
    let tree = parse(Array(invalid.source.utf8), invalid.options)
    let first = tree.diagnostics.first.map { "\($0.line):\($0.column) \($0.message)" }
    #expect(first == invalid.diagnostic, "\(invalid.source)", sourceLocation: sourceLocation)
    if let kinds = invalid.kinds {
      let found = ModuleNode(tree, tree.root).body.map { "\(tree.kind($0))" }
      #expect(found.joined(separator: " ") == kinds, sourceLocation: sourceLocation)
    }
  }
}

/// One case of an `invalid/*.txt` file: cases are parted by `===`, the source ends at `---`.
struct InvalidCase: CustomTestStringConvertible, Sendable {
  var source: String
  /// Line, column and message of the first diagnostic.
  var diagnostic: String
  /// The kinds of the top-level statements, where the case says so after `+++`.
  var kinds: String?
  var options = ParseOptions()

  var testDescription: String { source.split(separator: "\n").first.map(String.init) ?? "" }

  static func all(_ name: String) -> [InvalidCase] {
    ((try? Fixture.text(name)) ?? "").split(separator: "===\n").map { InvalidCase(String($0)) }
  }

  init(_ text: String) {
    source = ""
    diagnostic = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("--- ") {
        diagnostic = String(line.dropFirst(4))
      } else if line.hasPrefix("+++ ") {
        kinds = String(line.dropFirst(4))
      } else if line == "python 3.13" {
        options.version = .python313
      } else if diagnostic.isEmpty {
        source += line + "\n"
      }
    }
  }
}
