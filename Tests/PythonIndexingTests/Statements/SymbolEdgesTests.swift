import ModuleFacts
import ProjectGraph
import PythonIndexing
import PythonSyntax
import Testing

struct SymbolEdgesTests {
  /// The graph of files given by path.
  static func graph(_ texts: [String: String]) -> ProjectGraph {
    let paths = texts.keys.sorted()
    let layout = SourceLayout(of: ProjectFiles(paths: paths))
    let units = layout.sources.map { file in
      let text = texts[layout.files.path(of: file)] ?? ""
      return IndexedFiles(facts: facts(text), file: file.rawValue)
    }
    return Linker.link(units, layout: layout)
  }

  static func text(_ edge: SymbolEdge, _ graph: ProjectGraph) -> String {
    func name(_ symbol: Symbol) -> String { graph.name(of: symbol.module) + ":" + symbol.name }
    let target =
      switch edge.target {
      case .symbol(let symbol): name(symbol)
      case .file(let path): path
      }
    return "\(name(edge.source)) \(edge.kind) \(target)" + (edge.isLate ? " late" : "")
  }

  struct Case: Sendable {
    let text: String
    let edges: [String]
  }

  /// Each text is module `app`, beside a package `lib` with `lib.core`.
  @Test(arguments: [
    Case(
      text: "from lib import Base\nclass C(Base): pass",
      edges: ["app:Base binds lib.core:Base", "app:C base lib.core:Base"]
    ),
    Case(
      text: "import lib.core as core\nX = core.LIMIT\ndef f(a=X): return core.LIMIT",
      edges: [
        "app:core binds lib.core:", "app:X value lib.core:LIMIT", "app:f default app:X",
        "app:f late lib.core:LIMIT late",
      ]
    ),
    Case(
      text: "import lib.core\nlib.core.LIMIT = 2\nlib.core.ITEMS.append(1)",
      edges: [
        "app:lib binds lib:", "app: value lib.core:", "app: patches lib.core:LIMIT",
        "app: value lib.core:ITEMS", "app: registers lib.core:ITEMS",
      ]
    ),
    Case(
      text: "from lib.core import deco\n@deco\ndef f(): pass\nT = open('t.txt').read()",
      edges: ["app:deco binds lib.core:deco", "app:f decorates lib.core:deco", "app:T file t.txt"]
    ),
    Case(
      text: "from lib import *\nX = LIMIT",
      edges: ["app:X value lib.core:LIMIT"]
    ),
  ])
  func edges(_ row: Case) {
    let graph = Self.graph([
      "app.py": row.text,
      "lib/__init__.py": "from .core import Base, LIMIT",
      "lib/core.py": "LIMIT = 1\nITEMS = []\nclass Base: pass\ndef deco(f): return f",
    ])
    let edges = SymbolEdges.edges(of: graph).map { Self.text($0, graph) }
    #expect(edges.filter { $0.hasPrefix("app:") } == row.edges)
  }
}
