package import SourceText

/// The modules that are known, as a tree by the parts of their names.
package struct ModuleTable: Sendable {
  package struct Row: Sendable {
    /// The last part of the name.
    package var name: NameID
    /// The package around it; `nil` for a top-level module.
    package var parent: ModuleID?
    package var kind: ModuleKind
    /// The file that is run to make the module.
    package var file: ProjectFiles.FileIndex?
    /// Whether the file is a stub, so that nothing in it ever runs.
    package var isStub = false
    /// Whether it was found where a Python looks for modules, not in the project.
    package var isFollowed = false
  }

  /// Parts of names, and the names of files.
  package internal(set) var names: NameTable
  package internal(set) var rows: [Row] = []
  private var children = ChildTable()

  init(names: NameTable) {
    self.names = names
  }

  package var count: Int { rows.count }

  package subscript(module: ModuleID) -> Row { rows[module.position] }

  /// The module of that name in a package, or at the top level.
  func child(_ name: NameID, of parent: ModuleID?) -> ModuleID? {
    children.find(name, of: parent)
  }

  mutating func add(_ row: Row) -> ModuleID {
    let module = ModuleID(rows.count)
    rows.append(row)
    children.insert(module, name: row.name, parent: row.parent)
    return module
  }

  // MARK: Names

  /// The dotted name of a module.
  package func name(of module: ModuleID) -> String {
    var bytes: [UInt8] = []
    appendName(of: module, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  package func appendName(of module: ModuleID, to bytes: inout [UInt8]) {
    let row = rows[module.position]
    if let parent = row.parent {
      appendName(of: parent, to: &bytes)
      bytes.append(UInt8(ascii: "."))
    }
    names.withBytes(of: row.name) { bytes.append(contentsOf: $0) }
  }

  /// The module with that dotted name, or the C or C++ file with that path.
  package func module(named name: String) -> ModuleID? {
    pythonModule(named: name) ?? names.find(name).flatMap { child($0, of: nil) }
  }

  private func pythonModule(named name: String) -> ModuleID? {
    var current: ModuleID?
    for part in name.split(separator: ".", omittingEmptySubsequences: false) {
      guard let id = names.find(String(part)), let next = child(id, of: current) else {
        return nil
      }
      current = next
    }
    return current
  }

  // MARK: Order

  /// The same modules numbered by name, those outside the project last, without folders that hold
  /// no module; and the new number of each old one.
  func sorted() -> (table: ModuleTable, numbers: [ModuleID?]) {
    var isKept = [Bool](repeating: false, count: rows.count)
    for index in rows.indices where rows[index].kind != .namespace {
      var current: ModuleID? = ModuleID(index)
      while let module = current, !isKept[module.position] {
        isKept[module.position] = true
        current = rows[module.position].parent
      }
    }
    var result = ModuleTable(names: names)
    var numbers = [ModuleID?](repeating: nil, count: rows.count)
    let order = depthFirstOrder()
    for isExternal in [false, true] {
      for module in order {
        var row = rows[module.position]
        guard isKept[module.position], (row.kind == .external) == isExternal else { continue }
        // A parent outside the project may not be numbered yet; it is set below.
        row.parent = nil
        numbers[module.position] = ModuleID(result.rows.count)
        result.rows.append(row)
      }
    }
    for module in order {
      guard let number = numbers[module.position] else { continue }
      result.rows[number.position].parent = rows[module.position].parent.flatMap {
        numbers[$0.position]
      }
      let row = result.rows[number.position]
      result.children.insert(number, name: row.name, parent: row.parent)
    }
    return (result, numbers)
  }

  /// The same modules with those from number `first` on, which are all outside the project, numbered
  /// by name; and the new number of each of those.
  func sorted(from first: Int) -> (table: ModuleTable, numbers: [ModuleID]) {
    let names = (first..<rows.count).map { position in
      var name: [UInt8] = []
      appendName(of: ModuleID(position), to: &name)
      return name
    }
    let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
    var numbers = [ModuleID](repeating: ModuleID(0), count: names.count)
    for (position, old) in order.enumerated() { numbers[old] = ModuleID(first + position) }
    func number(_ module: ModuleID) -> ModuleID {
      module.position < first ? module : numbers[module.position - first]
    }
    var result = ModuleTable(names: self.names)
    result.rows = Array(rows[..<first])
    for old in order {
      var row = rows[first + old]
      row.parent = row.parent.map(number)
      result.rows.append(row)
    }
    for (position, row) in result.rows.enumerated() {
      result.children.insert(ModuleID(position), name: row.name, parent: row.parent)
    }
    return (result, numbers)
  }

  /// All modules, a package before what is in it, siblings by name.
  private func depthFirstOrder() -> [ModuleID] {
    // Ranks of the names say how siblings are sorted; comparing bytes once per name is enough.
    var byName = Array(0..<names.count)
    names.sortByBytes(&byName)
    var rank = [UInt32](repeating: 0, count: names.count)
    for (position, name) in byName.enumerated() {
      rank[name] = UInt32(truncatingIfNeeded: position)
    }
    var siblings = [[ModuleID]](repeating: [], count: rows.count + 1)
    for index in rows.indices {
      siblings[rows[index].parent.map { $0.position + 1 } ?? 0].append(ModuleID(index))
    }
    var order: [ModuleID] = []
    order.reserveCapacity(rows.count)
    func sortedLast(_ modules: [ModuleID]) -> [ModuleID] {
      modules.sorted { left, right in
        rank[Int(rows[left.position].name.index)] > rank[Int(rows[right.position].name.index)]
      }
    }
    var stack = sortedLast(siblings[0])
    while let module = stack.popLast() {
      order.append(module)
      stack.append(contentsOf: sortedLast(siblings[module.position + 1]))
    }
    return order
  }
}

extension NameTable {
  /// Sorts positions of names by the names' bytes.
  func sortByBytes(_ positions: inout [Int]) {
    let ends = ends
    bytes.withUnsafeBufferPointer { bytes in
      positions.sort { left, right in
        let leftStart = left == 0 ? 0 : Int(ends[left - 1])
        let rightStart = right == 0 ? 0 : Int(ends[right - 1])
        return bytes[leftStart..<Int(ends[left])].lexicographicallyPrecedes(
          bytes[rightStart..<Int(ends[right])]
        )
      }
    }
  }
}
