internal import ModuleFacts

/// What was worked out about single modules, for the next program in which they are the same.
///
/// Whoever plans once needs none; whoever watches a project has hundreds of modules of which a save
/// changes one. It holds only what a module's own facts and name decide.
package final class ProgramMemory {
  /// What is known of one module.
  final class Module {
    var scope: ModuleScope?
    var starts: [ImportStart]?
  }

  /// The modules that a statement starts at import time, parents first, if the program has them.
  struct ImportStart {
    var statement: Int
    var names: [String]
  }

  private var known: [String: (key: String, module: Module)] = [:]

  package init() {}

  /// What is known of a module; `key` stands for its content, and nil for one that is never the same.
  func module(_ name: String, key: String?) -> Module {
    guard let key else { return Module() }
    if let entry = known[name], entry.key == key { return entry.module }
    let module = Module()
    known[name] = (key, module)
    return module
  }
}
