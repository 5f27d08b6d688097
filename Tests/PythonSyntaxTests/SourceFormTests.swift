import PythonSyntax
import SourceText
import Testing

@Suite("Encodings and bytes")
struct SourceFormTests {
  /// A file, and its first diagnostic if it has one.
  struct Form: Sendable {
    var bytes: [UInt8]
    var diagnostic: String?
    var source: String?

    init(_ text: String, _ bytes: [UInt8] = [], _ diagnostic: String? = nil, source: String? = nil)
    {
      self.bytes = Array(text.utf8) + bytes
      self.diagnostic = diagnostic
      self.source = source
    }
  }

  @Test(arguments: [
    Form("# coding: latin-1\n'", [0xe9, 0x27], source: "# coding: latin-1\n'é'"),
    Form("# coding: iso-8859-15\n'", [0xa4, 0x27], source: "# coding: iso-8859-15\n'€'"),
    Form(
      "#\n# -*- coding: koi8-r -*-\n'",
      [0xc1, 0x27],
      source: "#\n# -*- coding: koi8-r -*-\n'а'"
    ),
    Form("\u{feff}x = 1", source: "x = 1"),
    Form("x = 1\n# coding: klingon", source: "x = 1\n# coding: klingon"),
    Form("# coding: ascii\n'", [0xe9, 0x27], "2:2 'ascii' codec can't decode a byte"),
    Form("\u{feff}# coding: latin-1\n", [], "1:11 encoding problem: latin-1 with BOM"),
    Form(
      "x = '",
      [0xff, 0x27],
      "1:6 (unicode error) 'utf-8' codec can't decode byte 0xff: invalid start byte"
    ),
    Form("# ", [0xff]),
    Form("# coding: gbk\nx = 1", source: "# coding: gbk\nx = 1"),
    Form("# coding: latin-1-unix\n'", [0xe9, 0x27], source: "# coding: latin-1-unix\n'é'"),
    Form("x = 1", [0], "1:6 source code string cannot contain null bytes"),
    Form("x = 1 # ", [0], "1:9 source code string cannot contain null bytes"),
    Form("if x:\n\ty\n        z\n", [], "3:9 inconsistent use of tabs and spaces in indentation"),
  ])
  func form(_ form: Form) { check(form) }

  @Test func comments() {
    let tree = PythonParser.parse("# one\nx = '#' # two\n(1, # three\n2)")
    #expect(tree.comments.map { tree.text($0) } == ["# one", "# two", "# three"])
  }

  @Test(arguments: [
    ("import a . \\\n b", "a.b"), ("import ｗidth", "width"), ("import e\u{301}", "é"),
  ])
  func names(_ source: String, _ name: String) {
    let tree = PythonParser.parse(source)
    let statement = ImportStatement(tree, ModuleNode(tree, tree.root).body[0])
    #expect(
      tree.name(Alias(tree, statement.names[0]).name).unicodeScalars.elementsEqual(
        name.unicodeScalars
      )
    )
  }

  private func check(_ form: Form, sourceLocation: SourceLocation = #_sourceLocation) {
    let tree = form.bytes.withUnsafeBufferPointer { PythonParser.parse($0) }
    let first = tree.diagnostics.first.map { "\($0.line):\($0.column) \($0.message)" }
    #expect(first == form.diagnostic, sourceLocation: sourceLocation)
    if let source = form.source {
      #expect(
        String(decoding: tree.source, as: UTF8.self) == source,
        sourceLocation: sourceLocation
      )
    }
  }
}
