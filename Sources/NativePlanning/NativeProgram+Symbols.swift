package import NativeFacts

/// One symbol that uses another, across units.
package struct NativeSymbolEdge: Hashable, Sendable {
  package var kind: NativeUse.Kind
  /// Whether the user is a macro, whose text stands for what it uses.
  package var isMacro: Bool
  /// A file, and a name in it; no name: the file outside all declarations.
  package var fromFile: String
  package var from: String
  package var line: Int
  package var toFile: String
  package var to: String
}

extension NativeProgram {
  /// What symbols of the project use of each other, sorted; each once for two symbols and a kind.
  package var symbolEdges: [NativeSymbolEdge] {
    var found: Set<NativeSymbolEdge> = []
    for (position, unit) in units.enumerated() {
      for use in unit.facts.uses {
        let target = unit.facts.symbols[use.to]
        let user = use.from < 0 ? nil : unit.facts.symbols[use.from]
        for file in definingFiles(of: target, usedBy: position) {
          found.insert(
            NativeSymbolEdge(
              kind: use.kind,
              isMacro: user?.kind == .macro,
              fromFile: user?.file ?? unit.source,
              from: user?.name ?? "",
              line: user?.line ?? 0,
              toFile: file,
              to: target.name
            )
          )
        }
      }
    }
    return found.sorted {
      ($0.fromFile, $0.from, $0.line, $0.toFile, $0.to, $0.kind.rawValue)
        < ($1.fromFile, $1.from, $1.line, $1.toFile, $1.to, $1.kind.rawValue)
    }
  }

  /// The files of the project that define a symbol, or declare it where none defines it.
  private func definingFiles(of symbol: NativeSymbol, usedBy position: Int) -> [String] {
    let isLinked = symbol.kind == .function || symbol.kind == .variable
    if isLinked, !symbol.traits.contains(.definition) {
      let sources = nearest(definers(of: symbol), to: position).map { units[$0].source }
      if !sources.isEmpty { return Set(sources).sorted() }
    }
    return symbol.file.isEmpty ? [] : [symbol.file]
  }
}
