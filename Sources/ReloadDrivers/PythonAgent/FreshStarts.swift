internal import FoundationEssentials
internal import HostIO

/// What `reload --verify` compares a process with: the modules of a fresh start, before and after the edit.
package struct FreshStarts {
  /// A module whose text or place is another one now.
  package struct OldModule {
    package var name: String
    /// Where it was, absolute.
    package var file: String
    package var isPackage: Bool
    /// What the process runs; nil when it has no such module.
    package var source: [UInt8]?

    package init(name: String, file: String, isPackage: Bool, source: [UInt8]?) {
      self.name = name
      self.file = file
      self.isPackage = isPackage
      self.source = source
    }
  }

  /// What to import, in order; those that the files no longer have are in `gone` as well.
  package var modules: [String]
  package var gone: [String]
  package var changed: [OldModule]

  package init(modules: [String], gone: [String], changed: [OldModule]) {
    self.modules = modules
    self.gone = gone
    self.changed = changed
  }

  /// Starts them, with the program's interpreter, environment and folder, and gives the answer of `fresh.py`.
  package func run(for session: AgentSession) throws(DriverError) -> [UInt8] {
    let surroundings = try session.surroundings()
    let agent = try AgentFiles.unpack()
    let python = session.hello.executable ?? "python3"
    do throws(SystemCallError) {
      let scratch = try TemporaryFolder()
      try place(request(surroundings), in: scratch.path)
      let status = ChildProcess.run(
        python,
        ["-I", "-S", "\(agent)/reload_plan_agent/fresh.py", "\(scratch.path)/request"],
        output: "\(scratch.path)/answer"
      )
      let answer = try? FileBytes.contents(of: "\(scratch.path)/answer")
      if status == 0, let answer, !answer.isEmpty { return answer }
    } catch {
      throw .system(error)
    }
    throw .cannotStart(
      program: python,
      reason: "the fresh start that --verify needs gave no answer"
    )
  }

  private func place(_ bytes: [UInt8], in folder: String) throws(SystemCallError) {
    do throws(PrivateFolderError) {
      try PrivateFolder(path: folder).write(bytes, as: "request")
    } catch {
      throw SystemCallError("write", folder, code: 5)
    }
  }

  private func request(_ surroundings: [UInt8]) -> [UInt8] {
    let entries = changed.map { module in
      (
        module.name,
        Entry(
          file: module.file,
          package: module.isPackage,
          source: module.source.map { Data($0).base64EncodedString() },
          absent: module.source == nil
        )
      )
    }
    let rest = Request(
      modules: modules,
      gone: gone,
      old: Dictionary(entries, uniquingKeysWith: { first, _ in first })
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let encoded = (try? encoder.encode(rest)) ?? Data("{}".utf8)
    return Array("{\"surroundings\":".utf8) + surroundings + Array(",".utf8) + encoded.dropFirst()
  }

  private struct Request: Encodable {
    var modules: [String]
    var gone: [String]
    var old: [String: Entry]
  }

  private struct Entry: Encodable {
    var file: String
    var package: Bool
    var source: String?
    var absent: Bool
  }
}
