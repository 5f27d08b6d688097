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

  package init(program: Program) {
    var ranks = program.modules.map { [UInt32](repeating: 0, count: $0.facts.statements.count) }
    var begun = [Bool](repeating: false, count: program.modules.count)
    var next: UInt32 = 1
    let starts = program.modules.indices.map { program.starts(of: $0) }
    // Explicit stack: (module, next statement, next of the module's starts).
    var stack: [(module: Int, statement: Int, start: Int)] = []
    func begin(_ module: Int) {
      if begun[module] { return }
      begun[module] = true
      stack.append((module, 0, 0))
    }
    for root in program.modules.indices {
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
  }

  package func rank(_ statement: StatementID) -> UInt32 {
    ranks[statement.module][statement.statement]
  }
}
