import ModuleFacts
import PythonIndexing
import PythonSyntax
import SourceText
import Testing

/// Each import of a source as one line: `LINE: KIND MODULE (NAMES) [WHEN]`.
private func describe(_ source: String, on interpreter: InterpreterTarget) -> [String] {
  let tree = PythonParser.parse(source)
  let options = IndexingOptions(interpreter: interpreter)
  let facts = PythonIndexer.index(tree: tree, depth: .imports, options: options)
  return facts.imports.map { record in
    var line = "\(record.line): \(record.kind) "
    line += record.anchor == .name ? "__name__" : ""
    line += String(repeating: ".", count: Int(record.level)) + facts.string(record.module)
    let bound = facts.string(record.boundName)
    if !bound.isEmpty { line += " -> \(bound)" }
    for name in facts.importedNames[record.names.indices] {
      line += " " + facts.string(name.name)
      if name.boundName != name.name, record.kind == .from {
        line += "=" + facts.string(name.boundName)
      }
    }
    if record.time == .late { line += " late" }
    if record.condition != .none { line += " \(record.condition)" }
    if record.isDead { line += " dead" }
    return line
  }
}

private func check(
  _ source: String,
  _ expected: [String],
  on interpreter: InterpreterTarget = .current,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(describe(source, on: interpreter) == expected, sourceLocation: sourceLocation)
}

@Suite struct ImportCollectorTests {
  @Test func statements() {
    check("import a.b, c as d\n", ["1: import a.b -> a", "1: import c -> d"])
    check("import a . b\n", ["1: import a.b -> a"])
    check("from a.b import c, d as e\n", ["1: from a.b c d=e"])
    check("from . import x\nfrom ..y import *\n", ["1: from . x", "2: star ..y"])
    check("\r\nimport a\rimport b\n", ["2: import a -> a", "3: import b -> b"])
  }

  @Test func time() {
    check(
      """
      def f():
        import a
        class C:
          import b
      class D:
        import c
        def g(self): from d import e
      for x in y:
        import f
      """,
      [
        "2: import a -> a late", "4: import b -> b late", "6: import c -> c", "7: from d e late",
        "9: import f -> f",
      ]
    )
  }

  @Test func optional() {
    check(
      """
      try:
        import a
      except (ValueError, ModuleNotFoundError):
        import b
      else:
        import c
      finally:
        import d
      try:
        import e
      except ValueError:
        import f
      with contextlib.suppress(ImportError):
        import g
      """,
      [
        "2: import a -> a optional", "4: import b -> b optional", "6: import c -> c optional",
        "8: import d -> d", "10: import e -> e", "12: import f -> f", "14: import g -> g optional",
      ]
    )
  }

  @Test func typeChecking() {
    check(
      """
      from typing import TYPE_CHECKING as TC
      import typing as t
      if t.TYPE_CHECKING:
        import a
      else:
        import b
      if not TC:
        import c
      elif x:
        import d
      if TC or x:
        import e
      if TC and x:
        import f
      """,
      [
        "1: from typing TYPE_CHECKING=TC", "2: import typing -> t", "4: import a -> a typing",
        "6: import b -> b", "8: import c -> c", "10: import d -> d typing", "12: import e -> e",
        "14: import f -> f typing",
      ]
    )
  }

  @Test func versions() {
    let source = """
      import sys
      if sys.version_info >= (3, 11):
        import a
      else:
        import b
      if sys.version_info[0] == 2: import c
      if sys.platform == "win32": import d
      elif os.name in ("posix", "java"): import e
      PY2 = sys.version_info[0] == 2
      if PY2: import f
      if False: import g
      if sys.platform.startswith("linux"): import h
      if sys.version_info > UNKNOWN: import i
      """
    check(
      source,
      [
        "1: import sys -> sys", "3: import a -> a version", "5: import b -> b version dead",
        "6: import c -> c version dead", "7: import d -> d version dead",
        "8: import e -> e version", "10: import f -> f version dead", "11: import g -> g dead",
        "12: import h -> h version", "13: import i -> i version",
      ]
    )
    check(
      "import sys\nif sys.version_info < (3, 9):\n  import a\n",
      ["1: import sys -> sys", "3: import a -> a version"],
      on: InterpreterTarget(major: 3, minor: 8)
    )
  }

  @Test func mainGuard() {
    check(
      "if '__main__' == __name__:\n  import a\nelse:\n  import b\nif __name__ != '__main__': import c",
      ["2: import a -> a main", "4: import b -> b", "5: import c -> c"]
    )
  }

  @Test func dynamicCalls() {
    check(
      """
      import importlib
      from importlib import import_module as load
      importlib.import_module("a.b")
      load(".c", __package__)
      load("..d", package=__name__)
      load(".e", "pkg.sub")
      load(f"{__name__}.g")
      load(__package__ + ".h")
      load(x)
      other.load("y")
      f = lambda: __import__("i", globals(), None, ["j"], 1)
      @load("k").wrap
      def g(p=load("l")): load("m")
      """,
      [
        "1: import importlib -> importlib", "2: from importlib import_module=load",
        "3: dynamic a.b", "4: dynamic .c", "5: dynamic __name__..d", "6: dynamic pkg.sub.e",
        "7: dynamic __name__.g", "8: dynamic .h", "9: dynamic ", "11: dynamic .i j late",
        "12: dynamic k", "13: dynamic l", "13: dynamic m late",
      ]
    )
  }

  @Test func lazyTables() {
    check(
      """
      import importlib
      _lazy = {"A": "pkg.a", "B": (".b", "B"), "C": ".c"}
      unrelated = {"D": "pkg.d"}
      def __getattr__(name):
        return importlib.import_module(_lazy[name], __name__)
      """,
      [
        "1: import importlib -> importlib", "5: dynamic  late", "2: dynamic pkg.a late",
        "2: dynamic .b late", "2: dynamic .c late",
      ]
    )
    check(
      """
      from importlib import import_module
      submodules = ["x", "y"]
      def __getattr__(name):
        if name in submodules: return import_module(f"{__name__}.{name}")
      """,
      [
        "1: from importlib import_module", "4: dynamic  late", "2: dynamic .x late",
        "2: dynamic .y late",
      ]
    )
  }

  @Test(arguments: [
    ("__all__ = ['a', \"b\"]", "a b"),
    ("__all__ = ('a',) + ['b']\n__all__ += ['c']\n__all__.append('d')", "a b c d"),
    ("__all__: list[str] = ['a', 'b']\n__all__.remove('a')", "b"),
    ("__all__ = m.__all__ + ['x']", "x ..."),
    ("__all__ = ['x', *m.__all__]", "x ..."),
    ("x = 1", "absent"),
  ])
  func exports(source: String, expected: String) {
    let facts = PythonIndexer.index(tree: PythonParser.parse(source), depth: .imports)
    let known = facts.strings(facts.knownExports)
    switch facts.exports {
    case .absent: #expect(expected == "absent")
    case .names: #expect(known.joined(separator: " ") == expected)
    case .dynamic: #expect((known + ["..."]).joined(separator: " ") == expected)
    }
  }

  @Test func brokenText() {
    let tree = PythonParser.parse("import a\ndef f(:\nimport b\n")
    let facts = PythonIndexer.index(tree: tree, depth: .imports)
    #expect(!facts.isValid)
    #expect(facts.imports.map { facts.string($0.module) } == ["a", "b"])
  }

  @Test func longChains() {
    let arms = (0..<20_000).map { "elif x == \($0):\n  import m\($0)\n" }.joined()
    #expect(describe("if x:\n  pass\n" + arms, on: .current).count == 20_000)
  }
}
