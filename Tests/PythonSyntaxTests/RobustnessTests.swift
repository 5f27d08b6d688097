import Foundation
import PythonSyntax
import Testing

@Suite("Any bytes give a tree")
struct RobustnessTests {
  /// Sources that nest without end, or repeat what costs a look-ahead.
  static let repeated: [(before: String, unit: String, after: String)] = [
    ("x = ", "(", ""), ("x = ", "[", ""), ("x = ", "{1:", ""), ("", "f(a=", ""), ("", "a[b:", ""),
    ("x = ", "lambda: ", "1"), ("x = ", "lambda a=", "1"), ("x = ", "not ", "1"),
    ("x = ", "-", "1"),
    ("x = ", "2**-", "1"), ("x = ", "a if b else ", "c"), ("x = a", ".b", ""), ("x = a", "()", ""),
    ("x = a", " + b", ""), ("x = a", " and b or c", ""), ("x = a", " < b", ""), ("", "f'{", ""),
    ("if a: pass\n", "elif a: pass\n", ""), ("", "match x:\n case 1:\n", ""), ("", "with (a, ", ""),
    ("", "@a\n", "def f(): pass"), ("", "'\n", ""), ("", ")\n", ""), ("", "(\ndef\n", ""),
    ("", "(]", ""),
    ("", "\\\n", ""), ("", "\0", ""), ("", "€", ""), ("", "else:\n", ""), ("", "match[a];", ""),
    ("match x:\n case ", "[", ""), ("match x:\n case ", "A(b=", ""), ("", "class C[T", ""),
  ]

  /// The stack of a thread of the pool is half a megabyte.
  @Test(arguments: repeated.indices)
  func endsOnSmallStack(_ index: Int) {
    let (before, unit, after) = Self.repeated[index]
    let source = before + String(repeating: unit, count: 20_000) + after
    #expect(onSmallStack { PythonParser.parse(source).root.exists })
  }

  @Test func deepestLegalNesting() {
    var source = ""
    for level in 0..<98 { source += String(repeating: " ", count: level) + "if x:\n" }
    source += String(repeating: " ", count: 98) + "x = "
    source += String(repeating: "(lambda: ", count: 195) + "1" + String(repeating: ")", count: 195)
    let text = source + "\n"
    #expect(onSmallStack { PythonParser.parse(text).diagnostics.isEmpty })
  }

  @Test func everyPrefixOfAFixture() throws {
    var workspace = ParserWorkspace()
    let tree = SyntaxTree()
    for name in Fixture.names("valid", ".py") {
      let bytes = try Fixture.bytes(name)
      for end in bytes.indices {
        bytes[..<end].withUnsafeBufferPointer { workspace.parse($0, into: tree) }
        #expect(tree.root.exists)
      }
    }
  }

  @Test func reusedTreeEqualsFreshOne() throws {
    var workspace = ParserWorkspace()
    let reused = SyntaxTree()
    for name in Fixture.names("valid", ".py") + Fixture.names("valid-3.14", ".py") {
      let bytes = try Fixture.bytes(name)
      bytes.withUnsafeBufferPointer { workspace.parse($0, into: reused) }
      let fresh = bytes.withUnsafeBufferPointer { PythonParser.parse($0) }
      #expect(TreeText(reused).text == TreeText(fresh).text)
      #expect(reused.comments == fresh.comments)
    }
  }

  private func onSmallStack(_ body: @escaping @Sendable () -> Bool) -> Bool {
    let result = Outcome()
    let thread = Thread {
      result.value = body()
      result.done.signal()
    }
    // Without optimization frames are several times larger.
    #if DEBUG
    thread.stackSize = 4 << 20
    #else
    thread.stackSize = 512 << 10
    #endif
    thread.start()
    result.done.wait()
    return result.value
  }

  /// Written before the signal and read after it.
  private final class Outcome: @unchecked Sendable {
    var value = false
    let done = DispatchSemaphore(value: 0)
  }
}
