internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Plays the import of one module in a fresh process, as far as imports and names go.
///
/// - Complexity: O(import records of the modules that are reached); what a record means is found once.
final class ImportSimulation {
  /// A from-import of a name that its module has not bound yet.
  struct Failure: Hashable {
    var importer: Int
    var provider: Int
    var name: String
    var line: UInt32
    var column: UInt32
  }

  /// An import that runs when its module is imported.
  struct Item {
    fileprivate var statement: UInt32
    var line: UInt32
    var column: UInt32
    /// In `targets`: modules it makes run, packages first.
    fileprivate var targets: FactRange
    /// Of a from-import the module, else -1.
    fileprivate var provider: Int32
    /// In `names`: what is taken that is no module.
    fileprivate var names: FactRange
    fileprivate var isOptional: Bool
  }

  private let program: Program
  private let table: Table
  /// The statement that binds the name first: -1 when it is there from the start, `unknown` until it is asked for.
  private var firstBound: [Int]
  private static let unknown = Int.min
  /// By outermost package: what has run once it is imported, and what failed.
  private var startOf: [Int: (run: Run, failure: Failure?)] = [:]

  init(program: Program) {
    self.program = program
    var table = Table(program)
    for module in program.modules.indices { table.add(module, of: program) }
    self.table = table
    firstBound = Array(repeating: Self.unknown, count: table.names.count)
  }

  /// The first import that fails when `root` (after the packages around it) is imported first.
  func firstFailure(from root: Int) -> Failure? {
    let packages = program.packages(around: root)
    guard let outermost = packages.first else {
      var run = Run(moduleCount: program.modules.count)
      return firstFailure(&run, from: root)
    }
    // Most of what a start imports comes with the outermost package.
    if startOf[outermost] == nil {
      var run = Run(moduleCount: program.modules.count)
      let failure = firstFailure(&run, from: outermost)
      startOf[outermost] = (run, failure)
    }
    guard var (run, failure) = startOf[outermost] else { return nil }
    for module in packages.dropFirst() + [root] where failure == nil {
      failure = firstFailure(&run, from: module)
    }
    return failure
  }

  /// How far a start has got.
  private struct Run {
    var begun: [Bool]
    var done: [Bool]
    /// Statements of a module that have run; those that are running don't count.
    var position: [Int]

    init(moduleCount: Int) {
      begun = Array(repeating: false, count: moduleCount)
      done = begun
      position = Array(repeating: 0, count: moduleCount)
    }
  }

  private func firstFailure(_ run: inout Run, from start: Int) -> Failure? {
    if run.begun[start] { return nil }
    let (items, ranges, targets) = (table.items, table.ranges, table.targets)
    var stack = [(module: start, next: ranges[start].lowerBound)]
    run.begun[start] = true
    while let (module, next) = stack.last {
      if next == ranges[module].upperBound {
        run.done[module] = true
        stack.removeLast()
        continue
      }
      let item = items[next]
      run.position[module] = Int(item.statement)
      if let next = targets[item.targets.indices].first(where: { !run.begun[Int($0)] }) {
        let target = Int(next)
        run.begun[target] = true
        stack.append((target, ranges[target].lowerBound))
        continue
      }
      stack[stack.count - 1].next += 1
      let provider = Int(item.provider)
      guard provider >= 0, !run.done[provider], provider != module, !item.isOptional else {
        continue
      }
      for name in item.names.indices
      where !isBound(name, in: provider, of: module, before: run.position[provider]) {
        return Failure(
          importer: module,
          provider: provider,
          name: program.facts(module).string(table.names[name]),
          line: item.line,
          column: item.column
        )
      }
    }
    return nil
  }

  /// The first import of a module that makes another one run.
  func firstImport(in module: Int, of target: Int) -> Item? {
    table.items[table.ranges[module]].first {
      table.targets[$0.targets.indices].contains(UInt32(target))
    }
  }

  private func isBound(
    _ name: Int,
    in provider: Int,
    of importer: Int,
    before statement: Int
  ) -> Bool {
    let known = firstBound[name]
    if known != Self.unknown { return known < statement }
    let first = firstBinding(table.names[name], of: importer, in: provider)
    firstBound[name] = first
    return first < statement
  }

  private func firstBinding(_ name: NameID, of importer: Int, in module: Int) -> Int {
    let scope = program.scope(module)
    if !scope.starImports.isEmpty { return -1 }
    guard let id = program.facts(module).find(name, of: program.facts(importer)) else {
      return .max
    }
    // Names that are made in ways the facts don't show are taken to be there.
    return scope.writers(of: id).first?.statement ?? -1
  }

  /// The imports of all modules; numbers only, so that a walk counts no references.
  private struct Table {
    /// In the order they run.
    var items: [Item] = []
    /// Where those of a module are.
    var ranges: [Range<Int>] = []
    var targets: [UInt32] = []
    var names: [NameID] = []

    /// Has room for what most programs import.
    init(_ program: Program) {
      let count = program.importCount
      items.reserveCapacity(count)
      targets.reserveCapacity(3 * count)
      names.reserveCapacity(2 * count)
    }

    mutating func add(_ module: Int, of program: Program) {
      let first = items.count
      let facts = program.facts(module)
      let targetsOfRecords = program.importTargets(of: module)
      let submodules = program.importedSubmodules(of: module)
      for (position, record) in facts.imports.enumerated()
      where record.time == .importTime && record.condition != .typing && record.condition != .main
        && !record.isDead && record.statement != .max
        // Whether an arm of an `if` runs isn't known.
        && facts.statements[Int(record.statement)].kind != .if
      {
        let target = targetsOfRecords[position]
        guard target.isInPackage else { continue }
        let firstTarget = targets.count
        let firstName = names.count
        if let provider = target.module {
          targets += program.packages(around: provider).lazy.map { UInt32($0) }
          targets.append(UInt32(provider))
        } else if let name = program.importedModule(record, in: module) {
          targets += program.packages(around: name).lazy.map { UInt32($0) }
        }
        for item in record.names.indices {
          if let submodule = submodules[item] {
            targets.append(UInt32(submodule))
          } else {
            names.append(facts.importedNames[item].name)
          }
        }
        items.append(
          Item(
            statement: record.statement,
            line: record.line,
            column: record.column,
            targets: FactRange(
              start: UInt32(firstTarget),
              count: UInt32(targets.count - firstTarget)
            ),
            provider: Int32(record.kind == .from ? target.module ?? -1 : -1),
            names: FactRange(start: UInt32(firstName), count: UInt32(names.count - firstName)),
            isOptional: record.condition == .optional
          )
        )
      }
      ranges.append(first..<items.count)
    }
  }
}
