internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Where a start enters what an edit no longer imports.
extension Planner {
  /// Loaded modules that an edited module was the first to import, and does not import any more, with
  /// that module.
  ///
  /// In the order of `sys.modules` a module stands behind whoever began its import; one that stands
  /// before was begun by another.
  static func orphans(_ program: Program, _ sources: [PlanRequest.Module]) -> [Int: Int] {
    var found: [Int: Int] = [:]
    for (module, source) in sources.enumerated() where source.isChanged && source.isLoaded {
      guard let old = source.old else { continue }
      let now = imported(program.facts(module), module, program, where: \.isRunByStatement)
      let before = imported(old, module, program, where: \.isRunByStatement)
      for name in before.subtracting(now).sorted() {
        guard let target = program.index(of: name), target > module, sources[target].isLoaded,
          !program.modules[target].isExternal, found[target] == nil
        else { continue }
        found[target] = module
      }
    }
    return found
  }

  /// All modules that some imports of a file name, with their packages.
  static func imported(
    _ facts: FileFacts,
    _ module: Int,
    _ program: Program,
    where isIncluded: (ImportRecord) -> Bool
  ) -> Set<String> {
    Set(
      facts.imports.filter(isIncluded)
        .flatMap { program.startedNames($0, of: facts, in: module) }
    )
  }

  /// Import cycles that nothing outside imports any more: their modules, and who did.
  func cyclesWithoutEntry() -> [(modules: [Int], importer: Int)] {
    if orphans.isEmpty { return [] }
    var importers = [[Int]](repeating: [], count: program.modules.count)
    for module in program.modules.indices {
      for target in coldStart.imported(by: module) where target != module {
        importers[target].append(module)
      }
    }
    var found: [(modules: [Int], importer: Int)] = []
    var known: Set<Int> = []
    for (orphan, importer) in orphans.sorted(by: { $0.key < $1.key }) where !known.contains(orphan)
    {
      let above = closure([orphan]) { importers[$0] }
      if above.count == 1 || !above.isSubset(of: closure([orphan], coldStart.imported(by:))) {
        continue
      }
      known.formUnion(above)
      found.append((above.sorted(), importer))
    }
    return found
  }

  /// Some modules and all that are reached from them.
  func closure(_ starts: [Int], _ next: (Int) -> [Int]) -> Set<Int> {
    var seen = Set(starts)
    var rest = starts
    while let module = rest.popLast() {
      for other in next(module) where seen.insert(other).inserted { rest.append(other) }
    }
    return seen
  }

  /// Refuses where it matters which module of such a cycle a start begins with.
  mutating func checkEntries(_ fresh: NameTrace, among started: Set<Int>, _ make: () -> NameTrace) {
    for (modules, _) in lonelyCycles {
      for entry in modules where sources[entry].isLoaded {
        let first = modules[0]
        let order = roots.filter { $0 < first && !modules.contains($0) } + [entry]
        let other = make()
        other.runAll(in: ColdStart(program: program, reach: reach, roots: order)) {
          started.contains($0)
        }
        guard let different = modules.first(where: { differs($0, fresh, other) }) else { continue }
        let names = modules.map { program.modules[$0].name }
        block(
          "RP301",
          sources[different],
          0,
          "nothing but \(names.joined(separator: " and ")) imports \(names.count == 2 ? "either" : "any") of them any more, and what \(program.modules[different].name) gets depends on which of them a start begins with",
          help: "restart the program"
        )
        break
      }
    }
  }

  private func differs(_ module: Int, _ one: NameTrace, _ other: NameTrace) -> Bool {
    if one.spaces[module] != other.spaces[module] { return true }
    return program.facts(module).statements.indices.contains {
      let id = StatementID(module: module, statement: $0)
      return one.reads[id]?.origins != other.reads[id]?.origins
    }
  }
}
