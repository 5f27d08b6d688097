package import ModuleFacts
internal import SourceText

extension ProjectGraph {
  /// Where a name of a module comes from.
  package struct Definition: Hashable, Sendable {
    /// The module that defines the name, or the module that the name is.
    package let module: ModuleID
    /// The name there; `nil` when the name is the module itself.
    package let name: String?
  }

  /// Follows a name of a module through imports and re-exports to where it is defined.
  ///
  /// A name that no import binds is the module's own; whether it is there at all is known only of
  /// modules with full facts. `nil` when imports go round in a circle.
  package func definition(of name: String, in module: ModuleID) -> Definition? {
    var module = module
    var name = name
    var visited: Set<Definition> = []
    while true {
      let here = Definition(module: module, name: name)
      guard visited.insert(here).inserted else { return nil }
      switch step(from: module, name) {
      case .here: return here
      case .module(let target): return Definition(module: target, name: nil)
      case .name(let next, in: let target):
        name = next
        module = target
      }
    }
  }

  private enum Step {
    case here
    case module(ModuleID)
    case name(String, in: ModuleID)
  }

  private func step(from module: ModuleID, _ name: String) -> Step {
    guard let (facts, span) = bindings.facts(of: module) else {
      return child(name, of: module).map { .module($0) } ?? .here
    }
    if let id = facts.names.find(name) {
      if let binding = ImportBindings.binding(of: id, in: facts, span),
        let step = follow(binding, from: module, in: facts)
      {
        return step
      }
      if facts.statements.contains(where: { facts.nameList($0.defines).contains(id) }) {
        return .here
      }
    }
    if let submodule = child(name, of: module) { return .module(submodule) }
    return star(name, from: module, in: facts, span) ?? .here
  }

  private func follow(
    _ binding: ImportBindings.Binding,
    from module: ModuleID,
    in facts: FactPools
  ) -> Step? {
    guard let target = target(of: binding.record, from: module, in: facts) else { return nil }
    guard let taken = binding.taken else {
      // `import a.b` binds `a`; with `as`, the whole.
      let written = facts.string(binding.record.module)
      let bound = facts.string(binding.record.boundName)
      let first = written.split(separator: ".").first.map(String.init)
      if bound == first, written != bound, let top = self.module(named: bound) {
        return .module(top)
      }
      return .module(target)
    }
    let name = facts.string(taken)
    // `from . import x` in the package itself takes the submodule, not what binds the name here.
    if target == module, let submodule = child(name, of: module) { return .module(submodule) }
    return .name(name, in: target)
  }

  /// The star import that brings `name`, the last one first.
  private func star(
    _ name: String,
    from module: ModuleID,
    in facts: FactPools,
    _ span: IndexedFiles.Span
  ) -> Step? {
    for record in facts.imports[span.imports.indices].reversed()
    where record.kind == .star && record.time == .importTime && !record.isDead {
      guard let target = target(of: record, from: module, in: facts), target != module,
        let (source, place) = bindings.facts(of: target)
      else { continue }
      if provides(name, source, place) { return .name(name, in: target) }
    }
    return nil
  }

  /// Whether `from module import *` binds `name`, as far as the facts tell.
  private func provides(_ name: String, _ facts: FactPools, _ span: IndexedFiles.Span) -> Bool {
    guard let id = facts.names.find(name) else { return false }
    if facts.nameList(span.knownExports).contains(id) { return true }
    if case .names = span.exports { return false }
    if name.hasPrefix("_") { return false }
    return ImportBindings.binding(of: id, in: facts, span) != nil
      || facts.statements.contains { facts.nameList($0.defines).contains(id) }
  }

  private func child(_ name: String, of module: ModuleID) -> ModuleID? {
    guard let id = modules.names.find(name) else { return nil }
    return modules.child(id, of: module)
  }

  /// The module that an import record of `module` names.
  package func target(
    of record: ImportRecord,
    from module: ModuleID,
    in facts: FactPools
  ) -> ModuleID? {
    var current: ModuleID?
    if record.level > 0 {
      let row = modules[module]
      var base = record.anchor == .name || row.kind == .package ? module : row.parent
      for _ in 1..<max(1, record.level) { base = base.flatMap { modules[$0].parent } }
      guard base != nil else { return nil }
      current = base
    }
    for part in facts.string(record.module).split(separator: ".") {
      guard let id = modules.names.find(String(part)), let next = modules.child(id, of: current)
      else { return nil }
      current = next
    }
    return current
  }
}
