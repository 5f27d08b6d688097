import ModuleFacts
import ProjectGraph
import PythonIndexing
import PythonSyntax
import ReloadPlanning
import SourceText
import Testing

/// Checks what crosses the one cycle of a project, and the cuts: `FROM -> TO LINE: HOW (NAMES)`.
private func check(
  _ files: [String: String],
  crosses: String,
  cuts expected: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let layout = SourceLayout(of: ProjectFiles(paths: files.keys.sorted()))
  var facts: [ModuleID: FileFacts] = [:]
  var units: [IndexedFiles] = []
  for file in layout.sources {
    let tree = PythonParser.parse(files[layout.files.path(of: file)] ?? "")
    let full = PythonIndexer.index(tree: tree, depth: .full)
    if let module = layout.moduleOfFile[file.position] { facts[module] = full }
    units.append(IndexedFiles(facts: full, file: file.rawValue))
  }
  let cycles = CycleAnalysis(Linker.link(units, layout: layout), facts: facts).cycles()
  let cuts = cycles.flatMap(\.cuts).map { cut in
    let names = cut.names.joined(separator: ", ")
    return "\(cut.importer) -> \(cut.imported) \(cut.line): \(cut.how) (\(names))"
  }
  #expect(cycles.map(\.crosses.name) == [crosses], sourceLocation: sourceLocation)
  #expect(cuts == expected, sourceLocation: sourceLocation)
}

@Suite struct CycleCutTests {
  @Test func usedLate() {
    check(
      ["a.py": "import b\ndef f():\n    return b.g()\n", "b.py": "from a import X\nY = X\n"],
      crosses: "value",
      cuts: ["a -> b 1: move into a function (b)"]
    )
  }

  @Test func aBaseClass() {
    check(
      ["a.py": "from b import B\nclass A(B): pass\n", "b.py": "import a\nclass B: pass\n"],
      crosses: "class",
      cuts: ["b -> a 1: move into a function (a)"]
    )
  }

  /// What a function reads that top-level code calls is needed at import time too.
  @Test func throughACall() {
    check(
      [
        "a.py": "import b\ndef outer():\n    inner()\ndef inner():\n    b.g()\nouter()\n",
        "b.py": "import a\ndef g():\n    return a.outer\n",
      ],
      crosses: "value",
      cuts: ["b -> a 1: move into a function (a)"]
    )
    check(
      [
        "a.py": "import b\nclass A:\n    def __init__(self):\n        self.x = b.g()\nONE = A()\n",
        "b.py": "import a\ndef g():\n    return a.ONE\n",
      ],
      crosses: "value",
      cuts: ["b -> a 1: move into a function (a)"]
    )
  }

  @Test func aPackageThatOffersNames() {
    check(
      [
        "p/__init__.py": "from p.m import f\n",
        "p/m.py": "import p.n\ndef f():\n    return p.n\n",
        "p/n.py": "from p.m import f\nX = f()\n",
      ],
      crosses: "value",
      cuts: ["p.m -> p.n 1: move into a function (p.n)"]
    )
    check(
      [
        "p/__init__.py": "from q import f\n", "q.py": "from p.m import X\nY = X\n",
        "p/m.py": "X = 1\n",
      ],
      crosses: "value",
      cuts: ["q -> p 1: split the symbol out (X)"]
    )
  }

  @Test func starsOfAPackage() {
    check(
      [
        "p/__init__.py": "from p.m import *\nfrom p.n import *\n",
        "p/m.py": "from p import *\ndef f():\n    return g\n",
        "p/n.py": "def g(): pass\n",
      ],
      crosses: "late",
      cuts: ["p.m -> p 1: import the module instead of the name ()"]
    )
  }

  @Test func theWayToASubmodule() {
    check(
      ["p/__init__.py": "import q\nV = q.W\n", "p/m.py": "X = 1\n", "q.py": "import p.m\nW = 2\n"],
      crosses: "value",
      cuts: ["q -> p 1: move into a function (p.m)"]
    )
  }
}
