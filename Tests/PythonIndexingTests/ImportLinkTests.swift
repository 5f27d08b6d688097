import GraphCore
import ModuleFacts
import ProjectGraph
import PythonIndexing
import PythonSyntax
import SourceText
import Testing

/// A project in memory.
struct MemoryProject {
  var files: [String: String]
  var options = SourceLayout.Options()

  func link() -> ProjectGraph {
    let paths = files.keys.sorted()
    var options = options
    for path in paths where path.hasSuffix("pyproject.toml") {
      options.manifests[String(path.dropLast("/pyproject.toml".count))] = files[path]
    }
    let layout = SourceLayout(of: ProjectFiles(paths: paths), options: options)
    let units = layout.sources.map { file in
      let tree = PythonParser.parse(files[layout.files.path(of: file)] ?? "")
      return IndexedFiles(
        facts: PythonIndexer.index(tree: tree, depth: .imports),
        file: file.rawValue
      )
    }
    return Linker.link(units, layout: layout)
  }
}

extension ProjectGraph {
  /// `FROM -> TO KIND NAMES`, with what is out of the ordinary; parents only if asked for.
  func lines(parents: Bool) -> [String] {
    var lines: [String] = []
    for node in graph.nodes {
      for edge in graph.edges(from: node) {
        let data = self[edge]
        if data.kind == .parent, !parents { continue }
        var line = name(of: ModuleID(node)) + " -> " + name(of: ModuleID(graph.target(of: edge)))
        line += " \(data.kind)"
        for name in names(of: data) { line += " " + name }
        if data.time == .late { line += " late" }
        if data.condition != .none { line += " \(data.condition)" }
        if data.isDead { line += " dead" }
        lines.append(line)
      }
    }
    return lines
  }
}

private func check(
  _ files: [String: String],
  edges: [String],
  parents: Bool = false,
  diagnostics: [String] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let graph = MemoryProject(files: files).link()
  #expect(graph.lines(parents: parents) == edges, sourceLocation: sourceLocation)
  var found: [String] = []
  for entry in graph.diagnostics {
    // The parser may have more than one thing to say about a line.
    let line = "\(entry.path):\(entry.diagnostic.line) \(entry.kind)"
    if found.last != line { found.append(line) }
  }
  #expect(found == diagnostics, sourceLocation: sourceLocation)
}

@Suite struct ImportLinkTests {
  @Test func parents() {
    check(
      ["a/__init__.py": "", "a/b/__init__.py": "", "a/b/c.py": "", "m.py": "import a.b.c"],
      edges: ["m -> a parent", "m -> a.b parent", "m -> a.b.c import"],
      parents: true
    )
  }

  @Test func submodules() {
    check(
      [
        "p/__init__.py": "from .f import f\nfrom . import g", "p/f.py": "", "p/g.py": "",
        "p/h.py": "", "m.py": "from p import f, g, h, i",
      ],
      edges: [
        "m -> p from f i", "m -> p.g from g", "m -> p.h from h", "p -> p.f from f",
        "p -> p.g from g",
      ]
    )
  }

  @Test func relative() {
    check(
      [
        "p/__init__.py": "from . import a", "p/a.py": "from .q import b\nfrom .q.b import x",
        "p/q/__init__.py": "", "p/q/b.py": "from ..a import y\nfrom ... import z",
      ],
      edges: [
        "p -> p.a from a", "p.a -> p.q.b from b", "p.a -> p.q.b from x", "p.q.b -> p.a from y",
      ],
      diagnostics: ["p/q/b.py:2 unresolved"]
    )
  }

  @Test func stars() {
    check(
      [
        "p/__init__.py": "__all__ = ['a', 'x', 'f']\nfrom .f import f", "p/a.py": "", "p/f.py": "",
        "m.py": "from p import *",
      ],
      edges: ["m -> p star", "m -> p.a star a", "p -> p.f from f"]
    )
  }

  @Test func dynamic() {
    check(
      [
        "p/__init__.py": "import importlib\nimportlib.import_module('.a', __name__)",
        "p/a.py": "from importlib import import_module\nimport_module('.b', __package__)",
        "p/b.py": "__import__('p', globals(), None, ['a'])\n__import__(x)",
      ],
      edges: [
        "p -> p.a dynamic", "p -> importlib import", "p.a -> p.b dynamic",
        "p.a -> importlib from import_module", "p.b -> p.a dynamic a",
      ],
      diagnostics: ["p/b.py:2 computed"]
    )
  }

  @Test func externals() {
    check(
      ["m.py": "import os.path as p\nfrom xml.dom import minidom\nimport numpy"],
      edges: [
        "m -> numpy import", "m -> os parent", "m -> os.path import", "m -> xml parent",
        "m -> xml.dom from minidom",
      ],
      parents: true
    )
  }

  @Test func unresolved() {
    check(
      [
        "p/__init__.py": "", "n/a.py": "",
        "m.py": "import p.x\nfrom p.y import z\nfrom n import b\nimport n.c",
      ],
      edges: ["m -> n.b from b", "m -> n.c import"],
      diagnostics: [
        "m.py:1 unresolved", "m.py:2 unresolved", "m.py:3 unresolved", "m.py:4 unresolved",
      ]
    )
  }

  @Test func stubsAndExtensions() {
    check(
      [
        "a.py": "import b, c, d, e", "b.py": "import c", "b.pyi": "import d", "c.pyi": "import b",
        "d.cpython-313-x86_64-linux-gnu.so": "", "d.pyi": "import b", "e.abi3.so": "",
      ],
      edges: [
        "a -> b import", "a -> c import", "a -> d import", "a -> e import", "b -> c import",
        "c -> b import typing",
      ]
    )
  }

  @Test func brokenFiles() {
    check(
      ["a.py": "import b\n)\n", "b.py": "import a"],
      edges: ["a -> b import", "b -> a import"],
      diagnostics: ["a.py:2 syntax"]
    )
  }

  @Test func definitions() throws {
    let graph = MemoryProject(files: [
      "p/__init__.py": "from .api import run as start\nfrom .more import *\nfrom . import sub",
      "p/api.py": "from ._impl import run", "p/_impl.py": "def run(): pass",
      "p/more.py": "__all__ = ['extra']\nfrom ._impl import extra\nimport p.sub as other",
      "p/sub.py": "",
    ]).link()
    func check(_ name: String, in module: String, _ expected: String) throws {
      let module = try #require(graph.module(named: module))
      let definition = graph.definition(of: name, in: module)
      #expect(definition.map { "\(graph.name(of: $0.module)):\($0.name ?? "")" } == expected)
    }
    try check("start", in: "p", "p._impl:run")
    try check("extra", in: "p", "p._impl:extra")
    try check("sub", in: "p", "p.sub:")
    try check("other", in: "p.more", "p.sub:")
    try check("local", in: "p.api", "p.api:local")
  }
}
