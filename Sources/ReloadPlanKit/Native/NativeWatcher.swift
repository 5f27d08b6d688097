internal import ClangIndexing
internal import FoundationEssentials
package import HostIO
internal import ReloadPlanning

/// Rebuilds the plug-ins of a running host when their sources are saved; the host swaps them by itself.
///
/// What only a restart makes safe is not rebuilt: the host would load it.
package final class NativeWatcher {
  private let project: String
  private let binary: String
  /// The sources as they were when they were last built.
  private let baseline: TemporaryFolder

  /// Whether a program is watched this way: the project has compile commands, and it isn't a Python.
  package static func serves(_ program: String, project: String) -> Bool {
    let name = program.split(separator: "/").last.map(String.init) ?? program
    return !name.hasPrefix("python") && BuildDescription.isWritten(in: project)
      && ScriptHeader.interpreter(ofFile: program).isEmpty
  }

  /// Takes the sources as they are for what the host runs.
  ///
  /// - Parameters:
  ///   - project: The project's folder.
  ///   - binary: This program.
  /// - Throws: `SystemCallError` when there is no place for copies.
  package init(project: String, binary: String) throws(SystemCallError) {
    self.project = project
    self.binary = binary
    baseline = try TemporaryFolder()
    keep()
  }

  /// Whether a saved file may be compiled.
  package static func isRelevant(_ path: String) -> Bool {
    NativeChanges.suffixes.contains { path.hasSuffix($0) }
  }

  /// Plans and rebuilds after a save; lines for the person.
  package func update() -> [String] {
    let output = "\(baseline.path)/plan.json"
    let arguments = ["plan", project, "--from", "\(baseline.path)/before", "--json"]
    guard ChildProcess.run(binary, arguments, output: output) == 0,
      let bytes = try? FileBytes.contents(of: output),
      let plan = try? JSONDecoder().decode(Document.self, from: Data(bytes))
    else { return ["the save can't be planned; run `reload-plan plan` to see why"] }
    if plan.verdict == "restart" {
      let reasons = plan.findings.filter { $0.severity == "blocker" }
      return ["not rebuilt, only a restart is safe:"]
        + reasons.map { "  \($0.rule): \($0.message)" }
    }
    var rebuilt: [String] = []
    for step in plan.steps {
      for command in step.commands ?? [] where !run(command) {
        return ["\(step.output ?? step.module) failed to build; the program runs on as it was"]
      }
      if step.action == "rebuild", let path = step.output { rebuilt.append(path) }
    }
    keep()
    return rebuilt.isEmpty ? [] : ["rebuilt \(rebuilt.joined(separator: ", "))"]
  }

  private func run(_ command: Document.Command) -> Bool {
    let change = "cd \"$1\" && shift && exec \"$@\""
    let words = ["-c", change, "sh", command.directory] + command.arguments
    return ChildProcess.runAttached("sh", words, environment: []) == 0
  }

  /// Copies the sources, as what the next save is compared with.
  private func keep() {
    let folder = CacheFolder(path: "\(baseline.path)/before")
    for path in NativeFileNames.all(in: project) where Self.isRelevant(path) {
      guard let bytes = try? FileBytes.contents(of: "\(project)/\(path)") else { continue }
      let parts = path.split(separator: "/")
      let inner = parts.dropLast().map { "/\($0)" }.joined()
      CacheFolder(path: folder.path + inner).write(String(parts.last ?? ""), bytes)
    }
  }

  private struct Document: Decodable {
    var verdict: String
    var steps: [Step]
    var findings: [Problem]

    struct Step: Decodable {
      var action: String
      var module: String
      var output: String?
      var commands: [Command]?
    }

    struct Command: Decodable {
      var directory: String
      var arguments: [String]
    }

    struct Problem: Decodable {
      var rule: String
      var severity: String
      var message: String
    }
  }
}
