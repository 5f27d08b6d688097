internal import ModuleFacts
internal import SourceText

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
    name.withBytes { targets(of: $0, facts(module).find($0), in: module) }
  }

  /// The same of a name in the module's own table.
  func targets(of name: NameID, in module: Int) -> [Target] {
    facts(module).withBytes(of: name) { targets(of: $0, name, in: module) }
  }

  private func targets(
    of text: UnsafeBufferPointer<UInt8>,
    _ id: NameID?,
    in module: Int
  ) -> [Target] {
    defer { askedNames.removeAll(keepingCapacity: true) }
    let found = targetsOnTheWay(of: text, id, in: module)
    // A name that stands for itself alone: nobody can tell what that is.
    return found.isEmpty ? [.unknown] : found
  }

  /// A name of a module, which may have no id there; its text is in the table of some module.
  struct Name: Equatable {
    var module: Int
    var text: UnsafeBufferPointer<UInt8>

    static func == (left: Name, right: Name) -> Bool {
      left.module == right.module && left.text.elementsEqual(right.text)
    }
  }

  private func targetsOnTheWay(
    of text: UnsafeBufferPointer<UInt8>,
    _ id: NameID?,
    in module: Int
  ) -> [Target] {
    if let id, let known = knownTargets[module, Int(id.index)] { return known }
    // A handful: a name is passed on through few modules.
    let name = Name(module: module, text: text)
    if askedNames.contains(name) {
      circleCount += 1
      return []
    }
    askedNames.append(name)
    let circlesBefore = circleCount
    let found = findTargets(of: text, id, in: module)
    // What was cut short depends on who asked first.
    if let id, circleCount == circlesBefore {
      knownTargets.set(found, module, Int(id.index))
    }
    return found
  }

  private func findTargets(
    of text: UnsafeBufferPointer<UInt8>,
    _ id: NameID?,
    in module: Int
  ) -> [Target] {
    let facts = facts(module)
    let scope = scope(module)
    var found: [Target] = []
    if let id {
      for writer in scope.writers(of: id) {
        switch writer.kind {
        case .function: found += functions(named: id, by: writer.statement, in: module)
        case .classType(let index): found.append(.classType(module: module, classIndex: index))
        case .importedModule(let name):
          let imported = facts.withBytes(of: name) { layout.index(of: $0) }
          found.append(imported.map { .module($0) } ?? .external(facts.string(name)))
        case .imported(let record, let imported):
          let targets = imports(record, imported, in: module)
          if found.isEmpty { found = targets } else { found += targets }
        case .value, .mutation, .delete:
          found.append(.value(module: module, name: facts.string(id)))
        }
      }
    }
    if !found.isEmpty { return found }
    for record in scope.starImports {
      let target = importTargets(of: module)[record]
      guard target.isInPackage else { continue }
      if let index = target.module {
        let inner = targetsOnTheWay(of: text, self.facts(index).find(text), in: index)
        if !inner.isEmpty, !Self.isBuiltin(inner, text) { return inner }
      } else {
        found.append(.unknown)
      }
    }
    if !found.isEmpty { return found }
    let submodule = modules[module].name.withBytes { package in
      package.withDotted(text) { layout.index(of: $0) }
    }
    if let submodule { return [.module(submodule)] }
    return [.external(Self.builtins + String(decoding: text, as: UTF8.self))]
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

  private static let builtins = "builtins."

  /// Whether a name is bound nowhere, so that only a builtin can be meant.
  package func isBuiltin(_ name: String, in module: Int) -> Bool {
    let targets = targets(of: name, in: module)
    return name.withBytes { Self.isBuiltin(targets, $0) }
  }

  /// Whether targets are the builtin of a name and nothing else.
  private static func isBuiltin(_ targets: [Target], _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard targets.count == 1, case .external(let dotted) = targets[0], dotted.hasPrefix(builtins)
    else { return false }
    return dotted.utf8.dropFirst(builtins.utf8.count).elementsEqual(name)
  }

  private func imports(
    _ record: Int,
    _ name: NameID,
    in module: Int
  ) -> [Target] {
    let facts = facts(module)
    let target = importTargets(of: module)[record]
    guard target.isInPackage else { return [.unknown] }
    let inner = target.module.map { index in
      facts.withBytes(of: name) { text in
        let found = targetsOnTheWay(of: text, self.facts(index).find(text), in: index)
        return (targets: found, isBuiltin: Self.isBuiltin(found, text))
      }
    }
    if let inner, !inner.targets.isEmpty, !inner.isBuiltin { return inner.targets }
    // `from . import name` in the package itself leads back to where it stands.
    return withImportedName(facts.imports[record], name, of: facts, in: module) { dotted in
      if let submodule = layout.index(of: dotted) { return [.module(submodule)] }
      if let inner { return inner.targets.isEmpty ? [] : [.unknown] }
      return [.external(String(decoding: dotted, as: UTF8.self))]
    } ?? [.unknown]
  }

  /// What a module-level name stands for that is only a second name of something, in each arm that binds it.
  ///
  /// `iscoroutinefunction = inspect.iscoroutinefunction` under a test of the version is what many packages have.
  ///
  /// - Returns: Nil when something else is bound to it, or when a function binds it.
  package func aliased(_ name: String, in module: Int, depth: Int = 0) -> [Target]? {
    let facts = facts(module)
    guard depth < 4, let id = facts.find(name),
      !facts.mutations.contains(where: { $0.kind == .global && $0.member == id })
    else { return nil }
    let writers = scope(module).writers(of: id)
    var found: [Target] = []
    for writer in writers {
      let bindings = facts.bindings(ofStatement: writer.statement).filter {
        $0.name == id && $0.function == .max && $0.enclosingClass == .max
      }
      guard writer.kind == .value, !bindings.isEmpty else { return nil }
      for binding in bindings {
        guard binding.shape == .chain, binding.path.root == .global, !binding.path.isPartial
        else { return nil }
        for target in targets(of: facts.strings(binding.path.names), in: module) {
          switch target {
          case .function, .classType, .external: found.append(target)
          case .value(let owner, let other):
            guard let inner = aliased(other, in: owner, depth: depth + 1) else { return nil }
            found += inner
          case .module, .unknown: return nil
          }
        }
      }
    }
    return writers.isEmpty ? nil : found
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
