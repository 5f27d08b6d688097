internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// What an edit changes about which module finds which other one half imported.
///
/// Such a change is no edge of the graph: the names are the same, but at another moment of a start
/// they are there, or not.
struct ImportOrder {
  private let program: Program
  private let coldStart: ColdStart
  /// The old facts of modules whose files changed.
  private let old: [Int: FileFacts]
  /// Statements that run again.
  private let runs: Set<StatementID>
  private let reach: CallReach

  init(
    program: Program,
    coldStart: ColdStart,
    old: [Int: FileFacts],
    runs: Set<StatementID>,
    reach: CallReach
  ) {
    self.program = program
    self.coldStart = coldStart
    self.old = old
    self.runs = runs
    self.reach = reach
  }

  /// Why a start on the new sources may not be like the process.
  struct Problem {
    var module: Int
    var line: Int
    var message: String
  }

  func problems(of module: Int) -> [Problem] {
    guard let old = old[module] else { return [] }
    let new = program.facts(module)
    let common = ModuleDiff.boundNames(old).intersection(ModuleDiff.boundNames(new))
    var seen: Set<String> = []
    var found: [Problem] = []
    for record in new.imports where record.time == .importTime {
      if record.kind == .from,
        runs.contains(StatementID(module: module, statement: Int(record.statement))),
        let name = program.importedModule(record, in: module), let target = program.index(of: name),
        reaches(module, from: target)
      {
        found += unbound(record, in: module)
      }
      for name in modules(record, new, module) where seen.insert(name).inserted {
        // The packages a module is in have begun before it.
        guard let target = program.index(of: name), target != module,
          !program.modules[module].name.hasPrefix(name + "."),
          let after = namesAbove(importOf: name, new, module)
        else { continue }
        let before = namesAbove(importOf: name, old, module)
        if before == nil {
          guard reaches(module, from: target) else { continue }
          found += unbound(in: target, closing: module)
          continue
        }
        let moved =
          before.map { $0.intersection(common).symmetricDifference(after.intersection(common)) }
          ?? []
        let concerned = moved.union(redefined(after, belowImportOf: name, module))
        guard !concerned.isEmpty, reaches(module, from: target),
          isLookedAt(concerned, of: module, while: target)
        else { continue }
        found.append(
          Problem(
            module: module,
            line: Int(record.line),
            message:
              "other names stand above the import of \(name) now, and \(name) is in an import cycle with \(program.modules[module].name)"
          )
        )
      }
    }
    return found
  }

  /// From-imports in a new cycle that come before the name they take.
  private func unbound(in target: Int, closing module: Int) -> [Problem] {
    var found: [Problem] = []
    for importer in reached(from: target) where reaches(module, from: importer) {
      for record in program.facts(importer).imports
      where record.kind == .from && record.time == .importTime && record.condition == .none {
        found += unbound(record, in: importer)
      }
    }
    return found
  }

  /// The names of one from-import that its provider does not have yet at that moment.
  private func unbound(_ record: ImportRecord, in importer: Int) -> [Problem] {
    let facts = program.facts(importer)
    guard let name = program.importedModule(record, in: importer),
      let provider = program.index(of: name)
    else { return [] }
    let rank = coldStart.rank(StatementID(module: importer, statement: Int(record.statement)))
    return facts.importedNames[record.names.indices].compactMap { imported in
      let text = facts.string(imported.name)
      // A submodule is found even while its package is half imported.
      if let submodule = program.index(of: name + "." + text),
        program.targets(of: text, in: provider).allSatisfy({ $0 == .module(submodule) })
      {
        return nil
      }
      guard let id = program.facts(provider).names.find(text),
        let first = program.scope(provider).writers(of: id).first,
        coldStart.rank(StatementID(module: provider, statement: first.statement)) > rank
      else { return nil }
      return Problem(
        module: importer,
        line: Int(record.line),
        message:
          "\(program.modules[importer].name) imports \(text) from \(name), which is half imported at that moment of a fresh start"
      )
    }
  }

  /// The names that a statement which runs gives another value below the import.
  ///
  /// What the others took is the value above it.
  private func redefined(
    _ names: Set<String>,
    belowImportOf name: String,
    _ module: Int
  ) -> Set<String> {
    let facts = program.facts(module)
    guard let first = firstImport(of: name, facts, module) else { return [] }
    return names.filter { name in
      let writers = facts.names.find(name).map { program.scope(module).writers(of: $0) } ?? []
      return writers.contains {
        $0.statement > first
          && runs.contains(StatementID(module: module, statement: $0.statement))
      }
    }
  }

  /// Whether what runs while a module is imported may look at one of the names of another, which is
  /// half imported then.
  private func isLookedAt(_ names: Set<String>, of module: Int, while target: Int) -> Bool {
    let name = program.modules[module].name
    for importer in reached(from: target) where importer != module {
      let facts = program.facts(importer)
      for record in facts.imports {
        guard record.condition != .typing, !record.isDead,
          let imported = program.importedModule(record, in: importer)
        else { continue }
        let bound = facts.importedNames[record.names.indices].map { facts.string($0.name) }
        if imported == name {
          if record.kind == .star { return true }
          if record.kind == .from {
            if bound.contains(where: { names.contains($0) }) { return true }
            continue
          }
        }
        let isWhole =
          imported == name || imported.hasPrefix(name + ".")
          || bound.contains { imported + "." + $0 == name }
        // Through the module itself, any name that occurs in the file may be one of its own.
        if isWhole, names.contains(where: { facts.names.find($0) != nil }) { return true }
        // `hasattr(module, "name")`, `vars(module)`: as an object it may be asked for anything.
        if isWhole, facts.reads.contains(where: { isObject(module, $0, in: importer) }) {
          return true
        }
      }
      for statement in facts.statements.indices {
        let id = StatementID(module: importer, statement: statement)
        for function in reach.reached(from: id) where function.module == module {
          let facts = program.facts(module)
          let reads = facts.functions[function.statement].reads
          for read in facts.reads[reads.indices] where read.path.root == .global {
            if let first = facts.strings(read.path.names).first, names.contains(first) {
              return true
            }
          }
        }
      }
    }
    return false
  }

  /// Whether a read takes a module itself and no name of it.
  private func isObject(_ module: Int, _ read: ReadFacts, in reader: Int) -> Bool {
    guard read.path.root == .global, read.role != .callee else { return false }
    let path = program.facts(reader).strings(read.path.names)
    return program.targets(of: path, in: reader).contains(.module(module))
  }

  /// The names that are there when a module is first imported; nil when it is not imported.
  private func namesAbove(importOf name: String, _ facts: FileFacts, _ module: Int) -> Set<String>?
  {
    guard let first = firstImport(of: name, facts, module) else { return nil }
    return Set(facts.statements.prefix(first).flatMap { facts.strings($0.defines) })
  }

  private func firstImport(of name: String, _ facts: FileFacts, _ module: Int) -> Int? {
    facts.imports.filter {
      $0.time == .importTime && modules($0, facts, module).contains(name)
    }.map { Int($0.statement) }.min()
  }

  /// A module and the submodules that a from-import may name.
  private func modules(_ record: ImportRecord, _ facts: FileFacts, _ module: Int) -> [String] {
    guard let name = program.importedModule(record, of: facts, in: module) else { return [] }
    return [name]
      + facts.importedNames[record.names.indices].map { name + "." + facts.string($0.name) }
  }

  /// Whether importing one module leads to another at import time.
  private func reaches(_ goal: Int, from start: Int) -> Bool {
    reached(from: start).contains(goal)
  }

  /// A module and all that importing it leads to, in the order found.
  private func reached(from start: Int) -> [Int] {
    var seen: Set<Int> = [start]
    var order = [start]
    var position = 0
    while position < order.count {
      let module = order[position]
      position += 1
      let facts = program.facts(module)
      for record in facts.imports where record.time == .importTime {
        for name in modules(record, facts, module) {
          if let next = program.index(of: name), seen.insert(next).inserted { order.append(next) }
        }
      }
    }
    return order
  }
}
