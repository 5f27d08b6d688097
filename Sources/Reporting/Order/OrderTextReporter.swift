package import ReloadPlanning

/// Writes a reload order for people.
package struct OrderTextReporter {
  private let style: TextStyle

  package init(style: TextStyle) {
    self.style = style
  }

  /// The text, with a line feed at its end.
  package func text(of order: ReloadOrder) -> String {
    var lines = [style.strong(ListPhrase.count(order.moduleCount, "module")) + ", providers first"]
    let width = String(order.stages.count).count
    for (position, stage) in order.stages.enumerated() {
      let number = String(position + 1)
      let indent = String(repeating: " ", count: width - number.count)
      let inner = String(repeating: " ", count: width + 2)
      if let crosses = stage.crosses {
        let count = ListPhrase.count(stage.modules.count, "module")
        lines.append("\(indent)\(number)  together, a cycle of \(count): \(advice(for: crosses))")
        lines += stage.modules.map { "\(inner)  \(style.strong($0.name))  \($0.because)" }
      } else {
        lines += stage.modules.map { "\(indent)\(number)  \(style.strong($0.name))  \($0.because)" }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func advice(for crossing: ImportCycle.Crossing) -> String {
    switch crossing {
    case .late: "nothing crosses at import time, any order will do"
    case .value: style.caution("values cross at import time, no order of reloads is safe")
    case .class: style.caution("classes cross at import time, no order of reloads is safe")
    }
  }
}
