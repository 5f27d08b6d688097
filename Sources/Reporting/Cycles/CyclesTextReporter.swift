package import ReloadPlanning

/// Writes import cycles for people: a summary of each, its shortest loops, its cheapest cuts.
package struct CyclesTextReporter {
  private let style: TextStyle
  private let limits: Limits

  /// How much of a large report is shown.
  private struct Limits {
    /// Cycles that are shown with loops and cuts; the others get a line.
    var detailed: Int
    var briefly: Int
    var modules: Int
    var loops: Int
    var cuts: Int

    static let brief = Limits(detailed: 4, briefly: 10, modules: 4, loops: 3, cuts: 6)
    static let all = Limits(
      detailed: .max,
      briefly: .max,
      modules: .max - 1,
      loops: .max,
      cuts: .max
    )
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
    for (number, cycle) in cycles.enumerated() {
      if number < limits.detailed {
        lines += ["", summary(of: cycle, number: number + 1)] + details(of: cycle)
      } else if number - limits.detailed < limits.briefly {
        if number == limits.detailed { lines.append("") }
        lines.append(summary(of: cycle, number: number + 1))
        lines.append("   " + ListPhrase.names(cycle.modules, limit: limits.modules))
      }
    }
    if cycles.count > limits.detailed { lines += ["", "--all shows everything"] }
    return lines.joined(separator: "\n") + "\n"
  }

  private func summary(of cycle: ImportCycle, number: Int) -> String {
    let size = style.strong(ListPhrase.count(cycle.modules.count, "module"))
    let cuts = ListPhrase.count(cycle.cuts.count, "import")
    return "\(number). \(size), \(phrase(for: cycle.crosses)); cut by \(cuts)"
  }

  private func details(of cycle: ImportCycle) -> [String] {
    var lines = ["   " + ListPhrase.names(cycle.modules, limit: limits.modules)]
    lines.append("   shortest loops:")
    for loop in cycle.loops.prefix(limits.loops) {
      let path = (loop.modules + loop.modules.prefix(1)).joined(separator: " -> ")
      lines.append("     \(path)")
    }
    lines.append("   \(cycle.isProvenCheapest ? "cheapest cuts" : "cheapest cuts found"):")
    for cut in cycle.cuts.prefix(limits.cuts) { lines.append("     \(line(of: cut))") }
    if cycle.cuts.count > limits.cuts {
      lines.append("     and \(cycle.cuts.count - limits.cuts) more: --all shows them")
    }
    return lines
  }

  private func phrase(for crossing: ImportCycle.Crossing) -> String {
    switch crossing {
    case .late: "nothing crosses at import time (late)"
    case .value: style.caution("values") + " cross at import time"
    case .class: style.caution("classes") + " cross at import time"
    }
  }

  private func line(of cut: ImportCycle.Cut) -> String {
    let names = cut.names.isEmpty ? "" : " (\(ListPhrase.names(cut.names, limit: 4)))"
    return "\(cut.path):\(cut.line)  \(cut.importer) -> \(cut.imported): \(cut.how)\(names)"
  }
}
