package import ModuleFacts
internal import SourceText

/// Says which symbol a name or chain of a module means, through imports and re-exports.
///
/// It sees one binding per name: an import unless a later statement of the module defines the name
/// anew. Names nobody binds (builtins, names made at run time) have no symbol.
package struct SymbolResolver {
  /// How many re-exports are followed: more would be a loop.
  private static let hopLimit = 32

  private let graph: ProjectGraph
  private var tables: [ModuleNames?]

  /// What binds the names of one module; ids are those of its facts.
  private struct ModuleNames {
    var imports: [NameID: (record: ImportRecord, taken: NameID?)] = [:]
    /// The last statement that defines a name otherwise.
    var definitions: [NameID: UInt32] = [:]
    var stars: [ImportRecord] = []
  }

  package init(_ graph: ProjectGraph) {
    self.graph = graph
    tables = [ModuleNames?](repeating: nil, count: graph.modules.count)
  }

  /// The symbol at the end of `path` as far as modules go: `a.b.C.x` is `C` of module `a.b`.
  package mutating func resolve(_ path: NamePath, in module: ModuleID) -> Symbol? {
    guard path.root == .global, let (facts, _) = graph.facts(of: module) else { return nil }
    return resolve(facts.strings(path.names), in: module)
  }

  package mutating func resolve(_ names: [String], in module: ModuleID) -> Symbol? {
    guard let first = names.first else { return nil }
    var symbol = resolve(first, in: module, hops: 0)
    var index = 1
    while let current = symbol, current.name.isEmpty, index < names.count {
      symbol = attribute(names[index], of: current.module, hops: 0)
      index += 1
    }
    return symbol
  }

  /// The module that an import asks for.
  package func target(of record: ImportRecord, in module: ModuleID) -> ModuleID? {
    guard let (facts, _) = graph.facts(of: module) else { return nil }
    let name = facts.string(record.module)
    if record.level == 0 { return name.isEmpty ? nil : graph.module(named: name) }
    let row = graph.modules[module]
    var base = row.kind == .package ? module : row.parent
    for _ in 1..<max(1, record.level) { base = base.flatMap { graph.modules[$0].parent } }
    guard let base else { return nil }
    return name.isEmpty ? base : graph.module(named: graph.name(of: base) + "." + name)
  }

  /// What a name of a module's own namespace means there.
  private mutating func resolve(_ name: String, in module: ModuleID, hops: Int) -> Symbol? {
    guard hops < Self.hopLimit else { return nil }
    guard let (facts, _) = graph.facts(of: module) else {
      return Symbol(module: module, name: name)
    }
    prepare(module, facts)
    guard let names = tables[module.position] else { return nil }
    if let id = facts.names.find(name) {
      let definition = names.definitions[id]
      if let (record, taken) = names.imports[id] {
        if let definition, definition > record.statement {
          return Symbol(module: module, name: name)
        }
        return imported(record, taken, facts, in: module, hops: hops)
      }
      if definition != nil { return Symbol(module: module, name: name) }
    }
    for star in names.stars.reversed() {
      guard let target = target(of: star, in: module), target != module, !name.hasPrefix("_"),
        graph.facts(of: target) != nil
      else { continue }
      if let symbol = resolve(name, in: target, hops: hops + 1) { return symbol }
    }
    return nil
  }

  private mutating func imported(
    _ record: ImportRecord,
    _ taken: NameID?,
    _ facts: FactPools,
    in module: ModuleID,
    hops: Int
  ) -> Symbol? {
    if let taken {
      guard let target = target(of: record, in: module) else { return nil }
      let name = facts.string(taken)
      if target == module { return submodule(name, of: target) }
      return attribute(name, of: target, hops: hops + 1)
    }
    // `import a.b` binds `a`; `import a.b as c` binds the module itself.
    let name = facts.string(record.module)
    let top = name.prefix { $0 != "." }
    let isAlias = facts.string(record.boundName) != top
    let target = graph.module(named: isAlias ? name : String(top))
    return target.map { Symbol(module: $0, name: "") }
  }

  /// `module.name`: what the module binds, else its submodule.
  private mutating func attribute(_ name: String, of module: ModuleID, hops: Int) -> Symbol? {
    if graph.facts(of: module) != nil {
      if let symbol = resolve(name, in: module, hops: hops) { return symbol }
      // A lazy `__getattr__` or a dynamic namespace may still give it: the name is the module's.
      return submodule(name, of: module) ?? Symbol(module: module, name: name)
    }
    return submodule(name, of: module) ?? Symbol(module: module, name: name)
  }

  private func submodule(_ name: String, of module: ModuleID) -> Symbol? {
    graph.module(named: graph.name(of: module) + "." + name).map { Symbol(module: $0, name: "") }
  }

  private mutating func prepare(_ module: ModuleID, _ facts: FactPools) {
    guard tables[module.position] == nil, let (_, span) = graph.facts(of: module) else { return }
    var names = ModuleNames()
    for record in facts.imports[span.imports.indices] {
      guard record.time == .importTime, !record.isDead, record.condition != .typing,
        record.condition != .main
      else { continue }
      switch record.kind {
      case .import: names.imports[record.boundName] = (record, nil)
      case .from:
        for taken in facts.importedNames[record.names.indices] {
          names.imports[taken.boundName] = (record, taken.name)
        }
      case .star: names.stars.append(record)
      case .dynamic: continue
      }
    }
    for (index, statement) in facts.statements.enumerated() {
      switch statement.kind {
      case .import, .importFrom: continue
      default:
        for name in facts.nameList(statement.defines) {
          // In one statement, an import and what replaces it when it fails: the import counts.
          names.definitions[name] = UInt32(truncatingIfNeeded: index)
        }
      }
    }
    tables[module.position] = names
  }
}
