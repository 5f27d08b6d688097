package import ModuleFacts
package import SourceText

/// Who writes each module-level name of one file, in file order.
package final class ModuleScope {
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

  /// By name: an array, as half of the time to make one was hashing.
  private var lists: [[Writer]]
  private var methods: [UInt64: Int] = [:]
  /// Star imports at module level, as indexes of import records.
  package private(set) var starImports: [Int] = []

  package init(facts: FileFacts) {
    lists = Array(repeating: [], count: facts.names.count)
    for (position, record) in facts.imports.enumerated()
    where record.time == .importTime && record.condition != .typing {
      add(record, position, facts)
    }
    let importCounts = lists.map { $0.count }
    var definitions = Definitions(nameCount: facts.names.count)
    methods.reserveCapacity(facts.functions.count)
    for (index, function) in facts.functions.enumerated()
    where function.enclosingClass == .max && function.enclosingFunction == .max
      && !function.flags.contains(.lambda)
    {
      definitions.add(.function(index), function.name, function.statement)
    }
    for (index, definition) in facts.classes.enumerated()
    where definition.enclosingClass == .max && definition.enclosingFunction == .max {
      definitions.add(.classType(index), definition.name, definition.statement)
    }
    for (index, function) in facts.functions.enumerated()
    where function.enclosingClass != .max && function.enclosingFunction == .max {
      methods[Self.key(Int(function.name.index), Int(function.enclosingClass))] = index
    }
    for (position, statement) in facts.statements.enumerated() {
      for name in facts.nameList(statement.defines) {
        let index = Int(name.index)
        if lists[index].prefix(importCounts[index]).contains(where: { $0.statement == position }) {
          continue
        }
        let kind = definitions.last(name, position) ?? .value
        lists[index].append(Writer(statement: position, kind: kind))
      }
      for name in facts.nameList(statement.deletes) {
        lists[Int(name.index)].append(Writer(statement: position, kind: .delete))
      }
      for mutation in facts.mutations[statement.mutations.indices]
      where mutation.target.root == .global {
        guard let root = facts.nameList(mutation.target.names).first else { continue }
        lists[Int(root.index)].append(Writer(statement: position, kind: .mutation))
      }
    }
    for name in lists.indices where lists[name].count > 1 {
      lists[name].sort { $0.statement < $1.statement }
    }
  }

  /// The writers of a name, in file order; empty when the module doesn't bind it.
  package func writers(of name: NameID) -> [Writer] {
    let writers = list(of: name)
    return writers.contains(where: Self.binds) ? writers : []
  }

  /// The writers that bind the name, not those that change its object.
  package func binders(of name: NameID) -> [Writer] {
    let writers = list(of: name)
    return writers.allSatisfy(Self.binds) ? writers : writers.filter(Self.binds)
  }

  private static func binds(_ writer: Writer) -> Bool {
    if case .mutation = writer.kind { return false }
    return true
  }

  package func binds(_ name: NameID) -> Bool { list(of: name).contains(where: Self.binds) }

  private func list(of name: NameID) -> [Writer] {
    Int(name.index) < lists.count ? lists[Int(name.index)] : []
  }

  package func method(_ name: NameID, of classIndex: Int) -> Int? {
    methods[Self.key(Int(name.index), classIndex)]
  }

  private func add(_ record: ImportRecord, _ position: Int, _ facts: FileFacts) {
    guard record.statement != .max else { return }
    let statement = Int(record.statement)
    switch record.kind {
    case .star: starImports.append(position)
    case .from:
      for imported in facts.importedNames[record.names.indices] {
        lists[Int(imported.boundName.index)].append(
          Writer(statement: statement, kind: .imported(record: position, name: imported.name))
        )
      }
    case .import:
      let module = facts.string(record.module)
      let bound = facts.string(record.boundName)
      let whole = module == bound || !module.hasPrefix(bound + ".")
      lists[Int(record.boundName.index)].append(
        Writer(statement: statement, kind: .importedModule(whole ? module : bound))
      )
    case .dynamic: break
    }
  }

  /// The functions and classes of a module, as a list for each name.
  private struct Definitions {
    private var heads: [Int32]
    private var entries: [(statement: UInt32, kind: Writer.Kind, next: Int32)] = []

    init(nameCount: Int) { heads = Array(repeating: -1, count: nameCount) }

    mutating func add(_ kind: Writer.Kind, _ name: NameID, _ statement: UInt32) {
      entries.append((statement, kind, heads[Int(name.index)]))
      heads[Int(name.index)] = Int32(truncatingIfNeeded: entries.count - 1)
    }

    /// What was added last for a name and a statement.
    func last(_ name: NameID, _ statement: Int) -> Writer.Kind? {
      var position = Int(heads[Int(name.index)])
      while position >= 0 {
        if Int(entries[position].statement) == statement { return entries[position].kind }
        position = Int(entries[position].next)
      }
      return nil
    }
  }

  private static func key(_ name: Int, _ place: Int) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: name)) << 32 | UInt64(UInt32(truncatingIfNeeded: place))
  }
}
