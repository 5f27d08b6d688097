package import ModuleFacts
package import SourceText

// Where imports lead.
extension Program {
  /// The absolute name of the module an import record names, or nil when its dots lead out of the
  /// top-level package.
  package func importedModule(_ record: ImportRecord, in module: Int) -> String? {
    importedModule(record, of: facts(module), in: module)
  }

  /// The same for a record of other facts than the program's, such as the old ones of a changed file.
  package func importedModule(
    _ record: ImportRecord,
    of facts: FileFacts,
    in module: Int
  ) -> String? {
    withImportedName(record, of: facts, in: module) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls `body` with the absolute name of the module that an import record names, or of a member of it.
  ///
  /// Most names are only looked up, and that needs no string.
  ///
  /// - Returns: nil when the record's dots lead out of the top-level package.
  func withImportedName<Result>(
    _ record: ImportRecord,
    _ member: NameID? = nil,
    of facts: FileFacts,
    in module: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    facts.withBytes(of: record.module) { written in
      if record.level == 0 { return facts.withDotted(written, member, body) }
      let above = modules[module].isPackage ? Int(record.level) - 1 : Int(record.level)
      // Bytes, not characters: finding where those end took half of this function's time.
      return modules[module].name.withBytes { bytes in
        var package = bytes[...]
        for _ in 0..<above {
          guard let dot = package.lastIndex(of: UInt8(ascii: ".")) else { return nil }
          package = package[..<dot]
        }
        return UnsafeBufferPointer(rebasing: package).withDotted(written) {
          facts.withDotted($0, member, body)
        }
      }
    }
  }

  /// Where the import records of a module lead, in their order.
  package func importTargets(of module: Int) -> [ImportTarget] {
    if let known = importTargetLists[module] { return known }
    let (layout, facts) = (layout, facts(module))
    let found = facts.imports.map { record in
      withImportedName(record, of: facts, in: module) { layout.target(named: $0) }
        ?? ImportTarget(isInPackage: false, hasModulesBelow: false)
    }
    importTargetLists[module] = found
    return found
  }

  /// For each of a module's imported names, in the order of its facts, the module it is: `b` of
  /// `from a import b`; nil where it is none.
  package func importedSubmodules(of module: Int) -> [Int?] {
    if let known = importedSubmoduleLists[module] { return known }
    let (layout, facts) = (layout, facts(module))
    var found = [Int?](repeating: nil, count: facts.importedNames.count)
    for (record, target) in zip(facts.imports, importTargets(of: module))
    where target.hasModulesBelow {
      for position in record.names.indices {
        let name = facts.importedNames[position].name
        found[position] =
          withImportedName(record, name, of: facts, in: module) { layout.index(of: $0) } ?? nil
      }
    }
    importedSubmoduleLists[module] = found
    return found
  }

  /// The module of the program that is a name's submodule in a package; the name is one of `module`.
  package func submodule(_ name: NameID, in module: Int, of package: Int) -> Int? {
    facts(module).withBytes(of: name) { name in
      modules[package].name.withBytes { package in
        package.withDotted(name) { layout.index(of: $0) }
      }
    }
  }

  /// Whether an import record, or a name that it takes, leads to a module of the program or below it.
  package func leads(_ record: ImportRecord, in module: Int, to other: Int) -> Bool {
    let facts = facts(module)
    return modules[other].name.withBytes { other in
      func leads(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        name.elementsEqual(other) || name.isBelow(other)
      }
      return withImportedName(record, of: facts, in: module) { name in
        if leads(name) { return true }
        return other.isBelow(name)
          && facts.importedNames[record.names.indices].contains {
            facts.withDotted(name, $0.name, leads)
          }
      } ?? false
    }
  }

  /// The packages around a module of the program, outermost first.
  package func packages(around module: Int) -> [Int] {
    if let known = packageLists[module] { return known }
    let found = packages(around: modules[module].name)
    packageLists[module] = found
    return found
  }

  /// The packages of the program around a module that it may lack, outermost first.
  package func packages(around name: String) -> [Int] {
    name.withBytes { name in
      name.indices.filter { name[$0] == UInt8(ascii: ".") }
        .compactMap { layout.index(of: UnsafeBufferPointer(rebasing: name[..<$0])) }
    }
  }

  /// Who imports a module, or something from it, by records that can run.
  package func importers(of module: Int) -> [Importer] {
    if importerLists == nil { importerLists = makeImporterLists() }
    return importerLists?[module] ?? []
  }

  private func makeImporterLists() -> [[Importer]] {
    var lists = [[Importer]](repeating: [], count: modules.count)
    for module in modules.indices {
      for (position, target) in importTargets(of: module).enumerated()
      where modules[module].facts.imports[position].condition != .typing {
        guard let target = target.module else { continue }
        lists[target].append(Importer(module: module, record: position))
      }
    }
    return lists
  }
}

extension FileFacts {
  /// Calls `body` with a name and a member of it, or with the name alone.
  fileprivate func withDotted<Result>(
    _ name: UnsafeBufferPointer<UInt8>,
    _ member: NameID?,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard let member else { return body(name) }
    return withBytes(of: member) { name.withDotted($0, body) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether this is the dotted name of something inside what another one names.
  func isBelow(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    count > name.count && self[name.count] == UInt8(ascii: ".") && starts(with: name)
  }

  /// Calls `body` with two names and a dot between them; with the first alone if the second is empty.
  func withDotted<Result>(
    _ member: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if member.isEmpty { return body(self) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 1 + member.count) {
      let end = $0.initialize(fromContentsOf: self)
      $0.initializeElement(at: end, to: UInt8(ascii: "."))
      _ = $0[(end + 1)...].initialize(fromContentsOf: member)
      return body(UnsafeBufferPointer($0))
    }
  }
}
