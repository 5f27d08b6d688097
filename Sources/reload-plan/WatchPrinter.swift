import ModuleFacts
import ReloadPlanKit
import ReloadPlanning
import Reporting

/// Says what became of saves: one line each, and more only where a person is needed.
final class WatchPrinter {
  private let project: String
  private let isJSON: Bool
  private let showsStatus: Bool
  private var said: Set<String> = []
  private var wasRefused = false
  private var isWaiting = false
  private var hasSaidCoverage = false
  private var latest: Set<String?> = []
  private var status = WatchStatus()

  init(project: String, isJSON: Bool, showsStatus: Bool) {
    self.project = project
    self.isJSON = isJSON
    self.showsStatus = showsStatus
  }

  /// Says what is watched, at the first start of a program.
  func say(coverage count: Int) {
    if hasSaidCoverage { return }
    hasSaidCoverage = true
    let modules = count == 1 ? "1 loaded module" : "\(count) loaded modules"
    say(
      count > 0
        ? "watches \(project): \(modules)"
        : "nothing that the program has loaded lies under \(project), so no save reaches it; "
          + "give the folder of its code with --project"
    )
  }

  func say(_ line: String) { if !isJSON { StandardStreams.writeError(line) } }

  /// Reports a save; `files` are the whole paths of what was saved.
  func report(_ reports: [ProgramWatcher.Report], files: [String]) {
    let paths = files.map(relative)
    var outcomes: [ReloadOutcome] = []
    for report in reports {
      switch report {
      case .outcome(_, let outcome): outcomes.append(outcome)
      case .postponed(let pid, let error):
        // Once: it is tried again until the process answers.
        if !isWaiting, files.isEmpty { say("process \(pid) can't be reached yet: \(error)") }
        isWaiting = true
      // The newer save is reported.
      case .superseded: break
      case .failed(_, let message): say(message)
      }
    }
    if outcomes.isEmpty { return }
    isWaiting = false
    // What was said of a refusal that is over is news in the next one.
    let isRefused = outcomes.contains { $0.verdict == .restart && !$0.isApplied }
    if isRefused, !wasRefused { said = [] }
    wasRefused = isRefused
    if isJSON {
      for outcome in outcomes {
        StandardStreams.writeErrorLine(OutcomeJSONWriter.write(outcome))
      }
      return
    }
    // Processes of one program mostly fare alike: each line once, with how many it holds for.
    var lines: [(text: [String], count: Int)] = []
    for outcome in outcomes {
      status.note(outcome, paths: paths)
      let text = WatchLine.lines(for: outcome, paths: paths)
      if text.isEmpty { continue }
      if let index = lines.firstIndex(where: { $0.text.first == text.first }) {
        lines[index].count += 1
      } else {
        lines.append((text, 1))
      }
    }
    // A folder that came or went makes everything be looked at; what was said stays said.
    let isNews = !files.isEmpty || Set(lines.map(\.text.first)) != latest
    latest = Set(lines.map(\.text.first))
    if !isNews { return }
    for (text, count) in lines {
      let times = count > 1 ? " (in \(count) processes)" : ""
      for (index, line) in text.enumerated() {
        // What is stale stays so; it is said once.
        if index > 0, !said.insert(line).inserted { continue }
        say(index == 0 ? line + times : "  " + line)
      }
    }
    if showsStatus, !lines.isEmpty { for line in status.lines() { say(line) } }
  }

  private func relative(_ path: String) -> String {
    path.hasPrefix(project + "/") ? String(path.dropFirst(project.utf8.count + 1)) : path
  }
}

/// The words for one outcome.
enum WatchLine {
  /// The line, then what a person should know; nothing when nothing was to be done.
  static func lines(for outcome: ReloadOutcome, paths: [String]) -> [String] {
    let subject = subject(outcome, paths)
    if outcome.isPartial {
      return ["\(subject): partly applied, and could not be taken back; restart the program"]
        + details(outcome)
    }
    if outcome.isApplied {
      let edits = outcome.plan.changes.flatMap(\.edits)
      let shown = edits.prefix(3).joined(separator: ", ")
      let more = edits.count > 3 ? " and \(edits.count - 3) more" : ""
      let held =
        outcome.pauseMilliseconds >= 1 ? ", callers held \(number(outcome.pauseMilliseconds))" : ""
      let what = shown.isEmpty ? "applied" : "\(shown)\(more): applied"
      return ["\(subject): \(what) in \(number(outcome.milliseconds))\(held)"]
        + details(outcome)
    }
    if outcome.verdict == .nothing { return [] }
    let blockers = outcome.findings.filter { $0.severity == .blocker }
    if let error = blockers.first(where: { $0.rule == "PE32" }) {
      return [
        "\(error.path):\(error.line): \(error.message); the program runs on with its old code"
      ]
    }
    return ["\(subject): not applied, the process is as it was"] + details(outcome)
  }

  private static func details(_ outcome: ReloadOutcome) -> [String] {
    outcome.findings.filter { $0.severity != .info }.map { finding in
      let place =
        finding.line > 0 && !finding.path.isEmpty ? " (\(finding.path):\(finding.line))" : ""
      let help = finding.help.isEmpty ? "" : "; \(finding.help)"
      return "\(finding.message)\(place)\(help)"
    }
  }

  private static func subject(_ outcome: ReloadOutcome, _ paths: [String]) -> String {
    let changed = outcome.plan.changes.map(\.path)
    let names = changed.isEmpty ? paths : changed
    if names.count > 3 { return "\(names.count) files" }
    return names.isEmpty ? "the project" : names.joined(separator: ", ")
  }

  static func number(_ milliseconds: Double) -> String {
    milliseconds < 10
      ? "\((milliseconds * 10).rounded() / 10) ms" : "\(Int(milliseconds.rounded())) ms"
  }
}

/// What became of all saves so far.
struct WatchStatus {
  private var applied = 0
  private var refused = 0
  private var times: [Double] = []
  private var pauses: [Double] = []
  private var latest: [(path: String, verdict: String)] = []

  mutating func note(_ outcome: ReloadOutcome, paths: [String]) {
    let verdict: String
    if outcome.isApplied {
      applied += 1
      times.append(outcome.milliseconds)
      pauses.append(outcome.pauseMilliseconds)
      verdict = "runs the new code"
    } else if outcome.verdict == .nothing {
      verdict = "runs the new code"
    } else {
      refused += 1
      verdict = "stale: needs a restart"
    }
    let changed = outcome.plan.changes.map(\.path)
    for path in changed.isEmpty ? paths : changed {
      latest.removeAll { $0.path == path }
      latest.append((path, verdict))
    }
    latest = Array(latest.suffix(8))
  }

  func lines() -> [String] {
    let sorted = times.sorted()
    let median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    let head =
      "status: \(applied) applied (median \(WatchLine.number(median))), \(refused) not; longest pause "
      + WatchLine.number(pauses.max() ?? 0)
    let width = latest.map(\.path.count).max() ?? 0
    return [head]
      + latest.map {
        "  \($0.path)\(String(repeating: " ", count: width - $0.path.count))  \($0.verdict)"
      }
  }
}
