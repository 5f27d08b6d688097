package import HostIO
internal import NativeFacts

/// The facts of a project's units: stored ones where they hold, the rest from worker processes.
package struct NativeIndexer {
  /// What became of one unit.
  package typealias Outcome = ClangWorkerPool.Outcome

  private let pool: ClangWorkerPool
  private let store: FactsStore?

  /// - Parameters:
  ///   - program: The program `reload-plan`.
  ///   - root: The project's folder, without links.
  ///   - files: The project's files, relative to it.
  ///   - cache: Where facts are kept between runs.
  package init(program: String, root: String, files: [String], cache: CacheFolder?) {
    pool = ClangWorkerPool(program: program, root: root)
    store = cache.map {
      FactsStore(folder: $0, root: root, base: Self.dependencies(of: program), files: files)
    }
  }

  /// What facts depend on beside files and commands.
  ///
  /// A library that is installed or replaced may give other facts, and so may another program, and variables
  /// that add include folders.
  package static func dependencies(of program: String) -> [String] {
    let parsers = LibclangSearch.current().candidates.flatMap { path in
      [path] + LibclangSearch.files(named: path).map { "\(FileStamp.stamp(of: $0) ?? (0, 0))" }
    }
    let variables = ["CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"].map {
      ProcessReplacement.environment($0) ?? ""
    }
    return ["\(FileStamp.stamp(of: program) ?? (0, 0))"] + parsers + variables
  }

  /// The outcome of each request, in their order.
  ///
  /// - Throws: `LibclangProblem` when a unit has to be parsed and there is no libclang.
  package func index(
    _ requests: [UnitRequest],
    jobs: Int
  ) async throws(LibclangProblem) -> [Outcome] {
    var outcomes = [Outcome](repeating: .fatal, count: requests.count)
    var missing: [Int] = []
    for (position, request) in requests.enumerated() {
      if let facts = store?.facts(for: request) {
        outcomes[position] = .indexed(facts)
      } else {
        missing.append(position)
      }
    }
    if missing.isEmpty { return outcomes }
    let found = try await pool.index(missing.map { requests[$0] }, jobs: jobs)
    for (position, outcome) in zip(missing, found) {
      outcomes[position] = outcome
      if case .indexed(let facts) = outcome { store?.keep(facts, for: requests[position]) }
    }
    store?.prune(to: 1000 + 4 * requests.count)
    return outcomes
  }
}
