internal import ModuleFacts
internal import SourceText

/// The edges between symbols of a project whose files were indexed at full depth.
package struct SymbolEdges {
  private let graph: ProjectGraph
  private var resolver: SymbolResolver
  private var edges: [SymbolEdge] = []
  private var seen: Set<SymbolEdge> = []

  /// All edges, module by module in the graph's order, in the order of their places; the same edge
  /// from several places of one line once.
  package static func edges(of graph: ProjectGraph) -> [SymbolEdge] {
    var result = SymbolEdges(graph: graph, resolver: SymbolResolver(graph))
    for position in 0..<graph.modules.count { result.add(ModuleID(position)) }
    return result.edges
  }

  private init(graph: ProjectGraph, resolver: SymbolResolver) {
    self.graph = graph
    self.resolver = resolver
  }

  private mutating func add(_ module: ModuleID) {
    guard let (facts, span) = graph.facts(of: module) else { return }
    seen.removeAll(keepingCapacity: true)
    addImports(module, facts, span)
    for statement in facts.statements {
      var sources = facts.strings(statement.defines).map { Symbol(module: module, name: $0) }
      if sources.isEmpty { sources = [Symbol(module: module, name: "")] }
      for source in sources {
        add(facts.reads[statement.reads.indices], from: source)
        add(facts.mutations[statement.mutations.indices], facts, from: source, isLate: false)
        for file in facts.strings(statement.files) {
          add(SymbolEdge(kind: .file, source: source, target: .file(file), line: statement.line))
        }
      }
      for function in facts.functions[statement.functions.indices] {
        let source = Symbol(module: module, name: facts.string(function.qualifiedName))
        add(facts.reads[function.reads.indices], from: source)
        add(facts.mutations[function.mutations.indices], facts, from: source, isLate: true)
      }
    }
  }

  private mutating func addImports(
    _ module: ModuleID,
    _ facts: FactPools,
    _ span: IndexedFiles.Span
  ) {
    for record in facts.imports[span.imports.indices] {
      guard record.time == .importTime, !record.isDead, record.condition != .typing else {
        continue
      }
      switch record.kind {
      case .import: bind(facts.string(record.boundName), record, in: module)
      case .from:
        for taken in facts.importedNames[record.names.indices] {
          bind(facts.string(taken.boundName), record, in: module)
        }
      case .star, .dynamic: continue
      }
    }
  }

  private mutating func bind(_ name: String, _ record: ImportRecord, in module: ModuleID) {
    let source = Symbol(module: module, name: name)
    guard let target = resolver.resolve([name], in: module), target != source else { return }
    add(SymbolEdge(kind: .binds, source: source, target: .symbol(target), line: record.line))
  }

  private mutating func add(_ reads: ArraySlice<ReadFacts>, from source: Symbol) {
    for read in reads {
      guard let target = resolver.resolve(read.path, in: source.module), target != source else {
        continue
      }
      let kind: SymbolEdge.Kind =
        switch read.role {
        case .value, .callee, .annotation: .value
        case .base: .base
        case .decorator: .decorates
        case .default: .default
        case .late: .late
        }
      add(
        SymbolEdge(
          kind: kind,
          source: source,
          target: .symbol(target),
          line: read.line,
          isLate: read.role == .late
        )
      )
    }
  }

  private mutating func add(
    _ mutations: ArraySlice<MutationFacts>,
    _ facts: FactPools,
    from source: Symbol,
    isLate: Bool
  ) {
    for mutation in mutations {
      guard var target = resolver.resolve(mutation.target, in: source.module) else { continue }
      let kind: SymbolEdge.Kind
      switch mutation.kind {
      case .attribute:
        kind = .patches
        // `module.name = value` changes that name.
        if target.name.isEmpty { target.name = facts.string(mutation.member) }
      case .item, .augmented, .method: kind = .registers
      case .global: kind = .patches
      }
      guard target != source else { continue }
      add(
        SymbolEdge(
          kind: kind,
          source: source,
          target: .symbol(target),
          line: mutation.line,
          isLate: isLate
        )
      )
    }
  }

  private mutating func add(_ edge: SymbolEdge) {
    if seen.insert(edge).inserted { edges.append(edge) }
  }
}
