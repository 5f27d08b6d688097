import Testing

@testable import ClangIndexing

@Suite struct CompilationDatabaseTests {
  @Test func bothShapesAreRead() throws {
    let text = """
      [{"directory": "/p", "file": "a.c", "command": "cc -DX='\\"a b\\"' -c a.c"},
       {"directory": "sub", "file": "/q/b.c", "arguments": ["cc", "-c", "b.c"], "output": "b.o"},
       {"directory": "/p", "file": "a.c", "command": "cc -DX='\\"a b\\"' -c a.c"}]
      """
    let units = try CompilationDatabase(Array(text.utf8), folder: "/f").units
    #expect(
      units == [
        CompilationDatabase.Unit(
          folder: "/p",
          file: "/p/a.c",
          arguments: ["cc", "-DX=\"a b\"", "-c", "a.c"]
        ),
        CompilationDatabase.Unit(
          folder: "/f/sub",
          file: "/q/b.c",
          arguments: ["cc", "-c", "b.c"]
        ),
      ]
    )
  }

  @Test(arguments: [
    ("", "it isn't JSON"),
    ("[{]", "it isn't JSON"),
    ("{}", "it isn't an array of objects"),
    ("[1]", "it isn't an array of objects"),
    ("[{\"directory\": \"/\"}]", "entry 1 has no `file`"),
    ("[{\"directory\": \"/\", \"file\": 3}]", "entry 1 has a `file` of the wrong type"),
    (
      "[{\"directory\": \"/\", \"file\": \"a.c\"}]",
      "entry 1 has neither `arguments` nor `command`"
    ),
  ])
  func whatIsWrongIsSaidInOneLine(_ text: String, _ reason: String) {
    let error = #expect(throws: CompilationDatabase.ReadingError.self) {
      try CompilationDatabase(Array(text.utf8), folder: "/")
    }
    let message = error.map { "\($0)" } ?? ""
    #expect(message.hasPrefix(reason), "\(message)")
    #expect(!message.contains("\n"))
  }

  @Test(arguments: [
    ("a  b\tc", ["a", "b", "c"]),
    ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
    (#"-DX=\"1\" -DY='"2"' "a\"b\c""#, [#"-DX="1""#, #"-DY="2""#, #"a"b\c"#]),
    ("'' x", ["", "x"]),
    (#"a\ b"#, ["a b"]),
  ])
  func wordsAreThoseOfAShell(_ command: String, _ words: [String]) {
    #expect(ShellWords.split(command) == words)
  }

  @Test(arguments: [
    (["gcc", "-c", "-o", "x.o", "-Iinc", "-D", "A=1", "a.c"], ["clang", "-Iinc", "-D", "A=1"]),
    (["ccache", "g++", "-fipa-ra", "-fPIC", "-MMD", "-MF", "d", "a.c"], ["clang", "-fPIC"]),
    (
      ["cc", "-Wall", "-Werror", "-std=c99", "-include", "a.c", "a.c"],
      ["clang", "-std=c99", "-include", "a.c"]
    ),
  ])
  func commandsAreCutToWhatIsRead(_ arguments: [String], _ kept: [String]) {
    let unit = CompilationDatabase.Unit(folder: "/p", file: "/p/a.c", arguments: arguments)
    let cleaned = CompilerArguments.cleaned(unit, resourceFolder: nil)
    #expect(cleaned == kept + CompilerArguments.added + ["-fsyntax-only", "/p/a.c"])
  }

  @Test func messagesSurviveTheWay() {
    for fields in [[], [""], ["a", "", "\u{1F600}\n"], [String(repeating: "x", count: 70_000)]] {
      let bytes = FieldMessage(fields).bytes
      #expect(FieldMessage.number(bytes.prefix(4)) == bytes.count - 4)
      #expect(FieldMessage(body: Array(bytes.dropFirst(4)))?.fields == fields)
    }
    #expect(FieldMessage(body: [9, 0, 0, 0, 1]) == nil)
    #expect(FieldMessage(body: [9, 0]) == nil)
  }
}
