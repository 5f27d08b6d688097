internal import HostIO
internal import ModuleFacts
internal import NativePlanning
internal import ProjectGraph
internal import Reporting
internal import RiskRules
internal import SourceText

/// What rules find in the C and C++ of a project.
struct NativeRisks {
  private(set) var findings: [Finding] = []
  private(set) var suppressedCount = 0
  private(set) var unused: [RiskReport.UnusedSuppression] = []
  /// Units that were read.
  private(set) var unitCount = 0
  /// What couldn't be read, for the person.
  private(set) var notes: [String] = []

  fileprivate init(note: String) { notes = [note] }

  fileprivate init(_ sources: NativeSources, loads: [LibraryLoad], _ selection: RuleSelection) {
    let program = sources.program.program
    unitCount = program.units.count
    notes = sources.problems.filter { $0.kind == .unindexed }.map {
      "\($0.path): \($0.diagnostic.message)"
    }
    let subject = NativeSubject(program: program, loads: loads)
    let found = selection.apply(
      to: NativeRiskCheck.findings(in: subject, codes: selection.nativeCodes)
    )
    let byPath = Dictionary(grouping: found) { $0.path }
    for path in Set(byPath.keys).union(sources.files).sorted() {
      let bytes = (try? FileBytes.contents(of: "\(sources.root)/\(path)")) ?? []
      let silenced = Suppressions(ofNative: bytes, path: path)
        .apply(to: byPath[path] ?? [], ran: selection.nativeCodes)
      findings += silenced.findings
      suppressedCount += silenced.suppressedCount
      unused += silenced.unused
    }
  }
}

extension Workspace {
  /// What rules find in the project's C and C++; `nil` if it has none.
  ///
  /// - Throws: `WorkspaceError.brokenDatabase` when what says how it is built can't be read, and there is
  ///   nothing else to look at.
  func nativeRisks(_ selection: RuleSelection) async throws(WorkspaceError) -> NativeRisks? {
    do {
      let sources = try await NativeSources.read(
        projectAt: path,
        worker: nativeWorker,
        jobs: jobs
      )
      return sources.map { NativeRisks($0, loads: libraryLoads(of: $0), selection) }
    } catch {
      let broken = WorkspaceError.brokenDatabase(
        path: "\(path)/\(error.path)",
        reason: error.reason
      )
      do { _ = try layout() } catch .noPython { throw broken }
      return NativeRisks(note: "\(broken)")
    }
  }

  /// Python code that loads libraries that the project's build makes.
  func libraryLoads(of sources: NativeSources) -> [LibraryLoad] {
    let program = sources.program.program
    let libraries = program.build.products.filter {
      $0.kind == .library && program.pythonModule(of: $0) == nil
    }
    guard !libraries.isEmpty, let (layout, _) = try? layout() else { return [] }
    var loads = NativeLoads(libraries: libraries.map(\.path))
    return loads.loads(layout, in: path).map(\.load)
  }
}
