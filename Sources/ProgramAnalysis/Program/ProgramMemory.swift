internal import ModuleFacts
internal import SourceText

/// What was worked out about single modules, for the next program in which they are the same.
///
/// Whoever plans once needs none; whoever watches a project has hundreds of modules of which a save
/// changes one. It holds only what a module's own facts and name decide.
package final class ProgramMemory {
  /// What is known of one module.
  final class Module {
    var scope: ModuleScope?
    var starts: [ImportStart]?
    /// The same as indices, valid for programs of one layout.
    var targets: (layout: Layout, starts: [Program.Start])?
    var mentions: ModuleMentions?
  }

  /// The modules that a statement starts at import time, parents first, if the program has them.
  struct ImportStart {
    var statement: Int
    var names: [String]
  }

  /// The names of a program's modules, in its order.
  final class Layout {
    let names: [String]
    private let table: ModuleNames
    private let folders: ModuleFolders

    init(_ names: [String]) {
      self.names = names
      table = ModuleNames(names)
      folders = ModuleFolders(names, table)
    }

    func index(of name: String) -> Int? { name.withBytes { table.index(of: $0) } }

    func index(of name: UnsafeBufferPointer<UInt8>) -> Int? { table.index(of: name) }

    /// Where an import of a name leads.
    func target(named name: UnsafeBufferPointer<UInt8>) -> ImportTarget {
      let index = table.index(of: name)
      let isFolder = folders.hasModules(below: name, at: index)
      return ImportTarget(isInPackage: true, module: index, hasModulesBelow: isFolder)
    }
  }

  private var known: [String: (key: String, module: Module)] = [:]
  private var lastLayout: Layout?

  package init() {}

  /// The layout of a program of these modules: the last one where they are the same.
  func layout(_ names: [String]) -> Layout {
    if let last = lastLayout, last.names == names { return last }
    let layout = Layout(names)
    lastLayout = layout
    return layout
  }

  /// What is known of a module; `key` stands for its content, and nil for one that is never the same.
  func module(_ name: String, key: String?) -> Module {
    guard let key else { return Module() }
    if let entry = known[name], entry.key == key { return entry.module }
    let module = Module()
    known[name] = (key, module)
    return module
  }
}
