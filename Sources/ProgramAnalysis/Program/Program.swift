package import ModuleFacts
internal import SourceText

/// A project as planning sees it: modules with their facts, and what names in them mean.
///
/// It is made once for the new source of a plan, and answers by name; nothing here knows of edits.
package final class Program {
  package struct Module {
    package var name: String
    /// Relative to the project.
    package var path: String
    package var isPackage: Bool
    package var facts: FileFacts
    /// Not part of the project: known so that what it does can be judged.
    package var isExternal: Bool
    /// Stands for the facts in a `ProgramMemory`; nil: they are new each time.
    package var key: String?

    package init(
      name: String,
      path: String,
      isPackage: Bool,
      facts: FileFacts,
      isExternal: Bool = false,
      key: String? = nil
    ) {
      self.key = key
      self.name = name
      self.path = path
      self.isPackage = isPackage
      self.facts = facts
      self.isExternal = isExternal
    }
  }

  /// In cold-start order: planning breaks ties by it.
  package let modules: [Module]
  let layout: ProgramMemory.Layout
  private var importTargetLists: [[ImportTarget]?]
  private var importedSubmoduleLists: [[Int?]?]
  private var packageLists: [[Int]?]
  /// What names of modules can stand for.
  private let knownTargets: ModuleRows<[Target]>
  /// How often a name has led back to itself.
  private var circleCount = 0
  private lazy var folders = ModuleFolders(layout)
  /// What earlier programs found out about the same modules.
  let memories: [ProgramMemory.Module]
  /// For each module, the modules with an import record that names it, and the record's index.
  private var importerLists: [[Importer]]?

  package struct Importer {
    package var module: Int
    package var record: Int
  }

  package init(modules: [Module], memory: ProgramMemory? = nil) {
    self.modules = modules
    memories = modules.map { memory?.module($0.name, key: $0.key) ?? ProgramMemory.Module() }
    let names = modules.map(\.name)
    layout = memory?.layout(names) ?? ProgramMemory.Layout(names)
    importTargetLists = Array(repeating: nil, count: modules.count)
    importedSubmoduleLists = Array(repeating: nil, count: modules.count)
    packageLists = Array(repeating: nil, count: modules.count)
    knownTargets = ModuleRows(modules: modules.count)
  }

  package func index(of name: String) -> Int? { layout.indexByName[name] }

  package func facts(_ module: Int) -> FileFacts { modules[module].facts }

  func mentions(_ module: Int) -> ModuleMentions {
    if let mentions = memories[module].mentions { return mentions }
    let mentions = ModuleMentions(modules[module].facts)
    memories[module].mentions = mentions
    return mentions
  }

  package func scope(_ module: Int) -> ModuleScope {
    if let scope = memories[module].scope { return scope }
    let scope = ModuleScope(facts: modules[module].facts)
    memories[module].scope = scope
    return scope
  }

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
    if record.level == 0 { return facts.string(record.module) }
    var name = modules[module].name
    let above = modules[module].isPackage ? Int(record.level) - 1 : Int(record.level)
    // Bytes, not characters: finding where those end took half of this function's time.
    return name.withUTF8 { bytes in
      var package = bytes[...]
      for _ in 0..<above {
        guard let dot = package.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        package = package[..<dot]
      }
      return facts.names.withBytes(of: record.module) { written in
        Self.dotted(UnsafeBufferPointer(rebasing: package), written)
      }
    }
  }

  /// Two names with a dot between them, or the first alone.
  private static func dotted(
    _ parent: UnsafeBufferPointer<UInt8>,
    _ leaf: UnsafeBufferPointer<UInt8>
  ) -> String {
    if leaf.isEmpty { return String(decoding: parent, as: UTF8.self) }
    let count = parent.count + 1 + leaf.count
    return String(unsafeUninitializedCapacity: count) { bytes in
      _ = bytes.update(fromContentsOf: parent)
      bytes[parent.count] = UInt8(ascii: ".")
      _ = bytes[(parent.count + 1)...].update(fromContentsOf: leaf)
      return count
    }
  }

  /// Where the import records of a module lead, in their order.
  package func importTargets(of module: Int) -> [ImportTarget] {
    if let known = importTargetLists[module] { return known }
    let (folders, indexByName) = (folders, layout.indexByName)
    let found = facts(module).imports.map { record -> ImportTarget in
      guard let name = importedModule(record, in: module) else {
        return ImportTarget(hasModulesBelow: false)
      }
      let index = indexByName[name]
      let isFolder = folders.hasModules(below: name, at: index)
      return ImportTarget(name: name, module: index, hasModulesBelow: isFolder)
    }
    importTargetLists[module] = found
    return found
  }

  /// For each of a module's imported names, in the order of its facts, the module it is: `b` of
  /// `from a import b`; nil where it is none.
  package func importedSubmodules(of module: Int) -> [Int?] {
    if let known = importedSubmoduleLists[module] { return known }
    let facts = facts(module)
    var found = [Int?](repeating: nil, count: facts.importedNames.count)
    for (record, target) in zip(facts.imports, importTargets(of: module))
    where target.hasModulesBelow {
      guard var parent = target.name else { continue }
      for position in record.names.indices {
        let name = facts.importedNames[position].name
        let dotted = parent.withUTF8 { parent in
          facts.names.withBytes(of: name) { Self.dotted(parent, $0) }
        }
        found[position] = layout.indexByName[dotted]
      }
    }
    importedSubmoduleLists[module] = found
    return found
  }

  /// The packages around a module of the program, outermost first.
  package func packages(around module: Int) -> [Int] {
    if let known = packageLists[module] { return known }
    let name = modules[module].name
    let found = name.utf8.indices.filter { name.utf8[$0] == UInt8(ascii: ".") }
      .compactMap { layout.indexByName[String(name[..<$0])] }
    packageLists[module] = found
    return found
  }

  /// Who imports a module, or something from it, by records that can run.
  package func importers(of module: Int) -> [Importer] {
    if importerLists == nil { importerLists = makeImporterLists() }
    return importerLists?[module] ?? []
  }

  private func makeImporterLists() -> [[Importer]] {
    var lists = [[Importer]](repeating: [], count: modules.count)
    for module in modules.indices {
      for (position, record) in modules[module].facts.imports.enumerated() {
        guard record.condition != .typing, let name = importedModule(record, in: module) else {
          continue
        }
        if let target = layout.indexByName[name] {
          lists[target].append(Importer(module: module, record: position))
        }
      }
    }
    return lists
  }
}

extension Program {
  /// What a name or an attribute chain stands for.
  package enum Target: Hashable {
    case function(module: Int, function: Int)
    case classType(module: Int, classIndex: Int)
    case module(Int)
    /// A module-level name that holds some object.
    case value(module: Int, name: String)
    /// Something outside the project, by its dotted name.
    case external(String)
    case unknown
  }

  /// All that a module-level name can stand for: one target for each writer.
  package func targets(of name: String, in module: Int) -> [Target] {
    var seen: [Name] = []
    let found = targets(of: name, in: module, seen: &seen)
    // A name that stands for itself alone: nobody can tell what that is.
    return found.isEmpty ? [.unknown] : found
  }

  /// A name of a module.
  private struct Name: Equatable {
    var module: Int
    var text: String
  }

  private func targets(of name: String, in module: Int, seen: inout [Name]) -> [Target] {
    let id = facts(module).find(name)
    if let id, let known = knownTargets[module, Int(id.index)] { return known }
    // A handful: a name is passed on through few modules.
    if seen.contains(Name(module: module, text: name)) {
      circleCount += 1
      return []
    }
    seen.append(Name(module: module, text: name))
    let circlesBefore = circleCount
    let found = findTargets(of: name, id, in: module, seen: &seen)
    // What was cut short depends on who asked first.
    if let id, circleCount == circlesBefore {
      knownTargets.set(found, module, Int(id.index), of: facts(module).names.count)
    }
    return found
  }

  private func findTargets(
    of name: String,
    _ id: NameID?,
    in module: Int,
    seen: inout [Name]
  ) -> [Target] {
    let facts = facts(module)
    let scope = scope(module)
    var found: [Target] = []
    if let id {
      for writer in scope.writers(of: id) {
        switch writer.kind {
        case .function: found += functions(named: id, by: writer.statement, in: module)
        case .classType(let index): found.append(.classType(module: module, classIndex: index))
        case .importedModule(let dotted):
          found.append(layout.indexByName[dotted].map { .module($0) } ?? .external(dotted))
        case .imported(let record, let imported):
          found += imports(record, facts.string(imported), in: module, seen: &seen)
        case .value, .mutation, .delete: found.append(.value(module: module, name: name))
        }
      }
    }
    if !found.isEmpty { return found }
    for record in scope.starImports {
      guard let provider = importedModule(facts.imports[record], in: module) else { continue }
      if let index = layout.indexByName[provider] {
        let inner = targets(of: name, in: index, seen: &seen)
        if !inner.isEmpty, !Self.isBuiltin(inner, name) { return inner }
      } else {
        found.append(.unknown)
      }
    }
    if !found.isEmpty { return found }
    if let submodule = layout.indexByName[modules[module].name + "." + name] {
      return [.module(submodule)]
    }
    return [.external("builtins." + name)]
  }

  /// The functions that one statement defines by a name: several where its arms have one each.
  private func functions(named id: NameID, by statement: Int, in module: Int) -> [Target] {
    let facts = modules[module].facts
    return facts.statements[statement].functions.indices.filter {
      let function = facts.functions[$0]
      return function.name == id && function.enclosingFunction == .max
        && function.enclosingClass == .max && !function.flags.contains(.lambda)
    }.map { .function(module: module, function: $0) }
  }

  /// Whether a name is bound nowhere, so that only a builtin can be meant.
  package func isBuiltin(_ name: String, in module: Int) -> Bool {
    Self.isBuiltin(targets(of: name, in: module), name)
  }

  /// Whether targets are the builtin of a name and nothing else; most aren't, and that costs no string.
  private static func isBuiltin(_ targets: [Target], _ name: String) -> Bool {
    guard targets.count == 1, case .external(let dotted) = targets[0] else { return false }
    return dotted == "builtins." + name
  }

  private func imports(
    _ record: Int,
    _ name: String,
    in module: Int,
    seen: inout [Name]
  )
    -> [Target]
  {
    let target = importTargets(of: module)[record]
    guard let provider = target.name else { return [.unknown] }
    if let index = target.module {
      let inner = targets(of: name, in: index, seen: &seen)
      if !inner.isEmpty, !Self.isBuiltin(inner, name) { return inner }
      // `from . import name` in the package itself leads back to where it stands.
      if let submodule = layout.indexByName[provider + "." + name] { return [.module(submodule)] }
      return inner.isEmpty ? [] : [.unknown]
    }
    if let submodule = layout.indexByName[provider + "." + name] { return [.module(submodule)] }
    return [.external(provider + "." + name)]
  }

  /// What a chain `root.a.b`, read at module level of `module`, can stand for.
  package func targets(of path: [String], in module: Int) -> [Target] {
    targets(of: path, in: module, decorated: [])
  }

  /// The same, where `decorated` are functions whose decorators are being looked up: one may be an
  ///   attribute of the function that it decorates (`@f.register` on another `f`).
  private func targets(
    of path: [String],
    in module: Int,
    decorated: Set<Target>
  ) -> [Target] {
    guard let root = path.first else { return [.unknown] }
    var current = targets(of: root, in: module)
    for name in path.dropFirst() {
      var next: [Target] = []
      for target in current { next += members(name, of: target, decorated) }
      current = next
    }
    return current
  }

  private func members(_ name: String, of target: Target, _ decorated: Set<Target>) -> [Target] {
    switch target {
    case .module(let module): return targets(of: name, in: module)
    case .classType(let module, let classIndex):
      if let method = method(name, of: classIndex, in: module) { return [method] }
      let facts = facts(module)
      let inner = facts.classes.indices.filter {
        facts.classes[$0].enclosingClass == UInt32(truncatingIfNeeded: classIndex)
          && facts.string(facts.classes[$0].name) == name
      }
      return inner.isEmpty
        ? [.unknown] : inner.map { .classType(module: module, classIndex: $0) }
    case .external(let dotted): return [.external(dotted + "." + name)]
    case .function(let module, let function):
      if decorated.contains(target) { return [] }
      return attributes(name, of: function, in: module, decorated.union([target]))
    case .value, .unknown: return [.unknown]
    }
  }

  /// An attribute of a decorated function is one of what the outermost decorator returned:
  /// `f.register` under `@singledispatch`.
  private func attributes(
    _ name: String,
    of function: Int,
    in module: Int,
    _ decorated: Set<Target>
  ) -> [Target] {
    let facts = facts(module)
    guard let outermost = facts.functions[function].decorators.indices.first,
      facts.paths[outermost].root == .global
    else { return [.unknown] }
    let path = facts.strings(facts.paths[outermost].names)
    return targets(of: path, in: module, decorated: decorated).map {
      if case .external(let dotted) = $0 { return .external(dotted + "." + name) }
      return .unknown
    }
  }

  /// The method a class has or inherits from classes of the project.
  package func method(_ name: String, of classIndex: Int, in module: Int) -> Target? {
    var seen: Set<Target> = []
    return method(name, of: classIndex, in: module, seen: &seen)
  }

  private func method(
    _ name: String,
    of classIndex: Int,
    in module: Int,
    seen: inout Set<Target>
  ) -> Target? {
    guard seen.insert(.classType(module: module, classIndex: classIndex)).inserted else {
      return nil
    }
    let facts = facts(module)
    let scope = scope(module)
    if let id = facts.find(name), let function = scope.method(id, of: classIndex) {
      return .function(module: module, function: function)
    }
    for base in facts.paths[facts.classes[classIndex].bases.indices] where base.root == .global {
      for target in targets(of: facts.strings(base.names), in: module) {
        if case .classType(let baseModule, let baseIndex) = target,
          let found = method(name, of: baseIndex, in: baseModule, seen: &seen)
        {
          return found
        }
      }
    }
    return nil
  }
}
