package import ModuleFacts

extension Program {
  /// A module that a top-level statement starts at import time.
  struct Start {
    var statement: Int
    var target: Int
  }

  /// The modules that a module's statements start at import time, in order, parents first.
  func starts(of module: Int) -> [Start] {
    if let known = memories[module].targets, known.layout === layout { return known.starts }
    var found: [Start] = []
    for start in startsByName(of: module) {
      for name in start.names {
        if let target = index(of: name) {
          found.append(Start(statement: start.statement, target: target))
        }
      }
    }
    // Imports that are found in other ways than by statement may be out of order.
    found = Self.inFileOrder(found)
    memories[module].targets = (layout, found)
    return found
  }

  /// The same by name, whether the program has such modules or not.
  private func startsByName(of module: Int) -> [ProgramMemory.ImportStart] {
    if let known = memories[module].starts { return known }
    var starts: [ProgramMemory.ImportStart] = []
    let facts = facts(module)
    for record in facts.imports where record.isRunByStatement {
      starts.append(
        ProgramMemory.ImportStart(
          statement: Int(record.statement),
          names: startedNames(record, of: facts, in: module)
        )
      )
    }
    memories[module].starts = starts
    return starts
  }

  /// The names that one import of `facts` starts modules by, if there are such, parents first; empty when
  /// its dots lead nowhere.
  package func startedNames(
    _ record: ImportRecord,
    of facts: FileFacts,
    in module: Int
  ) -> [String] {
    guard let name = importedModule(record, of: facts, in: module) else { return [] }
    return Self.packages(of: name) + [name]
      + facts.importedNames[record.names.indices].map { name + "." + facts.string($0.name) }
  }

  /// The modules in which a name can lead to something in one of `modules`: these, the packages that
  /// they are in, and whoever imports one of all those, or something below it.
  package func modulesThatReach(_ modules: Set<Int>) -> Set<Int> {
    var importers = [[Int]](repeating: [], count: self.modules.count)
    for module in self.modules.indices {
      for start in starts(of: module) { importers[start.target].append(module) }
    }
    var seen = modules
    var rest = modules.sorted()
    while let module = rest.popLast() {
      var next = importers[module]
      next += Self.packages(of: self.modules[module].name).compactMap { index(of: $0) }
      for module in next where seen.insert(module).inserted { rest.append(module) }
    }
    return seen
  }

  /// The packages that a dotted name is in, the outermost first.
  private static func packages(of name: String) -> [String] {
    name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) }
  }

  /// Starts by statement, those of one in the order given.
  static func inFileOrder(_ starts: [Start]) -> [Start] {
    starts.enumerated().sorted {
      ($0.element.statement, $0.offset) < ($1.element.statement, $1.offset)
    }.map(\.element)
  }
}
