internal import GraphCore
internal import ModuleFacts
package import ProjectGraph

/// Writes the graph of a project's own modules for Graphviz.
///
/// A solid line is an import that runs at import time, a dashed one runs later, a dotted one is only
/// for type checkers; of several imports between two modules the strongest is drawn.
package enum GraphDOTWriter {
  /// The document, with a line feed at its end.
  package static func document(of project: ProjectGraph) -> String {
    var lines = ["digraph imports {", "  node [shape=box];"]
    let own = (0..<project.modules.count).map { ModuleID($0) }
      .filter { project.modules[$0].kind != .external }
    for module in own { lines.append("  \(quoted(project.name(of: module)));") }
    for module in own {
      var strongest: [(target: ModuleID, line: Line)] = []
      for index in project.graph.edges(from: module.node) {
        let target = ModuleID(project.graph.target(of: index))
        let edge = project[index]
        if edge.kind == .parent || project.modules[target].kind == .external { continue }
        let line = Line(edge)
        if let last = strongest.last, last.target == target {
          strongest[strongest.count - 1].line = max(last.line, line)
        } else {
          strongest.append((target, line))
        }
      }
      for (target, line) in strongest {
        let ends = "\(quoted(project.name(of: module))) -> \(quoted(project.name(of: target)))"
        lines.append("  \(ends)\(line.attributes);")
      }
    }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  /// How an edge is drawn, the weakest first.
  private enum Line: Int, Comparable {
    case typing, late, importTime

    init(_ edge: ImportEdge) {
      if edge.condition == .typing || edge.isDead {
        self = .typing
      } else {
        self = edge.time == .late ? .late : .importTime
      }
    }

    static func < (left: Line, right: Line) -> Bool { left.rawValue < right.rawValue }

    var attributes: String {
      switch self {
      case .typing: " [style=dotted]"
      case .late: " [style=dashed]"
      case .importTime: ""
      }
    }
  }

  private static func quoted(_ name: String) -> String {
    let escaped = name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
    return "\"\(escaped.joined())\""
  }
}
