import ModuleFacts
import ProjectGraph
import SourceText
import Testing

/// Checks the modules of a snapshot: `NAME KIND PATH`.
private func check(
  _ paths: [String],
  _ expected: [String],
  roots: [String] = [],
  enclosing: [String] = [],
  manifests: [String: String] = [:],
  diagnostics: [String] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let options = SourceLayout.Options(
    roots: roots,
    enclosingPackages: enclosing,
    manifests: manifests
  )
  for paths in [paths, paths.reversed()] {
    let layout = SourceLayout(of: ProjectFiles(paths: paths), options: options)
    let modules = (0..<layout.modules.count).map { position in
      let module = ModuleID(position)
      let row = layout.modules[module]
      let path = row.file.map(layout.files.path(of:)) ?? "-"
      return "\(layout.modules.name(of: module)) \(row.kind) \(path)"
    }
    #expect(modules == expected, sourceLocation: sourceLocation)
    let found = layout.diagnostics.map { "\($0.path) \($0.kind)" }
    #expect(found == diagnostics, sourceLocation: sourceLocation)
  }
}

@Suite struct ImportLayoutTests {
  @Test func flat() {
    check(
      ["app/__init__.py", "app/x.py", "setup.py"],
      ["app package app/__init__.py", "app.x module app/x.py", "setup module setup.py"]
    )
  }

  @Test func sourceFolder() {
    check(
      ["src/app/__init__.py", "tests/test_app.py", "pyproject.toml"],
      [
        "app package src/app/__init__.py", "tests namespace -",
        "tests.test_app module tests/test_app.py",
      ],
      manifests: ["": "[project]\nname = 'app'"]
    )
  }

  @Test func manifestRoots() {
    check(
      ["lib/app/__init__.py", "extra/more.py"],
      ["app package lib/app/__init__.py", "more module extra/more.py"],
      manifests: [
        "": """
        [tool.setuptools.packages.find]
        where = [
          "lib", # here
        ]
        [tool]
        pytest.ini_options = { pythonpath = "extra" }
        """
      ]
    )
  }

  @Test func nestedManifests() {
    // The first is code that installs its manifest; the second is a project in the project.
    check(
      ["p/__init__.py", "p/pyproject.toml", "p/io.py", "libs/q/pyproject.toml", "libs/q/src/q.py"],
      ["p package p/__init__.py", "p.io module p/io.py", "q module libs/q/src/q.py"]
    )
  }

  @Test func manifestsThatOnlyConfigureTools() {
    check(
      ["ns/a/pyproject.toml", "ns/a/x.py", "ns/b/pyproject.toml", "ns/b/y.py"],
      [
        "ns namespace -", "ns.a namespace -", "ns.a.x module ns/a/x.py", "y module ns/b/y.py",
      ],
      manifests: [
        "ns/a": "[tool.black]\nline-length = 100\n[tool.pytest.ini_options]\naddopts = '-q'\n",
        "ns/b": "[build-system]\nrequires = ['hatchling']\n",
      ]
    )
  }

  @Test func deepestRoot() {
    check(
      ["a/x.py", "a/b/y.py", "c/z.py"],
      ["x module a/x.py", "y module a/b/y.py"],
      roots: ["a", "a/b"]
    )
  }

  @Test func namespacesOverRoots() {
    check(
      ["a/ns/x.py", "b/ns/y.py", "b/ns/deep/z.py", "b/empty/readme.txt"],
      [
        "ns namespace -", "ns.deep namespace -", "ns.deep.z module b/ns/deep/z.py",
        "ns.x module a/ns/x.py", "ns.y module b/ns/y.py",
      ],
      roots: ["a", "b"]
    )
  }

  @Test func shadowing() {
    check(
      ["a/x.py", "b/x.py", "b/p/__init__.py", "b/p.py", "a/p/__init__.py"],
      ["p package a/p/__init__.py", "x module a/x.py"],
      roots: ["a", "b"],
      diagnostics: ["b/p shadowed", "b/p.py shadowed", "b/x.py shadowed"]
    )
  }

  @Test func leftOut() {
    check(
      [
        ".venv/a.py", "env/pyvenv.cfg", "env/lib/b.py", "node_modules/c.py", "build/lib/d.py",
        "locale/de/LC_MESSAGES/j.py", "__pycache__/e.py", ".git/f.py", "p.egg-info/g.py",
        "x/site-packages/h.py",
        "q/build/__init__.py", "q/__init__.py", "q/dist/i.py",
      ],
      ["q package q/__init__.py", "q.build package q/build/__init__.py"]
    )
  }

  @Test func insideAPackage() {
    check(
      ["__init__.py", "sql/__init__.py", "sql/x.py"],
      [
        "top.db package __init__.py", "top.db.sql package sql/__init__.py",
        "top.db.sql.x module sql/x.py", "top external -",
      ],
      enclosing: ["top", "db"]
    )
  }

  @Test func compiledNames() {
    check(
      ["a.cpython-313-x86_64-linux-gnu.so", "b.abi3.so", "c.so", "d.pyd", "e.so", "e.py", "f.pyi"],
      [
        "a extension a.cpython-313-x86_64-linux-gnu.so", "b extension b.abi3.so",
        "c extension c.so", "d extension d.pyd", "e module e.py", "f module f.pyi",
      ]
    )
  }
}
