internal import ModuleFacts

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
    memories[module].targets = (layout, found)
    return found
  }

  /// The same by name, whether the program has such modules or not.
  private func startsByName(of module: Int) -> [ProgramMemory.ImportStart] {
    if let known = memories[module].starts { return known }
    var starts: [ProgramMemory.ImportStart] = []
    let facts = facts(module)
    for record in facts.imports
    where record.time == .importTime && record.condition != .typing && !record.isDead
      && record.statement != .max
    {
      guard let name = importedModule(record, in: module) else { continue }
      var start = ProgramMemory.ImportStart(statement: Int(record.statement), names: [])
      for index in name.indices where name[index] == "." {
        start.names.append(String(name[..<index]))
      }
      start.names.append(name)
      for imported in facts.importedNames[record.names.indices] {
        start.names.append(name + "." + facts.string(imported.name))
      }
      starts.append(start)
    }
    // In the file's order already, but for imports that are found in other ways.
    let ordered = starts.enumerated().sorted {
      ($0.element.statement, $0.offset) < ($1.element.statement, $1.offset)
    }.map(\.element)
    memories[module].starts = ordered
    return ordered
  }
}
