package import ModuleFacts

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
  var importTargetLists: [[ImportTarget]?]
  var importedSubmoduleLists: [[Int?]?]
  var packageLists: [[Int]?]
  /// What names of modules can stand for.
  let knownTargets: ModuleMemo<[Target]>
  /// The names that were asked for on the way to one name's targets.
  var askedNames: [Name] = []
  /// How often a name has led back to itself.
  var circleCount = 0
  /// What earlier programs found out about the same modules.
  let memories: [ProgramMemory.Module]
  /// For each module, the modules with an import record that names it, and the record's index.
  var importerLists: [[Importer]]?

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
    knownTargets = ModuleMemo()
  }

  package func index(of name: String) -> Int? { layout.index(of: name) }

  package func facts(_ module: Int) -> FileFacts { modules[module].facts }

  /// How many import records the modules have, to give lists of about that length their memory at once: what lists
  /// outgrow is memory that the kernel gave for nothing.
  package var importCount: Int { modules.reduce(0) { $0 + $1.facts.imports.count } }

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
}
