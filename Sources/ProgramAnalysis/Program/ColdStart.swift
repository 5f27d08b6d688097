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
  private let starts: [[Program.Start]]

  /// - Parameters:
  ///   - program: The modules.
  ///   - reach: For imports by functions that are called at import time; nil leaves those out.
  ///   - roots: Where it begins, in order; the others follow. Empty: the program's list.
  package init(program: Program, reach: CallReach? = nil, roots: [Int] = []) {
    var ranks = program.modules.map { [UInt32](repeating: 0, count: $0.facts.statements.count) }
    var begun = [Bool](repeating: false, count: program.modules.count)
    var next: UInt32 = 1
    var starts = program.modules.indices.map { program.starts(of: $0) }
    if let reach { Self.addLateImports(to: &starts, program, reach) }
    // Explicit stack: (module, next statement, next of the module's starts).
    var stack: [(module: Int, statement: Int, start: Int)] = []
    func begin(_ module: Int) {
      if begun[module] { return }
      begun[module] = true
      stack.append((module, 0, 0))
    }
    for root in roots + Array(program.modules.indices) {
      begin(root)
      while let frame = stack.last {
        let (module, statement, start) = frame
        if statement == ranks[module].count {
          stack.removeLast()
          continue
        }
        if start < starts[module].count, starts[module][start].statement == statement {
          stack[stack.count - 1].start += 1
          begin(starts[module][start].target)
          continue
        }
        ranks[module][statement] = next
        next += 1
        stack[stack.count - 1].statement += 1
      }
    }
    self.ranks = ranks
    self.starts = starts
  }

  /// The modules that importing one starts by its own statements, where they have not begun.
  package func imported(by module: Int) -> [Int] {
    starts[module].map(\.target)
  }

  package func rank(_ statement: StatementID) -> UInt32 {
    ranks[statement.module][statement.statement]
  }

  /// Adds what functions import that statements call by name.
  private static func addLateImports(
    to starts: inout [[Program.Start]],
    _ program: Program,
    _ reach: CallReach
  ) {
    var importers: [StatementID: [Int]] = [:]
    for module in program.modules.indices where !program.modules[module].isExternal {
      let facts = program.facts(module)
      for record in facts.imports where record.time == .late && record.condition != .typing {
        let targets = program.startedNames(record, of: facts, in: module)
          .compactMap { program.index(of: $0) }
        if targets.isEmpty { continue }
        for (index, function) in facts.functions.enumerated()
        where function.line <= record.line && record.line <= function.endLine {
          importers[StatementID(module: module, statement: index), default: []] += targets
        }
      }
    }
    if importers.isEmpty { return }
    let callers = program.modulesThatReach(Set(importers.keys.map(\.module)))
    for module in callers.sorted() where !program.modules[module].isExternal {
      var late: [Program.Start] = []
      for (index, statement) in program.facts(module).statements.enumerated()
      where !statement.calls.isEmpty && !statement.flags.contains(.mainGuard) {
        // What a script goes on to do under its guard is no start.
        let id = StatementID(module: module, statement: index)
        // A function of the module's own that stands further down does not exist yet.
        for function in reach.named(from: id)
        where function.module != module
          || Int(program.facts(module).functions[function.statement].statement) < index
        {
          for target in importers[function] ?? [] {
            late.append(Program.Start(statement: index, target: target))
          }
        }
      }
      if !late.isEmpty { starts[module] = Program.inFileOrder(starts[module] + late) }
    }
  }
}
