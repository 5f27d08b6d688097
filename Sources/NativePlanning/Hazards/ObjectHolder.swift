package import ModuleFacts
internal import NativeFacts

/// An extension module that takes objects of a Python module and has globals to keep them in.
package struct ObjectHolder: Hashable, Sendable {
  /// The Python module whose objects it takes.
  package var module: String
  /// The extension module.
  package var holder: String
  /// One of its globals.
  package var global: String
  /// Where it imports the module, relative to the project.
  package var file: String
  package var line: Int

  /// The finding for a plan that gives names of the module other values.
  package var finding: Finding {
    var finding = Finding(
      rule: "RP832",
      severity: .warning,
      message:
        "\(holder) takes objects of \(module) and has globals such as \(global) to keep them in: there they stay the old ones",
      module: holder,
      path: file,
      line: line,
      because: ["\(module) gets new objects by this plan"],
      help: "restart if it keeps them, or import the module where it is used"
    )
    finding.symbol = global
    return finding
  }
}

extension NativeProgram {
  /// The extension modules that may keep objects of Python modules, sorted by module and holder.
  package var objectHolders: [ObjectHolder] {
    var found: Set<ObjectHolder> = []
    for product in build.products {
      guard let holder = pythonModule(of: product) else { continue }
      let python = units(of: product).flatMap { units[$0].facts.python }
      guard let global = python.first(where: { $0.kind == .globalObject }) else { continue }
      for fact in python where fact.kind == .importedModule {
        found.insert(
          ObjectHolder(
            module: fact.name,
            holder: holder,
            global: global.name,
            file: fact.file,
            line: fact.line
          )
        )
      }
    }
    return found.sorted { ($0.module, $0.holder, $0.line) < ($1.module, $1.holder, $1.line) }
  }
}
