internal import ModuleFacts
internal import SourceText

/// What classes make and inherit beside the methods of the program.
extension ValueResolver {
  /// What the outermost decorator of a module-level function makes of it.
  func findDecorated(_ function: Int, in module: Int) -> [Value] {
    let facts = program.facts(module)
    let record = facts.functions[function]
    guard let outermost = record.decorators.indices.first, record.enclosingFunction == .max,
      record.enclosingClass == .max, facts.paths[outermost].base == .global
    else { return [] }
    var path = facts.paths[outermost]
    path.root = path.base
    let place = Value.Place(module: module, name: facts.string(record.name))
    var found: [Value] = []
    for decorator in values(of: path, in: module, function: nil) {
      switch decorator {
      // `@Task(...)` makes the decorator only; `@Task` makes the instance, unless it is a descriptor.
      case .classType(let owner, let index) where !path.isPartial:
        if method("__call__", of: index, in: owner) == nil { continue }
        found.append(.instance(module: owner, classIndex: index, place: place))
      case .function(let owner, let maker):
        guard let index = classMade(by: maker, in: owner) else { continue }
        found.append(.instance(module: owner, classIndex: index, place: place))
      default: continue
      }
    }
    return found
  }

  /// The class of a method that returns an instance of its own class, or what a method of such an
  /// instance returns: `return cls().at("*")(function)`.
  private func classMade(by function: Int, in module: Int) -> Int? {
    let facts = program.facts(module)
    let record = facts.functions[function]
    guard record.enclosingClass != .max, record.enclosingFunction == .max else { return nil }
    let own = Int(record.enclosingClass)
    let isMade = facts.returns[record.returns.indices].contains { item in
      guard item.shape == .call else { return false }
      switch item.path.base {
      case .receiver: return item.path.names.count == 1
      case .global:
        var path = item.path
        path.root = .global
        path.isPartial = false
        return values(of: path, in: module, function: nil)
          == [.classType(module: module, classIndex: own)]
      case .local, .parameter, .enclosing, .expression: return false
      }
    }
    return isMade ? own : nil
  }

  /// Whether an attribute of an instance can only come from its class's `__getattr__`.
  func makesAttribute(_ name: String, of index: Int, in module: Int) -> Bool {
    guard !name.hasPrefix("__"), method("__getattr__", of: index, in: module) != nil,
      classAttribute(name, of: index, in: module) == nil,
      nestedClass(name, of: index, in: module) == nil
    else { return false }
    if isSetOnInstances(name, of: index, in: module) { return false }
    for (owner, classIndex) in lineage(of: index, in: module) {
      // What a class outside the program has isn't known.
      for base in bases(of: classIndex, in: owner) where base != .external("builtins.object") {
        if case .classType = base { continue }
        return false
      }
    }
    return true
  }

  /// A class attribute, as its binding.
  typealias SharedAttribute = (owner: Int, binding: Int)

  struct SharedKey: Hashable {
    var module: Int
    var classIndex: Int
    var name: String
    var isOfInstance: Bool
  }

  /// The class attribute that a name of a class, or of its instances, is read from; nil where methods set it on the instance.
  func sharedAttribute(
    _ name: String,
    of index: Int,
    in module: Int,
    ofInstance: Bool
  ) -> SharedAttribute? {
    let key = SharedKey(module: module, classIndex: index, name: name, isOfInstance: ofInstance)
    if let known = knownShared[key] { return known }
    return remembering {
      if ofInstance, isSetOnInstances(name, of: index, in: module) { return nil }
      return classAttribute(name, of: index, in: module)
    } keep: {
      knownShared[key] = $0
    }
  }

  private func isSetOnInstances(_ name: String, of index: Int, in module: Int) -> Bool {
    lineage(of: index, in: module).contains { owner, classIndex in
      guard let id = program.facts(owner).find(name) else { return false }
      return instanceAttributes(of: classIndex, in: owner).contains(id)
    }
  }

  /// A class that stands in the body of a class or of its bases.
  func nestedClass(_ name: String, of index: Int, in module: Int) -> Value? {
    for (owner, classIndex) in lineage(of: index, in: module) {
      let facts = program.facts(owner)
      guard let id = facts.find(name) else { continue }
      let inner = facts.classes.firstIndex {
        $0.enclosingClass == UInt32(truncatingIfNeeded: classIndex)
          && $0.enclosingFunction == .max && $0.name == id
      }
      if let inner { return .classType(module: owner, classIndex: inner) }
    }
    return nil
  }

  /// A method that a class inherits from a class outside the program, when a table has it.
  func outsideMethod(_ name: String, of index: Int, in module: Int) -> String? {
    for (owner, classIndex) in lineage(of: index, in: module) {
      for case .external(let base) in bases(of: classIndex, in: owner) {
        let dotted = base + "." + name
        if let entry = stubs.exactEntry(of: dotted), entry.kind != nil { return dotted }
      }
    }
    return nil
  }

  /// The `__init_subclass__` that a class itself has.
  func initSubclass(of index: Int, in module: Int) -> Int? {
    let name: NameID?
    if let known = initSubclassNames[module] {
      name = known
    } else {
      name = program.facts(module).find("__init_subclass__")
      initSubclassNames[module] = .some(name)
    }
    return name.flatMap { program.scope(module).method($0, of: index) }
  }

  /// Whether a method is read like an attribute.
  package func isProperty(_ function: Int, in module: Int) -> Bool {
    let facts = program.facts(module)
    return facts.paths[facts.functions[function].decorators.indices].contains {
      let name = facts.strings($0.names).last ?? ""
      return name.hasSuffix("property") || name == "setter" || name == "reify"
    }
  }
}
