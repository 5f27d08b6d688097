internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Plays the import of one module in a fresh process, as far as imports and names go.
///
/// - Complexity: O(statements and import records of the modules that are reached).
struct ImportSimulation {
  /// A from-import of a name that its module has not bound yet.
  struct Failure: Hashable {
    var importer: Int
    var provider: Int
    var name: String
    var line: UInt32
    var column: UInt32
  }

  private let program: Program
  private let imports: ImportLists

  init(program: Program, imports: ImportLists) {
    self.program = program
    self.imports = imports
  }

  /// The first import that fails when `root` (after the packages around it) is imported first.
  func firstFailure(from root: Int) -> Failure? {
    var begun = [Bool](repeating: false, count: program.modules.count)
    var done = begun
    // Statements of a module that have run; those that are running don't count.
    var position = [Int](repeating: 0, count: program.modules.count)
    var stack: [(module: Int, next: Int)] = []
    var roots = program.parents(of: program.modules[root].name) + [root]
    roots.reverse()
    while let start = roots.popLast() {
      if begun[start] { continue }
      begun[start] = true
      stack.append((start, 0))
      while let (module, next) = stack.last {
        let list = imports.list(of: module, in: program)
        if next == list.count {
          done[module] = true
          stack.removeLast()
          continue
        }
        let item = list[next]
        position[module] = item.statement
        if let target = item.targets.first(where: { !begun[$0] }) {
          begun[target] = true
          stack.append((target, 0))
          continue
        }
        stack[stack.count - 1].next += 1
        guard let provider = item.provider, !done[provider], provider != module, !item.isOptional
        else { continue }
        for (name, text) in item.names
        where !isBound(text, in: provider, before: position[provider]) {
          _ = name
          return Failure(
            importer: module,
            provider: provider,
            name: text,
            line: item.line,
            column: item.column
          )
        }
      }
    }
    return nil
  }

  private func isBound(_ name: String, in module: Int, before statement: Int) -> Bool {
    let facts = program.facts(module)
    if program.index(of: program.modules[module].name + "." + name) != nil { return true }
    let scope = program.scope(module)
    if !scope.starImports.isEmpty { return true }
    guard let id = facts.find(name) else { return false }
    let writers = scope.writers(of: id)
    // Names that are made in ways the facts don't show are taken to be there.
    if writers.isEmpty { return true }
    return writers.contains { $0.statement < statement }
  }
}

/// The import-time imports of modules, in the order they run.
final class ImportLists {
  struct Item {
    var statement: Int
    var line: UInt32
    var column: UInt32
    /// Modules it makes run, packages first.
    var targets: [Int]
    /// Of a from-import: the module, and the names that aren't modules.
    var provider: Int?
    var names: [(NameID, String)]
    var isOptional: Bool
  }

  private var lists: [Int: [Item]] = [:]

  func list(of module: Int, in program: Program) -> [Item] {
    if let known = lists[module] { return known }
    let facts = program.facts(module)
    var items: [Item] = []
    for record in facts.imports
    where record.time == .importTime && record.condition != .typing && record.condition != .main
      && !record.isDead && record.statement != .max
      // Whether an arm of an `if` runs isn't known.
      && facts.statements[Int(record.statement)].kind != .if
    {
      guard let name = program.importedModule(record, in: module) else { continue }
      var targets = program.parents(of: name)
      let provider = program.index(of: name)
      if let provider { targets.append(provider) }
      var names: [(NameID, String)] = []
      for imported in facts.importedNames[record.names.indices] {
        let text = facts.string(imported.name)
        if let submodule = program.index(of: name + "." + text) {
          targets.append(submodule)
        } else {
          names.append((imported.name, text))
        }
      }
      items.append(
        Item(
          statement: Int(record.statement),
          line: record.line,
          column: record.column,
          targets: targets,
          provider: record.kind == .from ? provider : nil,
          names: names,
          isOptional: record.condition == .optional
        )
      )
    }
    lists[module] = items
    return items
  }
}

extension Program {
  /// The packages around a module, outermost first.
  func parents(of name: String) -> [Int] {
    name.indices.filter { name[$0] == "." }.compactMap { index(of: String(name[..<$0])) }
  }
}
