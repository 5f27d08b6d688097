internal import GraphCore
package import ModuleFacts
package import ProjectGraph
internal import SourceText

/// Writes a module graph as `reload-plan/graph/1`.
package struct GraphJSONWriter: ~Copyable {
  private let project: ProjectGraph
  private var json: JSONWriter
  /// The dotted names of all modules in quotes, back to back: each is written many times.
  private var names: [UInt8] = []
  private var nameEnds: [Int] = []

  /// How much is written before it is handed over: the document of a large project is several
  /// times larger than its graph, and need not be in memory whole.
  private static let pieceSize = 1 << 16

  private let sink: (UnsafeBufferPointer<UInt8>) -> Void

  /// The document for `project`, one line unless `pretty`.
  package static func write(_ project: ProjectGraph, pretty: Bool = false) -> [UInt8] {
    var document: [UInt8] = []
    write(project, pretty: pretty) { document.append(contentsOf: $0) }
    return document
  }

  /// Hands the document for `project` to `sink`, piece by piece.
  package static func write(
    _ project: ProjectGraph,
    pretty: Bool,
    symbols: (graph: ProjectGraph, edges: [SymbolEdge])? = nil,
    nativeSymbols: [NativeSymbolLink]? = nil,
    findings: [Finding]? = nil,
    to sink: @escaping (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var writer = GraphJSONWriter(project: project, pretty: pretty, sink: sink)
    writer.write(symbols, nativeSymbols, findings)
    writer.json.drain(sink)
  }

  private init(
    project: ProjectGraph,
    pretty: Bool,
    sink: @escaping (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    self.project = project
    self.sink = sink
    json = JSONWriter(pretty: pretty, reserving: Self.pieceSize + Self.pieceSize / 4)
    var name: [UInt8] = []
    var quoted = JSONWriter()
    for position in 0..<project.modules.count {
      name.removeAll(keepingCapacity: true)
      project.modules.appendName(of: ModuleID(position), to: &name)
      name.withUnsafeBufferPointer { quoted.string(utf8: $0) }
      nameEnds.append(quoted.count)
    }
    names = quoted.bytes
  }

  private mutating func write(
    _ symbols: (graph: ProjectGraph, edges: [SymbolEdge])?,
    _ nativeSymbols: [NativeSymbolLink]?,
    _ findings: [Finding]?
  ) {
    json.beginObject()
    json.member("schema", "reload-plan/graph/1")
    json.key("modules")
    json.beginArray()
    for position in 0..<project.modules.count {
      writeModule(ModuleID(position))
      if json.count >= Self.pieceSize { json.drain(sink) }
    }
    json.endArray()
    json.key("edges")
    json.beginArray()
    for position in 0..<project.modules.count {
      let module = ModuleID(position)
      for edge in project.graph.edges(from: module.node) {
        writeEdge(project[edge], from: module, to: ModuleID(project.graph.target(of: edge)))
      }
      if json.count >= Self.pieceSize { json.drain(sink) }
    }
    json.endArray()
    json.key("diagnostics")
    json.beginArray()
    for diagnostic in project.diagnostics { writeDiagnostic(diagnostic) }
    json.endArray()
    if symbols != nil || nativeSymbols != nil {
      json.key("symbols")
      json.beginArray()
      if let symbols {
        for edge in symbols.edges {
          SymbolJSON.write(edge, of: symbols.graph, to: &json)
          if json.count >= Self.pieceSize { json.drain(sink) }
        }
      }
      for link in nativeSymbols ?? [] {
        SymbolJSON.write(link, to: &json)
        if json.count >= Self.pieceSize { json.drain(sink) }
      }
      json.endArray()
    }
    if let findings {
      json.key("findings")
      FindingJSON.write(findings, to: &json)
    }
    json.endObject()
    json.endDocument()
  }

  private mutating func writeModule(_ module: ModuleID) {
    json.beginObject()
    json.key("name")
    writeName(of: module)
    json.key("path")
    if let path = project.path(of: module) { json.string(path) } else { json.null() }
    json.key("kind")
    json.string(Self.word(project.modules[module].kind))
    json.endObject()
  }

  private mutating func writeEdge(_ edge: ImportEdge, from: ModuleID, to: ModuleID) {
    json.beginObject()
    json.key("from")
    writeName(of: from)
    json.key("to")
    writeName(of: to)
    json.key("kind")
    json.string(Self.word(edge.kind))
    json.key("time")
    json.string(Self.word(edge.time))
    json.key("condition")
    json.string(Self.word(edge.condition))
    if edge.isDead {
      json.key("dead")
      json.bool(true)
    }
    json.key("level")
    json.int(Int(edge.level))
    json.key("line")
    json.int(edge.line)
    json.key("names")
    json.beginArray()
    for name in project.edgeNames[edge.names.indices] {
      project.modules.names.withBytes(of: name) { json.string(utf8: $0) }
    }
    json.endArray()
    json.endObject()
  }

  private mutating func writeDiagnostic(_ entry: ProjectDiagnostic) {
    json.beginObject()
    json.member("path", entry.path)
    json.member("line", Int(entry.diagnostic.line))
    json.member("column", Int(entry.diagnostic.column))
    json.key("severity")
    json.string(entry.diagnostic.severity == .error ? "error" : "warning")
    json.key("kind")
    json.string(Self.word(entry.kind))
    json.member("message", entry.diagnostic.message)
    json.endObject()
  }

  private mutating func writeName(of module: ModuleID) {
    let start = module.position == 0 ? 0 : nameEnds[module.position - 1]
    names.withUnsafeBufferPointer { names in
      json.value(json: UnsafeBufferPointer(rebasing: names[start..<nameEnds[module.position]]))
    }
  }
}

extension GraphJSONWriter {
  private static func word(_ kind: ModuleKind) -> StaticString {
    switch kind {
    case .module: "module"
    case .package: "package"
    case .namespace: "namespace"
    case .extension: "extension"
    case .library: "library"
    case .external: "external"
    }
  }

  private static func word(_ kind: ImportEdge.Kind) -> StaticString {
    switch kind {
    case .import: "import"
    case .from: "from"
    case .star: "star"
    case .dynamic: "dynamic"
    case .parent: "parent"
    case .includes: "includes"
    case .references: "references"
    case .embeds: "embeds"
    case .links: "links"
    case .extends: "extends"
    }
  }

  private static func word(_ time: ImportRecord.Time) -> StaticString {
    switch time {
    case .importTime: "import"
    case .late: "late"
    }
  }

  private static func word(_ condition: ImportRecord.Condition) -> StaticString {
    switch condition {
    case .none: "none"
    case .optional: "optional"
    case .typing: "typing"
    case .version: "version"
    case .main: "main"
    }
  }

  private static func word(_ kind: ProjectDiagnostic.Kind) -> StaticString {
    switch kind {
    case .unreadable: "unreadable"
    case .syntax: "syntax"
    case .unresolved: "unresolved"
    case .computed: "computed"
    case .shadowed: "shadowed"
    case .misnamed: "misnamed"
    case .unindexed: "unindexed"
    }
  }
}
