package import NativeFacts

/// All units of a project, linked by their symbols and by what the build makes of them.
package struct NativeProgram: Sendable {
  /// One compiled source with its facts.
  package struct Unit: Sendable {
    /// Relative to the project.
    package var source: String
    package var facts: UnitFacts

    package init(source: String, facts: UnitFacts) {
      self.source = source
      self.facts = facts
    }
  }

  package let units: [Unit]
  package let build: NativeBuild
  /// Units by source: one that is compiled twice has two.
  let unitsOfSource: [String: [Int]]
  /// Units that define an external symbol, by its key.
  let definers: [String: [Int]]
  /// The same by plain name, for what is declared outside the project.
  let definersOfName: [String: [Int]]
  /// The products that each unit is part of.
  package let productsOfUnit: [Set<Int>]
  /// Keys of variables that code changes, or takes the address of, beside what runs whenever a plug-in opens.
  let writtenVariables: Set<String>
  /// Names of what each unit has code or a value of.
  let emittedNames: [Set<String>]

  package init(units: [Unit], build: NativeBuild) {
    self.units = units
    self.build = build
    unitsOfSource = Dictionary(grouping: units.indices) { units[$0].source }
    var definers: [String: [Int]] = [:]
    var byName: [String: [Int]] = [:]
    for (position, unit) in units.enumerated() {
      for symbol in unit.facts.symbols
      where symbol.linkage == .external && symbol.isEmitted && !symbol.traits.contains(.inline) {
        definers[symbol.key, default: []].append(position)
        byName[symbol.name, default: []].append(position)
      }
    }
    self.definers = definers
    definersOfName = byName
    var products = [Set<Int>](repeating: [], count: units.count)
    for (index, product) in build.products.enumerated() {
      for unit in product.units {
        for position in unitsOfSource[build.units[unit].source] ?? [] {
          products[position].insert(index)
        }
      }
    }
    productsOfUnit = products
    emittedNames = units.map { unit in
      Set(
        unit.facts.symbols.filter { $0.isEmitted && !$0.traits.contains(.foreign) }.map(\.name)
      )
    }
    writtenVariables = Set(
      units.flatMap { unit in
        let hooks = unit.facts.pluginHooks
        return unit.facts.uses.filter { $0.kind == .write && !hooks.contains($0.from) }
          .map { unit.facts.symbols[$0.to].key }
      }
    )
  }

  /// The units with facts that a product is made of.
  package func units(of product: NativeBuild.Product) -> [Int] {
    product.units.flatMap { unitsOfSource[build.units[$0].source] ?? [] }
  }

  /// The Python module that a product is; `nil` if it initialises none.
  package func pythonModule(of product: NativeBuild.Product) -> String? {
    guard product.kind == .library else { return nil }
    let names = units(of: product).flatMap { unit in
      units[unit].facts.python.filter { $0.kind == .initialiser }.map(\.name)
    }
    let file = BuildPath.lastPart(product.path)
    let stem = String(file.prefix { $0 != "." })
    guard names.contains(stem) else { return names.first }
    return (Self.package(of: product.path) + [stem]).joined(separator: ".")
  }

  /// The packages that a built module is in, by its path.
  private static func package(of path: String) -> [String] {
    if path.hasPrefix("/") { return [] }
    var parts = path.split(separator: "/").dropLast().map(String.init)
    // Setuptools builds under `build/lib.linux-x86_64-cpython-313/`.
    if let build = parts.firstIndex(of: "build"), build + 1 < parts.count,
      parts[build + 1].hasPrefix("lib")
    {
      parts.removeFirst(build + 2)
    }
    if parts.first == "src" { parts.removeFirst() }
    return parts
  }

  /// Whether a library is a plug-in of a ReloadHost.
  package func isPlugin(_ product: NativeBuild.Product) -> Bool {
    product.kind == .library
      && units(of: product).contains { unit in
        units[unit].facts.symbols.contains {
          $0.name == "reload_plugin_entry" && $0.isEmitted && $0.linkage == .external
        }
      }
  }
}

extension UnitFacts {
  /// The functions in a plug-in's table, which the host calls when it opens and closes it; positions among the
  /// symbols.
  fileprivate var pluginHooks: Set<Int> {
    let tables = symbols.filter { $0.kind == .variable && $0.type.contains("reload_plugin") }
    if tables.isEmpty { return [] }
    return Set(
      escapes.filter { escape in
        escape.way == .table && tables.contains { $0.name == escape.target }
      }.map(\.function)
    )
  }
}
