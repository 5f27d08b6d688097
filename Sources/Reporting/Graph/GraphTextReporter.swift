internal import GraphCore
internal import ModuleFacts
package import ProjectGraph
internal import SourceText

/// Writes a project's graph for people: each module with what it imports, then what is unclear.
package struct GraphTextReporter {
  private let style: TextStyle

  package init(style: TextStyle) {
    self.style = style
  }

  /// The text, with a line feed at its end.
  package func text(of project: ProjectGraph) -> String {
    let all = (0..<project.modules.count).map { ModuleID($0) }
    let own = all.filter { project.modules[$0].kind != .external }
    let isMixed = project.edges.contains { Self.word($0.kind) != nil }
    var lines = [
      style.strong(ListPhrase.count(own.count, "module"))
        + ", \(ListPhrase.count(project.edges.count, isMixed ? "edge" : "import")), "
        + "\(all.count - own.count) from outside the project"
    ]
    for module in own {
      lines += ["", headline(of: module, in: project)] + imports(of: module, project)
    }
    if !project.diagnostics.isEmpty {
      lines.append("")
      lines += project.diagnostics.map { line(of: $0) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func headline(of module: ModuleID, in project: ProjectGraph) -> String {
    let path = project.path(of: module).map { "  " + style.faint($0) } ?? ""
    let kind =
      switch project.modules[module].kind {
      case .namespace: "  (a namespace)"
      case .extension: "  (compiled)"
      case .library: "  (built)"
      case .module, .package, .external: ""
      }
    return style.strong(project.name(of: module)) + path + kind
  }

  /// Imports of the project's modules line by line, those from outside in one line.
  private func imports(of module: ModuleID, _ project: ProjectGraph) -> [String] {
    var lines: [(line: UInt32, text: String)] = []
    var outside: [String] = []
    for index in project.graph.edges(from: module.node) {
      let target = ModuleID(project.graph.target(of: index))
      let edge = project[index]
      if edge.kind == .parent { continue }
      let name = project.name(of: target)
      if project.modules[target].kind == .external {
        if outside.last != name { outside.append(name) }
        continue
      }
      let names = project.names(of: edge)
      let taken = names.isEmpty ? "" : ": " + ListPhrase.names(names, limit: 6)
      let star = edge.kind == .star && names.isEmpty ? ": *" : ""
      let place = edge.line > 0 ? "line \(edge.line)" : Self.word(edge.kind) ?? "all"
      lines.append((edge.line, "  \(place)  \(name)\(taken)\(star)\(notes(on: edge))"))
    }
    var texts = lines.sorted { ($0.line, $0.text) < ($1.line, $1.text) }.map(\.text)
    if !outside.isEmpty { texts.append("  outside  " + outside.joined(separator: ", ")) }
    return texts
  }

  /// What an edge of C and C++ is called; most of them have no line.
  private static func word(_ kind: ImportEdge.Kind) -> String? {
    switch kind {
    case .import, .from, .star, .dynamic, .parent: nil
    case .includes: "includes"
    case .references: "references"
    case .embeds: "embeds"
    case .links: "links"
    case .extends: "extends"
    }
  }

  /// What is special about an import: when it runs, and what must hold.
  private func notes(on edge: ImportEdge) -> String {
    var notes: [String] = []
    if edge.time == .late { notes.append("late") }
    if edge.isDead { notes.append("never on this version") }
    switch edge.condition {
    case .none: break
    case .optional: notes.append("optional")
    case .typing: notes.append("type checking only")
    case .version: notes.append("by version or platform")
    case .main: notes.append("as main program")
    }
    if edge.kind == .dynamic { notes.append("dynamic") }
    return notes.isEmpty ? "" : "  " + style.faint("(\(notes.joined(separator: ", ")))")
  }

  private func line(of problem: ProjectDiagnostic) -> String {
    let place = "\(problem.path):\(problem.diagnostic.line):\(problem.diagnostic.column)"
    let label =
      problem.diagnostic.severity == .error ? style.bad("error") : style.caution("warning")
    return "\(place): \(label): \(problem.diagnostic.message)"
  }
}
