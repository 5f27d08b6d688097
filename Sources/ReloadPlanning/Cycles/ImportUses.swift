internal import ModuleFacts
internal import SourceText

/// How one module uses the names that its imports bind.
struct ImportUses {
  private let facts: FileFacts
  /// Reads that happen while the module is imported, by the name they start from.
  private var readsAtImport: [NameID: [ReadFacts]] = [:]
  /// For each name, how many functions read something through it.
  private var users: [NameID: Int] = [:]
  /// Import records by line.
  private var records: [UInt32: [ImportRecord]] = [:]

  init(facts: FileFacts) {
    self.facts = facts
    let statements = facts.statements.filter {
      $0.flags.isDisjoint(with: [.neverRuns, .mainGuard])
    }
    for statement in statements { noteReads(statement.reads, isLate: false) }
    for function in functions(calledBy: statements) { noteReads(function.reads, isLate: true) }
    for function in facts.functions {
      var seen: Set<NameID> = []
      for read in facts.reads[function.reads.indices] where read.path.root == .global {
        guard let root = facts.nameList(read.path.names).first else { continue }
        if seen.insert(root).inserted { users[root, default: 0] += 1 }
      }
    }
    for record in facts.imports { records[record.line, default: []].append(record) }
  }

  private mutating func noteReads(_ reads: FactRange, isLate: Bool) {
    for read in facts.reads[reads.indices] where isLate || read.role != .late {
      guard read.path.root == .global, let root = facts.nameList(read.path.names).first else {
        continue
      }
      readsAtImport[root, default: []].append(read)
    }
  }

  /// The functions of the module that statements of it call, directly or through each other.
  ///
  /// A class that is called runs its `__init__`; calls of what a module can't see are not followed.
  private func functions(calledBy statements: [StatementFacts]) -> [FunctionFacts] {
    var byName: [NameID: [Int]] = [:]
    for (index, function) in facts.functions.enumerated() {
      let isInClass = function.flags.contains(.method)
      if function.flags.contains(.nested) { continue }
      if !isInClass {
        byName[function.name, default: []].append(index)
      } else if facts.string(function.name) == "__init__" {
        let owner = facts.classes[Int(function.enclosingClass)]
        byName[owner.qualifiedName, default: []].append(index)
      }
    }
    var pending = statements.map(\.calls)
    var found: Set<Int> = []
    while let calls = pending.popLast() {
      for call in facts.calls[calls.indices] where call.callee.root == .global {
        let chain = facts.nameList(call.callee.names)
        guard chain.count == 1, let name = chain.first else { continue }
        for index in byName[name] ?? [] where found.insert(index).inserted {
          pending.append(facts.functions[index].calls)
        }
      }
    }
    return found.sorted().map { facts.functions[$0] }
  }

  /// What an import of `target` on a line takes, and what is needed of it at import time.
  ///
  /// `taken` are the names of a from-import; `isModule` says that they are modules themselves.
  func link(line: UInt32, target: String, taken: [String], isModule: Bool) -> Use {
    var use = Use()
    for record in records[line] ?? [] {
      for name in boundNames(of: record, target: target, taken: taken) {
        use.users += users[name.bound] ?? 0
        let depth = isModule ? 1 : name.depth
        for read in readsAtImport[name.bound] ?? []
        where Int(read.path.names.count) > depth || read.path.isPartial {
          use.crosses = max(use.crosses, read.role == .base ? .class : .value)
          use.needed.insert(facts.dotted(read.path))
        }
        use.names.insert(facts.string(name.shown))
      }
    }
    return use
  }

  /// What a star import takes of the names that it may bind; `nil`: they are not known.
  func starLink(offered: Set<String>?) -> Use {
    var use = Use()
    guard let offered else {
      use.crosses = .value
      return use
    }
    for name in offered.sorted() {
      guard let id = facts.names.find(name), !definedNames.contains(id) else { continue }
      use.users += users[id] ?? 0
      for read in readsAtImport[id] ?? [] {
        use.crosses = max(use.crosses, read.role == .base ? .class : .value)
        use.needed.insert(facts.dotted(read.path))
      }
    }
    return use
  }

  /// Names that the module binds by a statement that names them.
  private var definedNames: Set<NameID> {
    Set(facts.statements.flatMap { facts.nameList($0.defines) })
  }

  /// The answer of `link`.
  struct Use {
    var crosses = ImportCycle.Crossing.late
    var users = 0
    /// Chains that are read at import time.
    var needed: Set<String> = []
    /// Names that the import takes.
    var names: Set<String> = []

    /// What a report shows: what stands in the way, else what is taken.
    var shown: [String] { (needed.isEmpty ? names : needed).sorted() }
  }

  private struct BoundName {
    var bound: NameID
    var shown: NameID
    /// How many parts of a chain still name the module itself.
    var depth: Int
  }

  private func boundNames(
    of record: ImportRecord,
    target: String,
    taken: [String]
  ) -> [BoundName] {
    switch record.kind {
    case .from:
      return facts.importedNames[record.names.indices]
        .filter { taken.contains(facts.string($0.name)) }
        .map { BoundName(bound: $0.boundName, shown: $0.name, depth: 0) }
    case .import:
      let module = facts.string(record.module)
      guard module == target else { return [] }
      // `import a.b` binds `a`, of which `a.b` is the module; with an alias the name is.
      let parts = module.split(separator: ".")
      let isPlain = parts.first.map(String.init) == facts.string(record.boundName)
      return [
        BoundName(bound: record.boundName, shown: record.module, depth: isPlain ? parts.count : 1)
      ]
    case .star, .dynamic:
      return []
    }
  }
}
