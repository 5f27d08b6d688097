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
      case importedModule(NameID)
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

  /// All writers, those of a name together; `starts` says where by name, as half of the time to make one was
  /// hashing, and then arrays of one element.
  private let writers: [Writer]
  private let starts: [UInt32]
  /// By class and name.
  private let methods: ModuleMemo<Int>
  /// Star imports at module level, as indexes of import records.
  package let starImports: [Int]

  package init(facts: FileFacts) {
    var entries = Entries(nameCount: facts.names.count)
    var stars: [Int] = []
    for (position, record) in facts.imports.enumerated()
    where record.time == .importTime && record.condition != .typing {
      if record.kind == .star, record.statement != .max { stars.append(position) }
      entries.add(record, position, facts)
    }
    starImports = stars
    let importCount = entries.count
    var definitions = Entries(nameCount: facts.names.count)
    methods = ModuleMemo(capacity: facts.functions.count)
    for (index, function) in facts.functions.enumerated() where function.enclosingFunction == .max {
      if function.enclosingClass != .max {
        methods.set(index, Int(function.enclosingClass), Int(function.name.index))
      } else if !function.flags.contains(.lambda) {
        definitions.add(.function(index), function.name, Int(function.statement))
      }
    }
    for (index, definition) in facts.classes.enumerated()
    where definition.enclosingClass == .max && definition.enclosingFunction == .max {
      definitions.add(.classType(index), definition.name, Int(definition.statement))
    }
    for (position, statement) in facts.statements.enumerated() {
      for name in facts.nameList(statement.defines)
      where entries.last(name, position, before: importCount) == nil {
        entries.add(definitions.last(name, position)?.kind ?? .value, name, position)
      }
      for name in facts.nameList(statement.deletes) { entries.add(.delete, name, position) }
      for mutation in facts.mutations[statement.mutations.indices]
      where mutation.target.root == .global {
        guard let root = facts.nameList(mutation.target.names).first else { continue }
        entries.add(.mutation, root, position)
      }
    }
    (writers, starts) = entries.byName()
  }

  /// The writers of a name, in file order; empty when the module doesn't bind it.
  package func writers(of name: NameID) -> ArraySlice<Writer> {
    let writers = list(of: name)
    return writers.contains(where: Self.binds) ? writers : []
  }

  /// The writers that bind the name, not those that change its object.
  package func binders(of name: NameID) -> ArraySlice<Writer> {
    let writers = list(of: name)
    return writers.allSatisfy(Self.binds) ? writers : ArraySlice(writers.filter(Self.binds))
  }

  private static func binds(_ writer: Writer) -> Bool {
    if case .mutation = writer.kind { return false }
    return true
  }

  /// From the first to the last statement that binds a name, of names that several bind.
  private lazy var spans: [ClosedRange<Int>] = (0..<starts.count - 1).compactMap { name in
    let binders = binders(of: NameID(UInt32(truncatingIfNeeded: name)))
    guard let first = binders.first, let last = binders.last, first.statement < last.statement
    else { return nil }
    return first.statement...last.statement
  }

  /// Whether some name has one value before a statement and may get another one after it.
  package func isAmongWriters(_ statement: Int) -> Bool {
    spans.contains { $0.lowerBound < statement && statement < $0.upperBound }
  }

  package func binds(_ name: NameID) -> Bool { list(of: name).contains(where: Self.binds) }

  private func list(of name: NameID) -> ArraySlice<Writer> {
    let index = Int(name.index)
    guard index + 1 < starts.count else { return [] }
    return writers[Int(starts[index])..<Int(starts[index + 1])]
  }

  package func method(_ name: NameID, of classIndex: Int) -> Int? {
    methods[classIndex, Int(name.index)]
  }

  /// Writers as they are found, with a list of them for each name.
  private struct Entries {
    private var found: [(name: UInt32, writer: Writer, next: Int32)] = []
    private var heads: [Int32]

    init(nameCount: Int) { heads = Array(repeating: -1, count: nameCount) }

    var count: Int { found.count }

    mutating func add(_ kind: Writer.Kind, _ name: NameID, _ statement: Int) {
      let index = Int(name.index)
      found.append((name.index, Writer(statement: statement, kind: kind), heads[index]))
      heads[index] = Int32(truncatingIfNeeded: found.count - 1)
    }

    mutating func add(_ record: ImportRecord, _ position: Int, _ facts: FileFacts) {
      guard record.statement != .max else { return }
      let statement = Int(record.statement)
      switch record.kind {
      case .from:
        for imported in facts.importedNames[record.names.indices] {
          add(.imported(record: position, name: imported.name), imported.boundName, statement)
        }
      case .import:
        // `import a.b` binds `a`, `import a.b as b` the module.
        let isParent =
          record.module != record.boundName
          && facts.withBytes(of: record.module) { module in
            facts.withBytes(of: record.boundName) { module.isBelow($0) }
          }
        add(
          .importedModule(isParent ? record.boundName : record.module),
          record.boundName,
          statement
        )
      case .star, .dynamic: break
      }
    }

    /// What was added last for a name and a statement, of the first entries.
    func last(_ name: NameID, _ statement: Int, before count: Int = .max) -> Writer? {
      var position = Int(heads[Int(name.index)])
      while position >= 0 {
        let entry = found[position]
        if position < count, entry.writer.statement == statement { return entry.writer }
        position = Int(entry.next)
      }
      return nil
    }

    /// The writers of each name in file order, and where those of a name start.
    func byName() -> (writers: [Writer], starts: [UInt32]) {
      var starts = [UInt32](repeating: 0, count: heads.count + 1)
      for entry in found { starts[Int(entry.name) + 1] += 1 }
      for name in 0..<heads.count { starts[name + 1] += starts[name] }
      var places = starts
      var order = [Int](repeating: 0, count: found.count)
      for (position, entry) in found.enumerated() {
        order[Int(places[Int(entry.name)])] = position
        places[Int(entry.name)] += 1
      }
      for name in 0..<heads.count where starts[name] + 1 < starts[name + 1] {
        order[Int(starts[name])..<Int(starts[name + 1])].sort {
          (found[$0].writer.statement, $0) < (found[$1].writer.statement, $1)
        }
      }
      return (order.map { found[$0].writer }, starts)
    }
  }
}
