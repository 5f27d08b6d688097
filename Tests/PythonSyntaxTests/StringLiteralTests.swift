import PythonSyntax
import Testing

@Suite("String literals")
struct StringLiteralTests {
  @Test(arguments: [
    (#"'abc'"#, Array("abc".utf8)),
    (#"'a' "b" r'\n'"#, Array(#"ab\n"#.utf8)),
    (#"'\n\t\\\'\x41\101\q'"#, Array("\n\t\\'AA\\q".utf8)),
    (#"'\u00e9\U0001F600\N{BULLET}\N{latin small letter a}'"#, Array("é😀•a".utf8)),
    (#"'\ud800'"#, [0xed, 0xa0, 0x80]),
    (#"b'\xff\u0041'"#, [0xff] + Array(#"\u0041"#.utf8)),
    (#"b'\777'"#, [0xff]),
    ("'''a\r\nb\rc'''", Array("a\nb\nc".utf8)),
    ("'a\\\r\nb'", Array("ab".utf8)),
    (#"'\N{CJK UNIFIED IDEOGRAPH-4E00}\N{NUL}'"#, Array("一\0".utf8)),
    ("''", []),
  ])
  func decodes(_ source: String, _ value: [UInt8]) {
    let tree = PythonParser.parse(source + "\n")
    let statement = ValueStatement(tree, ModuleNode(tree, tree.root).body[0])
    #expect(tree.diagnostics.isEmpty)
    #expect(StringLiteral.decode(tree, statement.value) == value)
  }
}
