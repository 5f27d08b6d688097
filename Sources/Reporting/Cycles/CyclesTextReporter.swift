package import ReloadPlanning

/// Writes import cycles for people: a summary of each, its shortest loops, its cheapest cuts.
package struct CyclesTextReporter {
  private let style: TextStyle
  private let limits: Limits

  /// How much of a large cycle is shown.
  private struct Limits {
    var cycles: Int
    var modules: Int
    var loops: Int
    var cuts: Int

    static let brief = Limits(cycles: 10, modules: 6, loops: 3, cuts: 8)
    static let all = Limits(cycles: .max, modules: .max - 1, loops: .max, cuts: .max)
  }

  /// With `showsAll` nothing is left out.
  package init(style: TextStyle, showsAll: Bool) {
    self.style = style
    limits = showsAll ? .all : .brief
  }

  /// The text, with a line feed at its end.
  package func text(of cycles: [ImportCycle]) -> String {
    if cycles.isEmpty { return style.good("no import cycles") + "\n" }
    let members = cycles.reduce(0) { $0 + $1.modules.count }
    let count = ListPhrase.count(cycles.count, "import cycle")
    var lines = ["\(style.strong(count)), \(ListPhrase.count(members, "module")) in all"]
    for (number, cycle) in cycles.prefix(limits.cycles).enumerated() {
      lines.append("")
      lines += self.lines(of: cycle, number: number + 1)
    }
    if cycles.count > limits.cycles {
      let rest = ListPhrase.count(cycles.count - limits.cycles, "smaller cycle")
      lines += ["", "and \(rest): --all shows everything"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(of cycle: ImportCycle, number: Int) -> [String] {
    let size = style.strong(ListPhrase.count(cycle.modules.count, "module"))
    var lines = [
      "\(number). \(size), \(phrase(for: cycle.crosses))",
      "   " + ListPhrase.names(cycle.modules, limit: limits.modules),
    ]
    lines.append("   shortest loops:")
    for loop in cycle.loops.prefix(limits.loops) {
      let path = (loop.modules + loop.modules.prefix(1)).joined(separator: " -> ")
      lines.append("     \(path)")
    }
    let proven = cycle.isProvenCheapest ? ", the cheapest there is" : ""
    let count = ListPhrase.count(cycle.cuts.count, "import")
    lines.append("   cut by \(count)\(proven):")
    for cut in cycle.cuts.prefix(limits.cuts) { lines.append("     \(line(of: cut))") }
    if cycle.cuts.count > limits.cuts {
      lines.append("     and \(cycle.cuts.count - limits.cuts) more: --all shows them")
    }
    return lines
  }

  private func phrase(for crossing: ImportCycle.Crossing) -> String {
    switch crossing {
    case .late: "nothing crosses while they are imported (late)"
    case .value: style.caution("values") + " cross while they are imported"
    case .class: style.caution("classes") + " cross while they are imported"
    }
  }

  private func line(of cut: ImportCycle.Cut) -> String {
    let names = cut.names.isEmpty ? "" : " (\(ListPhrase.names(cut.names, limit: 4)))"
    return "\(cut.path):\(cut.line)  \(cut.importer) -> \(cut.imported): \(cut.how)\(names)"
  }
}
