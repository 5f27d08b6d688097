internal import NativeFacts

/// One edge among sources, headers and libraries, or between those and Python modules.
package struct NativeEdge: Hashable, Sendable {
  package enum Kind: UInt8, Sendable, Comparable {
    /// A source that uses what another defines.
    case references
    /// A source that has code or layouts of a header in its object.
    case embeds
    /// A library to one it is linked to.
    case links
    /// A library, extension module or program to a source it is made of.
    case extends
    /// C code that imports a Python module by a literal.
    case dynamic

    package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  package var kind: Kind
  /// A path, or a Python module's name.
  package var from: String
  package var to: String
  package var line: Int
  /// What is used, sorted; at most `nameLimit`.
  package var names: [String]
  /// Whether it is followed while a module is imported; libraries are there from the start.
  package var isImportTime = true

  /// Enough to see why; all would be most of the document.
  static let nameLimit = 20
}

extension NativeProgram {
  /// The name of a product's module: the Python module it is, or its path.
  package func moduleName(of product: NativeBuild.Product) -> String {
    pythonModule(of: product) ?? product.path
  }

  /// All edges, sorted.
  package var edges: [NativeEdge] {
    var table: [NativeEdge: Set<String>] = [:]
    for (position, unit) in units.enumerated() { addUses(of: position, unit, to: &table) }
    for product in build.products where product.kind != .archive { addProduct(product, to: &table) }
    // Order-free: sorted below.
    return table.map { edge, names in
      var edge = edge
      edge.names = Array(names.sorted().prefix(NativeEdge.nameLimit))
      return edge
    }.sorted {
      ($0.from, $0.kind, $0.to, $0.line) < ($1.from, $1.kind, $1.to, $1.line)
    }
  }

  private func addUses(
    of position: Int,
    _ unit: Unit,
    to table: inout [NativeEdge: Set<String>]
  ) {
    var headers: [String: Set<String>] = [:]
    var sources: [String: Set<String>] = [:]
    for symbol in unit.facts.symbols {
      if !symbol.file.isEmpty, symbol.file != unit.source,
        symbol.traits.contains(.definition) || symbol.kind == .macro || symbol.kind == .alias
          || symbol.kind == .template
      {
        headers[symbol.file, default: []].insert(symbol.name)
      }
      guard symbol.linkage == .external, symbol.kind == .function || symbol.kind == .variable,
        !symbol.traits.contains(.definition), !symbol.traits.contains(.inline)
      else { continue }
      for definer in nearest(definers(of: symbol), to: position)
      where units[definer].source != unit.source {
        sources[units[definer].source, default: []].insert(symbol.name)
      }
    }
    for (kind, found) in [(NativeEdge.Kind.embeds, headers), (.references, sources)] {
      for (file, names) in found.sorted(by: { $0.key < $1.key }) {
        let edge = NativeEdge(kind: kind, from: unit.source, to: file, line: 0, names: [])
        table[edge, default: []].formUnion(names)
      }
    }
    let initial = unit.facts.initialFunctions
    for fact in unit.facts.python where fact.kind == .importedModule || fact.kind == .capsuleImport
    {
      // A capsule is named by its module and an attribute.
      let parts = fact.name.split(separator: ".")
      let kept = fact.kind == .capsuleImport ? parts.dropLast() : parts[...]
      if kept.isEmpty { continue }
      var edge = NativeEdge(
        kind: .dynamic,
        from: fact.file.isEmpty ? unit.source : fact.file,
        to: kept.joined(separator: "."),
        line: fact.line,
        names: []
      )
      edge.isImportTime = initial.contains(fact.detail)
      table[edge, default: []].formUnion(
        fact.kind == .capsuleImport ? [String(parts.last ?? "")] : []
      )
    }
  }

  /// Of several definitions those that are linked together with a unit, if there are any.
  func nearest(_ definers: [Int], to unit: Int) -> [Int] {
    if definers.count < 2 { return definers }
    let together = definers.filter { !productsOfUnit[$0].isDisjoint(with: productsOfUnit[unit]) }
    return together.isEmpty ? definers : together
  }

  private func addProduct(
    _ product: NativeBuild.Product,
    to table: inout [NativeEdge: Set<String>]
  ) {
    let name = moduleName(of: product)
    for unit in product.units {
      let edge = NativeEdge(
        kind: .extends,
        from: name,
        to: build.units[unit].source,
        line: 0,
        names: []
      )
      table[edge, default: []] = []
    }
    for library in product.libraries {
      let edge = NativeEdge(
        kind: .links,
        from: name,
        to: moduleName(of: build.products[library]),
        line: 0,
        names: []
      )
      table[edge, default: []] = []
    }
  }

  /// The units that define what a symbol refers to.
  func definers(of symbol: NativeSymbol) -> [Int] {
    symbol.traits.contains(.foreign)
      ? definersOfName[symbol.name] ?? [] : definers[symbol.key] ?? []
  }
}
