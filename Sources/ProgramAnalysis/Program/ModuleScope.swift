package import ModuleFacts
package import SourceText

/// Who writes each module-level name of one file, in file order.
package struct ModuleScope {
  /// A statement that gives a module-level name its value, or changes the value in place.
  package struct Writer {
    package enum Kind: Equatable {
      case function(Int)
      case classType(Int)
      /// `import a.b as name`: the dotted module.
      case importedModule(String)
      /// `from m import n as name`: the import record and `n`.
      case imported(record: Int, name: NameID)
      case value
      /// `name.append(...)`, `name[k] = v`, `name += v`: the object changes.
      case mutation
      case delete
    }

    package var statement: Int
    package var kind: Kind
  }

  private var lists: [NameID: [Writer]] = [:]
  private var methods: [UInt64: Int] = [:]
  /// Star imports at module level, as indexes of import records.
  package private(set) var starImports: [Int] = []

  package init(facts: FileFacts) {
    for (position, record) in facts.imports.enumerated()
    where record.time == .importTime && record.condition != .typing {
      add(record, position, facts)
    }
    var definedByImport: Set<UInt64> = []
    // Order-free: keys only enter a set.
    for (id, writers) in lists {
      for writer in writers { definedByImport.insert(Self.key(Int(id.index), writer.statement)) }
    }
    var definitions: [UInt64: Writer.Kind] = [:]
    for (index, function) in facts.functions.enumerated()
    where function.enclosingClass == .max && function.enclosingFunction == .max
      && !function.flags.contains(.lambda)
    {
      definitions[Self.key(Int(function.name.index), Int(function.statement))] = .function(index)
    }
    for (index, definition) in facts.classes.enumerated()
    where definition.enclosingClass == .max && definition.enclosingFunction == .max {
      definitions[Self.key(Int(definition.name.index), Int(definition.statement))] = .classType(
        index
      )
    }
    for (index, function) in facts.functions.enumerated()
    where function.enclosingClass != .max && function.enclosingFunction == .max {
      methods[Self.key(Int(function.name.index), Int(function.enclosingClass))] = index
    }
    for (position, statement) in facts.statements.enumerated() {
      for name in facts.nameList(statement.defines) {
        let key = Self.key(Int(name.index), position)
        if definedByImport.contains(key) { continue }
        lists[name, default: []].append(
          Writer(statement: position, kind: definitions[key] ?? .value)
        )
      }
      for name in facts.nameList(statement.deletes) {
        lists[name, default: []].append(Writer(statement: position, kind: .delete))
      }
      for mutation in facts.mutations[statement.mutations.indices]
      where mutation.target.root == .global {
        guard let root = facts.nameList(mutation.target.names).first else { continue }
        lists[root, default: []].append(Writer(statement: position, kind: .mutation))
      }
    }
    // Order-free: each list is sorted for itself.
    for name in lists.keys {
      lists[name]?.sort { $0.statement < $1.statement }
    }
  }

  /// The writers of a name, in file order; empty when the module doesn't bind it.
  package func writers(of name: NameID) -> [Writer] {
    guard let writers = lists[name] else { return [] }
    let isBound = writers.contains {
      if case .mutation = $0.kind { return false }
      return true
    }
    return isBound ? writers : []
  }

  /// The writers that bind the name, not those that change its object.
  package func binders(of name: NameID) -> [Writer] {
    (lists[name] ?? []).filter {
      if case .mutation = $0.kind { return false }
      return true
    }
  }

  package func binds(_ name: NameID) -> Bool { !writers(of: name).isEmpty }

  package func method(_ name: NameID, of classIndex: Int) -> Int? {
    methods[Self.key(Int(name.index), classIndex)]
  }

  private mutating func add(_ record: ImportRecord, _ position: Int, _ facts: FileFacts) {
    guard record.statement != .max else { return }
    let statement = Int(record.statement)
    switch record.kind {
    case .star: starImports.append(position)
    case .from:
      for imported in facts.importedNames[record.names.indices] {
        lists[imported.boundName, default: []].append(
          Writer(statement: statement, kind: .imported(record: position, name: imported.name))
        )
      }
    case .import:
      let module = facts.string(record.module)
      let bound = facts.string(record.boundName)
      let whole = module == bound || !module.hasPrefix(bound + ".")
      lists[record.boundName, default: []].append(
        Writer(statement: statement, kind: .importedModule(whole ? module : bound))
      )
    case .dynamic: break
    }
  }

  private static func key(_ name: Int, _ place: Int) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: name)) << 32 | UInt64(UInt32(truncatingIfNeeded: place))
  }
}
