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
  private var comparison: BlockingWork<NativeComparison>?
  /// What processes had loaded when they were asked last.
  private var lastLoaded: Set<String> = []

  /// Nothing if the project has no C or C++.
  ///
  /// - Parameters:
  ///   - project: The project's folder, absolute.
  ///   - keepsSources: Whether the sources as they are now are what later ones are compared with.
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

  /// Begins to read the sources, so that the first save needn't wait for it.
  package func warm() { _ = compared() }

  /// Takes note that sources were saved.
  package func noteSave() { comparison = nil }

  /// Takes the sources as they are for what the program runs, which was started again: but for those that
  /// aren't built yet.
  package func noteStart() {
    guard let before = baseline else { return }
    var now = Self.sources(of: workspace.path)
    if now == before { return }
    comparison = nil
    if let sources = compared().result().sources {
      for path in LoadedProducts.unbuilt(lastLoaded, of: sources) { now[path] = before[path] }
    }
    baseline = now
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
    let comparison = compared().result()
    guard let sources = comparison.sources else { return plan }
    let loaded = LoadedProducts(of: sources, mapped: MappedFiles.paths(in: pid))
    if loaded.paths.isEmpty { return plan }
    lastLoaded.formUnion(loaded.paths.keys)
    var side = NativeSide(holders: comparison.holders.filter { loaded.modules.contains($0.holder) })
    if baseline == nil {
      if let problem = sources.parserProblem, let file = loaded.source(savedAfter: started) {
        side.plan = Workspace.refusal("\(file) was saved and can't be read: \(problem)", file)
      } else {
        side.plan = loaded.request(savedAfter: started).map { request in
          var request = request
          request.loads = workspace.libraryLoads(of: sources)
          return NativePlanner.plan(request)
        }
      }
    } else if var request = comparison.request {
      request.loaded = Set(loaded.paths.keys)
      side.plan = NativePlanner.plan(request)
    } else {
      side.plan = comparison.refusal
    }
    if side.plan?.verdict != .restart { side.plan = nil }
    side.plan?.beLive(sources.root, built: loaded.built)
    return plan.with(side)
  }

  private func compared() -> BlockingWork<NativeComparison> {
    if let comparison { return comparison }
    let (workspace, before) = (workspace, baseline.map { NativeBefore.texts($0) })
    let started = BlockingWork { await workspace.nativeComparison(before: before, wanted: nil) }
    comparison = started
    return started
  }
}

/// What a process has loaded of what the project's build makes.
private struct LoadedProducts {
  /// The mapped files by the product's path.
  private(set) var paths: [String: String] = [:]
  /// Names of the extension modules among them.
  private(set) var modules: Set<String> = []
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
      guard let file else { continue }
      paths[product.path] = file
      if let module { modules.insert(module) }
    }
  }

  /// The products whose file is newer than all that it is made of.
  var built: Set<String> {
    Set(
      program.build.products.filter { product in
        let file = paths[product.path] ?? BuildPath.absolute(product.path, in: sources.root)
        return Self.isBuilt(file, product, program, sources.root)
      }.map(\.path)
    )
  }

  /// The files that some of `products` are made of which are older than they are, or aren't there.
  static func unbuilt(_ products: Set<String>, of sources: NativeSources) -> Set<String> {
    let program = sources.program.program
    var found: Set<String> = []
    for product in program.build.products where products.contains(product.path) {
      let file = BuildPath.absolute(product.path, in: sources.root)
      if isBuilt(file, product, program, sources.root) { continue }
      found.formUnion(ownFiles(of: product, program))
    }
    return found
  }

  private static func ownFiles(
    of product: NativeBuild.Product,
    _ program: NativeProgram
  ) -> Set<String> {
    Set(
      program.units(of: product).flatMap { unit in
        program.units[unit].facts.reads.filter(\.isOwn).map(\.path)
      }
    )
  }

  private static func isBuilt(
    _ file: String,
    _ product: NativeBuild.Product,
    _ program: NativeProgram,
    _ root: String
  ) -> Bool {
    guard let time = FileStatus.changeTime(of: file) else { return false }
    return ownFiles(of: product, program).allSatisfy {
      (FileStatus.changeTime(of: "\(root)/\($0)") ?? 0) < time
    }
  }

  /// A source that was saved after a process began, and after what it has loaded of it was built.
  func source(savedAfter started: Double?) -> String? {
    for product in program.build.products {
      guard let started, let file = paths[product.path],
        let built = FileStatus.changeTime(of: file)
      else { continue }
      for unit in product.units {
        let source = program.build.units[unit].source
        let time = FileStatus.changeTime(of: "\(sources.root)/\(source)") ?? 0
        if time > started, time > built { return source }
      }
    }
    return nil
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
  /// Says what a person has to do for a running process: the commands that rebuild stand where the restart is
  /// asked for, and what is built already only waits for that.
  fileprivate mutating func beLive(_ root: String, built: Set<String>) {
    let rebuilds = steps.compactMap { step in step.rebuild.map { (step.module, $0) } }
    // The restart is settled; what else stands in the way of less than that, plans say.
    findings.removeAll { $0.severity != .blocker }
    // Other files are part of nothing that the process has loaded.
    changes.removeAll { change in
      !rebuilds.isEmpty && !rebuilds.contains { $0.1.files.contains(change.path) }
    }
    for index in findings.indices where findings[index].severity == .blocker {
      let (module, message) = (findings[index].module, findings[index].message)
      guard
        let rebuild = rebuilds.first(where: { $0 == module || message.contains($1.output) })?.1,
        !rebuild.commands.isEmpty
      else { continue }
      findings[index].help =
        built.contains(rebuild.output)
        ? "it is built: restart the program"
        : "\(rebuild.advice(from: root)) and restart the program"
    }
    steps.removeAll { step in step.rebuild.map { built.contains($0.output) } ?? false }
  }
}

extension PlanStep {
  fileprivate var rebuild: Rebuild? {
    if case .rebuild(let rebuild) = action { rebuild } else { nil }
  }
}

extension Rebuild {
  /// What to do, as a line for a shell in the folder `root` if that is a line.
  fileprivate func advice(from root: String) -> String {
    let line = shellLine(from: root)
    // A person can copy a line, not a screen.
    return line.utf8.count > 300
      ? "rebuild \(output), by its \(commands.count) commands in `reload-plan plan --json`,"
      : "rebuild it by `\(line)`"
  }

  private func shellLine(from root: String) -> String {
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
