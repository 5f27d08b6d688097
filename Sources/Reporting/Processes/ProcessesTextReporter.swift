package import ReloadPlanning

/// Writes running programs for people: a line each, and one for each stale module.
package struct ProcessesTextReporter {
  private let style: TextStyle
  private let now: Double

  /// Ages are told from `now`, in seconds since the epoch.
  package init(style: TextStyle, now: Double) {
    self.style = style
    self.now = now
  }

  package func text(of programs: [RunningProgram]) -> String {
    if programs.isEmpty {
      return "no process of yours has an agent; `reload-plan run` starts one\n"
    }
    return programs.map { lines(of: $0).joined(separator: "\n") + "\n" }.joined()
  }

  private func lines(of program: RunningProgram) -> [String] {
    var lines = ["\(program.pid)  \(program.arguments.joined(separator: " "))"]
    if let problem = program.problem {
      lines.append("  " + style.bad(problem))
      return lines
    }
    let modules = ListPhrase.count(program.moduleCount, "loaded module")
    lines.append(style.faint("  \(modules) of \(program.project)"))
    if let last = program.last {
      let what =
        last.isApplied ? "applied" : last.verdict == "nothing" ? "nothing to do" : "refused"
      lines.append("  last reload: \(what), \(age(last.time))")
    }
    for module in program.stale {
      let since = module.since.map { "changed \(age($0))" } ?? "its file is gone"
      lines.append("  " + style.bad("stale") + " \(module.path): \(since)")
    }
    return lines
  }

  private func age(_ time: Double) -> String {
    let seconds = max(0, Int(now - time))
    if seconds < 60 { return "\(seconds) s ago" }
    if seconds < 3600 { return "\(seconds / 60) min ago" }
    return "\(seconds / 3600) h ago"
  }
}
