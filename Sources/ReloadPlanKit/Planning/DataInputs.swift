internal import HostIO
internal import ModuleFacts
internal import ReloadDrivers
internal import ReloadPlanning
internal import SourceText

/// Data files that statements of loaded modules read, and which of them say something else than when
/// the process read them.
///
/// Which file an expression names is guessed from its string literals: beside the module or in the
/// working directory, each alone and joined with those that follow it. A wrong guess costs a
/// statement that runs again; only a file that was written since the process began counts.
struct DataInputs {
  private let hello: AgentHello
  private let project: String
  /// By path: the digest of a file that changed, nil of one that did not.
  private var known: [String: String?] = [:]

  init(_ hello: AgentHello, project: String) {
    self.hello = hello
    self.project = project
  }

  /// The statements of a module whose files have changed.
  mutating func changed(of facts: FileFacts, file: String) -> [PlanRequest.Input] {
    guard let started = hello.started, let slash = file.lastIndex(of: "/") else { return [] }
    var found: [PlanRequest.Input] = []
    guard facts.statements.contains(where: { namesFile($0.literals, facts) }) else { return [] }
    let folders = [String(file[..<slash])] + (hello.cwd.map { [$0] } ?? [])
    for (index, statement) in facts.statements.enumerated() where !statement.literals.isEmpty {
      if statement.flags.contains(.mainGuard) || statement.flags.contains(.neverRuns) { continue }
      for name in Self.candidates(facts.strings(statement.literals)) {
        for path in name.hasPrefix("/") ? [name] : folders.map({ $0 + "/" + name }) {
          guard path != file, let digest = digest(of: path, since: started) else { continue }
          let shown =
            path.hasPrefix(project + "/")
            ? String(path.dropFirst(project.utf8.count + 1)) : path
          if !found.contains(where: { $0.statement == index && $0.path == shown }) {
            found.append(
              PlanRequest.Input(statement: index, path: shown, file: path, digest: digest)
            )
          }
        }
      }
    }
    return found
  }

  /// The digest of a file that is not what the process read; nil for all others.
  private mutating func digest(of path: String, since started: Double) -> String? {
    if let found = known[path] { return found }
    var result: String?
    if let time = FileStatus.changeTime(of: path), time > started, FileStatus.isFile(path),
      let bytes = try? FileBytes.contents(of: path)
    {
      let digest = ReloadPlanKit.digest(bytes)
      if hello.inputs?[path] != digest { result = digest }
    }
    known[path] = .some(result)
    return result
  }

  /// Whether one of the literals can have an extension: few statements get further.
  private func namesFile(_ literals: FactRange, _ facts: FileFacts) -> Bool {
    facts.nameList(literals).contains { literal in
      facts.names.withBytes(of: literal) { $0.contains(UInt8(ascii: ".")) }
    }
  }

  /// Literals with a file's extension, alone and below those before them.
  private static func candidates(_ literals: [String]) -> [String] {
    var found: [String] = []
    for end in literals.indices where hasExtension(literals[end]) {
      for start in max(0, end - 3)...end {
        let name = literals[start...end].joined(separator: "/")
        if !found.contains(name) { found.append(name) }
      }
    }
    return found
  }

  private static func hasExtension(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    let rest = name[name.index(after: dot)...]
    return (1...10).contains(rest.utf8.count) && !rest.contains("/") && rest != "py"
  }
}
