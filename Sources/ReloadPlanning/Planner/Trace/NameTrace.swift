internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Follows names, not values, while statements run one after the other: what each name stands for at
/// each moment.
///
/// The same rules serve three courses of events: the start that the process has had, the start on the
/// new sources, and the reload. A name copied by a from-import or star import keeps where it comes from.
final class NameTrace {
  private let program: Program
  /// For what statements read; nil when nobody asks.
  private let reach: CallReach?
  private let effects: EffectAnalysis?
  /// What a statement that runs gives a name of a module.
  private let stamp: (StatementID, NameKey) -> NameOrigin

  private(set) var spaces: [[String: NameOrigin]]
  /// What star imports have bound.
  private(set) var taken: [StatementID: Set<String>] = [:]
  private(set) var reads: [StatementID: SeenReads] = [:]
  private(set) var unbound: [UnboundImport: Int] = [:]
  private var begun: [Bool]
  /// How many statements of each module have begun: functions of later ones don't exist yet.
  private var progress: [Int]
  private var records: [[Int: [Int]]?]

  /// - Parameters:
  ///   - program: The modules.
  ///   - reach: For what statements read by functions that they call; nil when nobody asks.
  ///   - effects: For names that functions set by `global`; nil when there are none.
  ///   - spaces: What names stand for at the beginning; empty for a start.
  ///   - begun: Modules that an import does not run.
  ///   - stamp: What a statement that runs gives a name.
  init(
    program: Program,
    reach: CallReach?,
    effects: EffectAnalysis?,
    spaces: [[String: NameOrigin]] = [],
    begun: [Bool] = [],
    stamp: @escaping (StatementID, NameKey) -> NameOrigin
  ) {
    self.program = program
    self.reach = reach
    self.effects = effects
    self.stamp = stamp
    let count = program.modules.count
    self.spaces = spaces + Array(repeating: [:], count: max(0, count - spaces.count))
    self.begun = begun.isEmpty ? Array(repeating: true, count: count) : begun
    records = Array(repeating: nil, count: count)
    progress = program.modules.indices.map { module in
      !spaces.isEmpty && begun.indices.contains(module) && begun[module] ? .max : 0
    }
  }

  /// Runs everything in the order of a start.
  func runAll(in order: ColdStart, where isIncluded: (Int) -> Bool) {
    var all: [(rank: UInt32, statement: StatementID)] = []
    for module in program.modules.indices where isIncluded(module) {
      let count = program.facts(module).statements.count
      if count == 0 { end(module) }
      for index in 0..<count {
        let statement = StatementID(module: module, statement: index)
        all.append((order.rank(statement), statement))
      }
    }
    all.sort { $0.rank < $1.rank }
    for (_, statement) in all {
      run(statement)
      if statement.statement == program.facts(statement.module).statements.count - 1 {
        end(statement.module)
      }
    }
  }

  /// A module that has been imported is an attribute of its package.
  private func end(_ module: Int) {
    let name = program.modules[module].name
    guard let dot = name.lastIndex(of: "."), let parent = program.index(of: String(name[..<dot]))
    else { return }
    spaces[parent][String(name[name.index(after: dot)...])] = .module(name)
  }

  /// Imports a module unless that has begun.
  func begin(_ module: Int) {
    if begun[module] || program.modules[module].isExternal { return }
    begun[module] = true
    for index in program.facts(module).statements.indices {
      run(StatementID(module: module, statement: index))
    }
    end(module)
  }

  /// Runs one statement; of a from-import only the names in `binding`, when it is given.
  func run(_ statement: StatementID, binding: [String]? = nil) {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    progress[statement.module] = max(progress[statement.module], statement.statement + 1)
    if record.flags.contains(.neverRuns) || record.flags.contains(.mainGuard) { return }
    var imported: Set<String> = []
    let isPlain = record.kind == .import || record.kind == .importFrom
    for position in imports(of: statement) {
      let item = facts.imports[position]
      startModules(item, in: statement.module)
      if isPlain || item.kind == .star {
        imported.formUnion(take(item, statement, binding: binding))
      }
    }
    if !isPlain, let reach { look(statement, facts, record, reach) }
    for id in facts.nameList(record.defines) {
      let name = facts.string(id)
      if imported.contains(name) || isPlain { continue }
      let key = NameKey(module: statement.module, name: name)
      spaces[statement.module][name] = stamp(statement, key)
    }
    for id in facts.nameList(record.deletes) {
      let name = facts.string(id)
      let key = NameKey(module: statement.module, name: name)
      spaces[statement.module][name] =
        record.kind == .delete ? nil : stamp(statement, key)
    }
    setGlobals(statement, record)
  }

  func bind(_ name: String, in module: Int, from provider: Int, as other: String) {
    spaces[module][name] = value(of: other, in: provider)
  }

  /// A name leaves its module; a submodule stays an attribute of its package.
  func delete(_ name: String, in module: Int) {
    let submodule = program.modules[module].name + "." + name
    let isImported = program.index(of: submodule).map { begun[$0] } ?? false
    spaces[module][name] = isImported ? .module(submodule) : nil
  }

  /// A module whose file is gone leaves its package.
  func forget(_ name: String) {
    guard let dot = name.lastIndex(of: "."), let parent = program.index(of: String(name[..<dot]))
    else { return }
    spaces[parent][String(name[name.index(after: dot)...])] = nil
  }

  // MARK: - Imports

  private func imports(of statement: StatementID) -> [Int] {
    if let known = records[statement.module] { return known[statement.statement] ?? [] }
    var table: [Int: [Int]] = [:]
    for (position, record) in program.facts(statement.module).imports.enumerated()
    where record.isRunByStatement {
      table[Int(record.statement), default: []].append(position)
    }
    records[statement.module] = table
    return table[statement.statement] ?? []
  }

  private func startModules(_ record: ImportRecord, in module: Int) {
    for name in program.startedNames(record, of: program.facts(module), in: module) {
      if let target = program.index(of: name) { begin(target) }
    }
  }

  /// Binds what an import statement takes; the names.
  private func take(
    _ record: ImportRecord,
    _ statement: StatementID,
    binding: [String]?
  ) -> [String] {
    let module = statement.module
    let facts = program.facts(module)
    guard let name = program.importedModule(record, in: module) else { return [] }
    let provider = program.index(of: name).flatMap { program.modules[$0].isExternal ? nil : $0 }
    switch record.kind {
    case .import:
      let bound = facts.string(record.boundName)
      let isWhole = name == bound || !name.hasPrefix(bound + ".")
      spaces[module][bound] = .module(isWhole ? name : bound)
      return [bound]
    case .from:
      var names: [String] = []
      for item in facts.importedNames[record.names.indices] {
        let bound = facts.string(item.boundName)
        if let binding, !binding.contains(bound) { continue }
        let wanted = facts.string(item.name)
        names.append(bound)
        guard let provider else {
          spaces[module][bound] = .external(name + "." + wanted)
          continue
        }
        let found = value(of: wanted, in: provider)
        spaces[module][bound] = found
        if found == nil, record.condition == .none {
          let problem = UnboundImport(
            importer: program.modules[module].name,
            provider: name,
            name: wanted
          )
          unbound[problem] = Int(record.line)
        }
      }
      return names
    case .star:
      guard let provider else { return [] }
      let names: [String]
      switch program.facts(provider).exports {
      case .absent: names = spaces[provider].keys.filter { !$0.hasPrefix("_") }
      case .names(let range): names = program.facts(provider).strings(range)
      case .dynamic: names = Array(spaces[provider].keys)
      }
      // Order-free: each name is written once.
      for name in names { spaces[module][name] = value(of: name, in: provider) }
      taken[statement, default: []].formUnion(names)
      return names
    case .dynamic: return []
    }
  }

  private func value(of name: String, in module: Int) -> NameOrigin? {
    if let found = spaces[module][name] { return found }
    let submodule = program.modules[module].name + "." + name
    return program.index(of: submodule) == nil ? nil : .module(submodule)
  }

  // MARK: - Reads

  private func look(
    _ statement: StatementID,
    _ facts: FileFacts,
    _ record: StatementFacts,
    _ reach: CallReach
  ) {
    var seen = SeenReads()
    let own: Set<String> =
      record.flags.contains(.conditional) ? Set(facts.strings(record.defines)) : []
    for read in facts.reads[record.reads.indices]
    where read.role != .late && read.path.root == .global {
      look(
        facts.strings(read.path.names),
        in: statement.module,
        apartFrom: own,
        isLate: false,
        &seen
      )
    }
    // Order-free: it fills a dictionary.
    for function in reach.called(by: statement) { look(function, &seen) }
    reads[statement] = seen
  }

  private func look(_ function: StatementID, _ seen: inout SeenReads) {
    if program.modules[function.module].isExternal { return }
    let facts = program.facts(function.module)
    let record = facts.functions[function.statement]
    if Int(record.statement) >= progress[function.module] { return }
    for read in facts.reads[record.reads.indices] where read.path.root == .global {
      look(facts.strings(read.path.names), in: function.module, apartFrom: [], isLate: true, &seen)
    }
    for item in facts.imports
    where item.time == .late && record.line <= item.line && item.line <= record.endLine {
      guard let name = program.importedModule(item, in: function.module),
        let provider = program.index(of: name), !program.modules[provider].isExternal
      else { continue }
      for imported in facts.importedNames[item.names.indices] {
        let name = facts.string(imported.name)
        let key = SeenReads.Key(module: provider, path: name, isLate: true, isImported: true)
        seen.origins[key] = .some(value(of: name, in: provider))
      }
    }
  }

  private func look(
    _ path: [String],
    in module: Int,
    apartFrom own: Set<String>,
    isLate: Bool,
    _ seen: inout SeenReads
  ) {
    guard let root = path.first, !own.contains(root) else { return }
    var origin = spaces[module][root]
    seen.origins[SeenReads.Key(module: module, path: root, isLate: isLate)] = .some(origin)
    var dotted = root
    for name in path.dropFirst() {
      guard case .module(let imported)? = origin, let owner = program.index(of: imported),
        !program.modules[owner].isExternal
      else { return }
      dotted += "." + name
      origin = value(of: name, in: owner)
      seen.origins[SeenReads.Key(module: module, path: dotted, isLate: isLate)] = .some(origin)
    }
  }

  private func setGlobals(_ statement: StatementID, _ record: StatementFacts) {
    guard let effects, !record.calls.isEmpty else { return }
    // Order-free: each name is written once.
    for global in effects.summary(ofStatement: statement.statement, in: statement.module).globals {
      guard let colon = global.firstIndex(of: ":"),
        let module = program.index(of: String(global[..<colon]))
      else { continue }
      let name = String(global[global.index(after: colon)...])
      spaces[module][name] = stamp(statement, NameKey(module: module, name: name))
    }
  }
}
