import ModuleFacts
import PythonIndexing
import PythonSyntax
import Testing

struct StatementDigestTests {
  enum Change: Sendable {
    case nothing, body, docstring, skeleton
  }

  struct Edit: Sendable {
    let old: String
    let new: String
    let change: Change

    init(_ old: String, _ new: String, _ change: Change) {
      self.old = old
      self.new = new
      self.change = change
    }
  }

  @Test(arguments: [
    Edit("x = (1 +  2)  # a", "x = 1+2", .nothing),
    Edit("x = 'a' 'b'", "x = \"ab\"", .nothing),
    Edit("x = 'a\\n'", "x = '''a\n'''", .nothing),
    Edit("x = 1_000", "x = 1000", .nothing),
    Edit("x = f'{a}b'", "x = f\"{ a }\" 'b'", .nothing),
    Edit("x = f'{a}\\n'", "x = rf'{a}\\n'", .skeleton),
    Edit("x = 1", "x = 1.0", .skeleton),
    Edit("x = 'a'", "x = b'a'", .skeleton),
    Edit("x = a < b", "x = a <= b", .skeleton),
    Edit("def f(): return 1", "def f():\n\n  return (1)", .nothing),
    Edit("def f(): return 1", "def f(): return 2", .body),
    Edit("x = lambda: 1", "x = lambda: 2", .body),
    Edit("def f():\n  '''a'''\n  return 1", "def f():\n  '''b'''\n  return 1", .docstring),
    Edit("def f(a=1): pass", "def f(a=2): pass", .skeleton),
    Edit("def f(a): pass", "async def f(a): pass", .skeleton),
    Edit("class C:\n  def f(self): return 1", "class C:\n  def f(self): return 2", .body),
    Edit("class C:\n  '''a'''", "class C:\n  '''b'''", .skeleton),
    Edit("class C:\n  x = 1", "class C:\n  x = 2", .skeleton),
    Edit("@d\ndef f(): pass", "@e\ndef f(): pass", .skeleton),
    Edit("if a:\n  def f(): pass", "if a:\n  def f(): return 1", .body),
  ])
  func edits(_ edit: Edit) throws {
    let old = facts(edit.old)
    let new = facts(edit.new)
    let before = try #require(old.statements.last)
    let after = try #require(new.statements.last)
    #expect((before.digest == after.digest) == (edit.change == .nothing))
    #expect((before.skeleton == after.skeleton) == (edit.change != .skeleton))
    if edit.change == .body || edit.change == .docstring {
      let oldFunction = try #require(old.functions.last)
      let newFunction = try #require(new.functions.last)
      #expect((oldFunction.body == newFunction.body) == (edit.change == .docstring))
      #expect((oldFunction.docstring == newFunction.docstring) == (edit.change == .body))
    }
  }

  @Test func futureFeaturesArePartOfEveryDigest() throws {
    let plain = facts("from m import annotations\nx = 1")
    let future = facts("from __future__ import annotations\nx = 1")
    #expect(try #require(plain.statements.last).digest != #require(future.statements.last).digest)
  }

  @Test func commentsBecomeFlags() {
    let text = """
      a = 1  # reload: keep
      b = 1
      # reload: reset
      c = 1
      # reload: pure, see below
      @deco
      def f(): pass
      __reload_keep__ = ["a", "b"]
      """
    let facts = facts(text)
    #expect(
      facts.statements.map { $0.flags.intersection([.keep, .reset, .pure]) }
        == [.keep, [], .reset, .pure, []]
    )
    #expect(facts.functions.first?.flags.contains(.pure) == true)
    #expect(facts.strings(facts.keptNames) == ["a", "b"])
  }

  @Test func flags() {
    func flags(_ text: String) -> StatementFacts.Flags { facts(text).statements.last?.flags ?? [] }
    #expect(flags("if __name__ == '__main__': main()") == [.mainGuard, .conditional, .operates])
    #expect(flags("if TYPE_CHECKING: from m import *") == [.neverRuns, .conditional, .operates])
    #expect(flags("from m import *") == [.imports, .starImport])
    #expect(flags("if x: raise E") == [.conditional, .raises, .operates])
    #expect(flags("globals()['x'] = 1") == .dynamicNamespace)
    #expect(flags("x = sys.modules[__name__]") == [.dynamicNamespace, .operates])
    #expect(flags("x = [y for y in z]") == [.iterates, .operates])
    #expect(flags("def f(): raise E") == [])
  }

  /// Trees as deep as they are long, and text that doesn't parse, end well.
  @Test func deepAndBrokenTrees() {
    let sum = "x = " + Array(repeating: "a", count: 20_000).joined(separator: " + ")
    #expect(facts(sum).reads.count == 20_000)
    let chain = "x = a" + String(repeating: ".b(c)", count: 20_000)
    #expect(facts(chain).calls.count == 20_000)
    let arms = "if a: b = 1\n" + String(repeating: "elif c: d = 1\n", count: 2_000)
    #expect(facts(arms).statements.count == 1)
    let broken = "def f(:\n  x = )\nclass\n@\ny = 1\nlambda x: ("
    #expect(facts(broken).isValid == false)
  }
}
