package import ProjectGraph

/// A symbol edge in `reload-plan/graph/1`.
package enum SymbolJSON {
  package static func write(_ edge: SymbolEdge, of graph: ProjectGraph, to json: inout JSONWriter) {
    json.object { json in
      json.member("from", name(edge.source, graph))
      switch edge.target {
      case .symbol(let symbol): json.member("to", name(symbol, graph))
      case .file(let path): json.member("to", path)
      }
      json.member("kind", word(edge.kind))
      json.member("file", graph.path(of: edge.source.module) ?? "")
      json.member("line", Int(edge.line))
    }
  }

  package static func write(_ link: NativeSymbolLink, to json: inout JSONWriter) {
    json.object { json in
      json.member("from", link.from)
      json.member("to", link.to)
      json.member("kind", link.kind.rawValue)
      json.member("file", link.file)
      json.member("line", link.line)
    }
  }

  private static func name(_ symbol: Symbol, _ graph: ProjectGraph) -> String {
    let module = graph.modules.name(of: symbol.module)
    return symbol.name.isEmpty ? module : "\(module).\(symbol.name)"
  }

  private static func word(_ kind: SymbolEdge.Kind) -> String {
    switch kind {
    case .value: "value"
    case .base: "base"
    case .decorates: "decorates"
    case .default: "default"
    case .binds: "binds"
    case .late: "late"
    case .patches: "patches"
    case .registers: "registers"
    case .file: "file"
    }
  }
}
