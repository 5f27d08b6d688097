internal import ModuleFacts

/// One top-level statement of one module.
package struct StatementID: Hashable, Comparable, Sendable {
  package var module: Int
  package var statement: Int

  package init(module: Int, statement: Int) {
    self.module = module
    self.statement = statement
  }

  package static func < (left: StatementID, right: StatementID) -> Bool {
    (left.module, left.statement) < (right.module, right.statement)
  }
}

/// The order in which a fresh start runs all top-level statements.
///
/// An import statement runs the modules it names, where they have not begun, before it ends itself;
/// so in a cycle a module sees of another only what ran before. Modules are begun in the order of
/// the program's list: live that is the order of `sys.modules`.
package struct ColdStart {
  private let ranks: [[UInt32]]
  /// By module, the modules that its import-time statements start.
  private let imports: [[Int: [Int]]]

  /// - Parameters:
  ///   - program: The modules.
  ///   - reach: For imports by functions that are called at import time; nil leaves those out.
  ///   - roots: Where it begins, in order; the others follow. Empty: the program's list.
  package init(program: Program, reach: CallReach? = nil, roots: [Int] = []) {
    var ranks = program.modules.map { [UInt32](repeating: 0, count: $0.facts.statements.count) }
    var begun = [Bool](repeating: false, count: program.modules.count)
    var next: UInt32 = 1
    var imports = program.modules.indices.map { Self.importsByStatement(of: $0, in: program) }
    if let reach { Self.addLateImports(to: &imports, program, reach) }
    // Explicit stack: (module, next statement, next import of that statement).
    var stack: [(module: Int, statement: Int, target: Int)] = []
    func begin(_ module: Int) {
      if begun[module] { return }
      begun[module] = true
      stack.append((module, 0, 0))
    }
    for root in roots + Array(program.modules.indices) {
      begin(root)
      while let frame = stack.last {
        let (module, statement, target) = frame
        if statement == ranks[module].count {
          stack.removeLast()
          continue
        }
        let targets = imports[module][statement] ?? []
        if target < targets.count {
          stack[stack.count - 1].target += 1
          begin(targets[target])
          continue
        }
        ranks[module][statement] = next
        next += 1
        stack[stack.count - 1].statement += 1
        stack[stack.count - 1].target = 0
      }
    }
    self.ranks = ranks
    self.imports = imports
  }

  /// The modules that importing one starts by its own statements, where they have not begun.
  package func imported(by module: Int) -> [Int] {
    // Order-free: who asks follows all of them.
    imports[module].values.flatMap { $0 }
  }

  package func rank(_ statement: StatementID) -> UInt32 {
    ranks[statement.module][statement.statement]
  }

  /// The modules each statement of a module starts at import time, in order, parents first.
  private static func importsByStatement(of module: Int, in program: Program) -> [Int: [Int]] {
    var table: [Int: [Int]] = [:]
    let starts = program.memories[module].starts ?? starts(of: module, in: program)
    program.memories[module].starts = starts
    for start in starts {
      for name in start.names {
        if let target = program.index(of: name) {
          table[start.statement, default: []].append(target)
        }
      }
    }
    return table
  }

  /// Adds what functions import that statements call by name.
  private static func addLateImports(
    to table: inout [[Int: [Int]]],
    _ program: Program,
    _ reach: CallReach
  ) {
    var importers: [StatementID: [Int]] = [:]
    for module in program.modules.indices where !program.modules[module].isExternal {
      let facts = program.facts(module)
      for record in facts.imports where record.time == .late && record.condition != .typing {
        let targets = startedNames(record, in: module, program).compactMap { program.index(of: $0) }
        if targets.isEmpty { continue }
        for (index, function) in facts.functions.enumerated()
        where function.line <= record.line && record.line <= function.endLine {
          importers[StatementID(module: module, statement: index), default: []] += targets
        }
      }
    }
    if importers.isEmpty { return }
    for module in program.modules.indices where !program.modules[module].isExternal {
      for (index, statement) in program.facts(module).statements.enumerated()
      where !statement.calls.isEmpty && !statement.flags.contains(.mainGuard) {
        let id = StatementID(module: module, statement: index)
        for function in reach.named(from: id).sorted() {
          table[module][index, default: []] += importers[function] ?? []
        }
      }
    }
  }

  /// The same by name, whether the program has such modules or not.
  private static func starts(of module: Int, in program: Program) -> [ProgramMemory.ImportStart] {
    var starts: [ProgramMemory.ImportStart] = []
    let facts = program.facts(module)
    for record in facts.imports
    where record.time == .importTime && record.condition != .typing && !record.isDead
      && record.statement != .max
    {
      let start = ProgramMemory.ImportStart(
        statement: Int(record.statement),
        names: startedNames(record, in: module, program)
      )
      starts.append(start)
    }
    return starts
  }

  /// What one import starts, parents first; empty when its dots lead nowhere.
  private static func startedNames(
    _ record: ImportRecord,
    in module: Int,
    _ program: Program
  ) -> [String] {
    guard let name = program.importedModule(record, in: module) else { return [] }
    let facts = program.facts(module)
    return name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) } + [name]
      + facts.importedNames[record.names.indices].map { name + "." + facts.string($0.name) }
  }
}
