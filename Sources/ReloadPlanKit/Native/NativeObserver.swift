internal import ClangIndexing
internal import HostIO
internal import ModuleFacts
internal import NativeFacts
internal import NativePlanning
internal import ReloadPlanning

/// The C and C++ of a project under a running Python program: what edits of it ask of the process.
///
/// CPython never loads new code of an extension module, so a save of its sources is a restart, and a plan
/// that a process gets must say so as long as it runs the old build.
package final class NativeObserver {
  private let workspace: Workspace
  /// The sources as they were when the program was started; `nil`: only their times are known.
  private var baseline: [String: [UInt8]]?
  private var comparison: NativeComparison?

  /// - Parameters:
  ///   - project: The project's folder, absolute.
  ///   - keepsSources: Whether the sources as they are now are what later ones are compared with.
  /// - Returns: `nil` if the project has no C or C++.
  package init?(project: String, keepsSources: Bool) {
    guard BuildDescription.exists(in: project) else { return nil }
    var workspace = Workspace(path: project)
    workspace.nativeWorker = "/proc/self/exe"
    self.workspace = workspace
    baseline = keepsSources ? Self.sources(of: project) : nil
  }

  /// Whether a saved file may be compiled.
  package static func isRelevant(_ path: String) -> Bool {
    NativeChanges.suffixes.contains { path.hasSuffix($0) }
  }

  /// Takes note that sources were saved.
  package func noteSave() { comparison = nil }

  /// Takes the sources as they are for what the program runs: it was started again.
  package func noteStart() {
    if baseline != nil { baseline = Self.sources(of: workspace.path) }
    comparison = nil
  }

  private static func sources(of project: String) -> [String: [UInt8]] {
    var texts: [String: [UInt8]] = [:]
    for path in NativeFileNames.all(in: project) where isRelevant(path) {
      texts[path] = try? FileBytes.contents(of: "\(project)/\(path)")
    }
    return texts
  }

  /// The plan with what edits of C and C++ mean for a process that began at `started`.
  func completing(_ plan: ReloadPlan, in pid: Int32, started: Double?) -> ReloadPlan {
    let mapped = MappedFiles.paths(in: pid)
    let comparison = comparison ?? compared()
    self.comparison = comparison
    let loaded = comparison.sources.map { LoadedProducts(of: $0, mapped: mapped) }
    guard let loaded, !loaded.paths.isEmpty else { return plan }
    var side = NativeSide(holders: comparison.holders)
    if baseline == nil {
      side.plan = loaded.request(savedAfter: started).map { NativePlanner.plan($0) }
    } else if var request = comparison.request {
      request.loaded = Set(loaded.paths.keys)
      side.plan = NativePlanner.plan(request)
    } else {
      side.plan = comparison.refusal
    }
    if side.plan?.verdict != .restart { side.plan = nil }
    side.plan?.tellCommands(from: comparison.sources?.root ?? "")
    return plan.with(side)
  }

  private func compared() -> NativeComparison {
    let (workspace, before) = (workspace, baseline.map { NativeBefore.texts($0) })
    return BlockingWork.result {
      await workspace.nativeComparison(before: before, wanted: nil)
    }
  }
}

/// What a process has loaded of what the project's build makes.
private struct LoadedProducts {
  /// The mapped files by the product's path.
  private(set) var paths: [String: String] = [:]
  private let sources: NativeSources
  private let program: NativeProgram

  /// Extension modules are told by their name at the end of a path, for installing copies them.
  init(of sources: NativeSources, mapped: [String]) {
    self.sources = sources
    program = sources.program.program
    for product in program.build.products where product.kind != .archive {
      let whole = BuildPath.absolute(product.path, in: sources.root)
      let module = program.pythonModule(of: product)
      let ending = module.map { "/" + $0.split(separator: ".").joined(separator: "/") + "." }
      let file = mapped.first { path in
        path == whole || ending.map { path.hasSuffix(".so") && path.contains($0) } ?? false
      }
      if let file { paths[product.path] = file }
    }
  }

  /// Asks for what was saved after a process began and isn't in the libraries that it has loaded; `nil` if
  /// nothing was.
  func request(savedAfter started: Double?) -> NativePlanRequest? {
    guard let started else { return nil }
    var units: [NativePlanRequest.ChangedUnit] = []
    var files: Set<String> = []
    for (position, unit) in program.units.enumerated() {
      let built = program.productsOfUnit[position].compactMap { product in
        paths[program.build.products[product].path].flatMap { FileStatus.changeTime(of: $0) }
      }
      guard let earliest = built.min() else { continue }
      let saved = unit.facts.reads.filter(\.isOwn).map(\.path).filter { path in
        let time = FileStatus.changeTime(of: "\(sources.root)/\(path)") ?? 0
        return time > started && time > earliest
      }
      if saved.isEmpty { continue }
      files.formUnion(saved)
      units.append(
        NativePlanRequest.ChangedUnit(
          position: position,
          source: unit.source,
          old: nil,
          new: unit.facts
        )
      )
    }
    if units.isEmpty { return nil }
    var request = NativePlanRequest(
      program: program,
      units: units,
      changedHeaders: [],
      changedOutlines: [],
      changedFiles: files.sorted()
    )
    request.loaded = Set(paths.keys)
    request.isGuess = sources.isGuess
    request.isByTime = true
    return request
  }
}

extension ReloadPlan {
  /// Puts the commands that rebuild a module where its restart is asked for: nothing else of a restart's steps
  /// is shown.
  fileprivate mutating func tellCommands(from root: String) {
    for index in findings.indices where findings[index].severity == .blocker {
      let module = findings[index].module
      let step = steps.first { $0.module == module && $0.rebuild != nil }
      guard let rebuild = step?.rebuild, !rebuild.commands.isEmpty else { continue }
      findings[index].help =
        "rebuild it by `\(rebuild.shellLine(from: root))` and restart the program"
    }
  }
}

extension PlanStep {
  fileprivate var rebuild: Rebuild? {
    if case .rebuild(let rebuild) = action { rebuild } else { nil }
  }
}

extension Rebuild {
  /// One line for a shell in the folder `root`.
  fileprivate func shellLine(from root: String) -> String {
    var folder = root
    var parts: [String] = []
    for command in commands {
      if command.folder != folder { parts.append("cd \(command.folder)") }
      folder = command.folder
      parts.append(command.text)
    }
    return parts.joined(separator: " && ")
  }
}
