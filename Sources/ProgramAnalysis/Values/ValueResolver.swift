package import ModuleFacts
package import SourceText

/// Says what names, chains and results of calls stand for, through modules and aliases.
///
/// Every answer is a list: one value for each way the program can take. `unknown` is in it where the
/// sources don't tell.
package final class ValueResolver {
  package let program: Program
  let stubs: EffectStubs
  private var indexes: [ModuleIndex?]
  /// By name.
  private let known: ModuleMemo<[Value]>
  /// What is being looked up, outermost first: names, and functions for their decorators.
  private var inProgress: [UInt64] = []
  /// The least depth in `inProgress` that was asked for again since the current lookup began.
  private var touched = Int.max
  /// By class.
  let knownBases: ModuleMemo<[Value]>
  let knownLineages: ModuleMemo<[(module: Int, classIndex: Int)]>
  /// Classes whose lineage waits for that of their base.
  var lineagesInProgress: [(module: Int, classIndex: Int)] = []
  private let knownConstructors: ModuleMemo<[Constructor]>
  private let knownInstanceAttributes: ModuleMemo<Set<NameID>>
  /// By function.
  private let knownDecorated: ModuleMemo<[Value]>
  var knownShared: [SharedKey: SharedAttribute?] = [:]
  private var knownChains: [ChainKey: [Value]] = [:]
  private var knownOutside: [String: OutsideCallable] = [:]
  /// Of each module the position of its `__getattr__`; -1: none, nil: not looked for.
  private var getters: [Int?]
  /// Of each module what it calls `__init_subclass__`; nil inside: it doesn't.
  var initSubclassNames: [NameID??]

  /// Longer chains of factories aren't followed.
  private static let depthLimit = 6
  /// Names that stand for each other in longer chains than this aren't followed.
  static let nestingLimit = 48

  package init(program: Program, stubs: EffectStubs) {
    self.program = program
    self.stubs = stubs
    let count = program.modules.count
    indexes = Array(repeating: nil, count: count)
    getters = Array(repeating: nil, count: count)
    initSubclassNames = Array(repeating: .none, count: count)
    known = ModuleMemo()
    knownBases = ModuleMemo()
    knownLineages = ModuleMemo()
    knownConstructors = ModuleMemo()
    knownInstanceAttributes = ModuleMemo()
    knownDecorated = ModuleMemo()
  }

  /// What is known of a callable outside the program.
  struct OutsideCallable {
    var entry: EffectStubs.Entry?
    /// Whether the tables of planning call it pure; asked only when there is no entry.
    var isPure: Bool
  }

  func outside(_ dotted: String) -> OutsideCallable {
    if let found = knownOutside[dotted] { return found }
    let entry = stubs.entry(of: dotted)
    let found = OutsideCallable(
      entry: entry,
      isPure: entry == nil && EffectTable.isPure(dotted)
    )
    knownOutside[dotted] = found
    return found
  }

  func index(_ module: Int) -> ModuleIndex {
    if let index = indexes[module] { return index }
    let index = ModuleIndex(facts: program.facts(module))
    indexes[module] = index
    return index
  }

  // MARK: - Names of modules

  /// What a module-level name can stand for.
  package func values(of name: NameID, in module: Int) -> [Value] {
    let position = Int(name.index)
    if let found = known[module, position] { return found }
    let key = UInt64(module) << 32 | UInt64(name.index)
    return looking(for: key, [.unknown]) {
      let targets = lastTargets(of: name, in: module)
      if targets.count == 1 { return values(of: targets[0], depth: 0) }
      var found: [Value] = []
      for target in targets {
        for value in values(of: target, depth: 0) where !found.contains(value) {
          found.append(value)
        }
      }
      return found
    } keep: { found in
      known.set(found, module, position)
    }
  }

  /// Looks something up that may lead back to itself; then it is `cut` there.
  ///
  /// A result is kept only when it asked for nothing that an outer lookup is still looking for: what was
  /// cut for that would otherwise depend on who asked first.
  private func looking(
    for key: UInt64,
    _ cut: [Value],
    _ find: () -> [Value],
    keep: ([Value]) -> Void
  ) -> [Value] {
    if let depth = inProgress.firstIndex(of: key) {
      touched = min(touched, depth)
      return cut
    }
    let depth = inProgress.count
    if depth >= Self.nestingLimit {
      touched = 0
      return cut
    }
    let outer = touched
    touched = .max
    inProgress.append(key)
    let found = find()
    inProgress.removeLast()
    if touched >= depth {
      keep(found)
      touched = outer
    } else {
      touched = min(touched, outer)
    }
    return found
  }

  /// Finds something that names stand for, and keeps it unless an outer lookup's name was cut in it.
  func remembering<Result>(_ find: () -> Result, keep: (Result) -> Void) -> Result {
    let outer = touched
    touched = .max
    let found = find()
    if touched == .max { keep(found) }
    touched = min(touched, outer)
    return found
  }

  /// What the last unconditional definition of a name stands for, or else all of them.
  private func lastTargets(of name: NameID, in module: Int) -> [Program.Target] {
    let facts = program.facts(module)
    let writers = program.scope(module).binders(of: name)
    var last = writers.last
    if writers.count > 1 {
      // Later ones that may not run, or change the value in place, leave what was there.
      let certain = writers.last {
        let statement = facts.statements[$0.statement]
        return statement.kind != .augAssign && !statement.flags.contains(.conditional)
      }
      if certain?.statement != last?.statement { last = nil } else { last = certain }
    }
    switch last?.kind {
    case .function(let function): return [.function(module: module, function: function)]
    case .classType(let index): return [.classType(module: module, classIndex: index)]
    case .value: return [.value(module: module, name: facts.string(name))]
    case .importedModule, .imported, .mutation, .delete, nil: break
    }
    let targets = program.targets(of: name, in: module)
    let isAssigned = writers.contains {
      if case .value = $0.kind { return true }
      return false
    }
    // A change in place (`sys.path[0] = x`) gives the name no other value.
    if isAssigned || writers.isEmpty { return targets }
    let own = Program.Target.value(module: module, name: facts.string(name))
    return targets.contains(own) ? targets.filter { $0 != own } : targets
  }

  /// The same by the name's text, which the module's own table may lack.
  package func values(named name: String, in module: Int) -> [Value] {
    if let id = program.facts(module).find(name) { return values(of: id, in: module) }
    return program.targets(of: name, in: module).flatMap { values(of: $0, depth: 0) }
  }

  private func values(of target: Program.Target, depth: Int) -> [Value] {
    switch target {
    case .function(let module, let function):
      program.facts(module).functions[function].decorators.isEmpty
        ? [.function(module: module, function: function)]
        : [.function(module: module, function: function)] + decorated(function, in: module)
    case .classType(let module, let index): [.classType(module: module, classIndex: index)]
    case .module(let module): [.module(module)]
    case .external(let dotted): [.external(dotted)]
    case .unknown: [.unknown]
    case .value(let module, let name): bound(name, in: module)
    }
  }

  /// What the assignments of a name say.
  private func bound(_ name: String, in module: Int) -> [Value] {
    let facts = program.facts(module)
    let place = Value.Place(module: module, name: name)
    guard let id = facts.find(name), let positions = index(module).moduleBindings[id] else {
      return [.object(place)]
    }
    var found: [Value] = []
    for position in positions {
      let binding = facts.bindings[position]
      for value in values(of: binding.shape, binding.path, in: module, function: nil, depth: 0) {
        let kept = value.kept(at: place)
        if !found.contains(kept) { found.append(kept) }
      }
    }
    return found
  }

  func values(
    of shape: BindingFacts.Shape,
    _ path: NamePath,
    in module: Int,
    function: Int?,
    depth: Int
  ) -> [Value] {
    switch shape {
    case .literal, .tuple, .lambda: [.constant]
    case .container: [.container(nil)]
    case .call: result(ofCalling: path, in: module, function: function, depth: depth + 1)
    case .chain: values(of: path, in: module, function: function, depth: depth + 1)
    case .entered:
      result(ofCalling: path, in: module, function: function, depth: depth + 1).flatMap {
        entered($0, depth: depth + 1)
      }
    case .other: [.unknown]
    }
  }

  // MARK: - Chains

  /// What a chain stands for where a function (or, with nil, the module's own code) reads it.
  ///
  /// Of a partial path, what the chain before the subscript or call stands for.
  package func values(
    of path: NamePath,
    in module: Int,
    function: Int?,
    depth: Int = 0
  ) -> [Value] {
    if depth > Self.depthLimit { return [.unknown] }
    if path.base == .global, path.names.count == 1 {
      return values(of: program.facts(module).nameLists[Int(path.names.start)], in: module)
    }
    if let key = chainKey(path, in: module, depth: depth) {
      if let known = knownChains[key] { return known }
      return remembering {
        findValues(of: path, in: module, function: function, depth: depth)
      } keep: {
        knownChains[key] = $0
      }
    }
    return findValues(of: path, in: module, function: function, depth: depth)
  }

  /// Two or three names of a module.
  private struct ChainKey: Hashable {
    var start: UInt64
    var rest: UInt64
  }

  /// The key of a chain from a module-level name; nil when what is found isn't kept.
  ///
  /// `pytest.mark.parametrize` is asked for by five rules at each of thousands of places, and made
  /// strings each time.
  private func chainKey(_ path: NamePath, in module: Int, depth: Int) -> ChainKey? {
    guard path.base == .global, path.names.count == 2 || path.names.count == 3, depth == 0 else {
      return nil
    }
    let lists = program.facts(module).nameLists
    let start = Int(path.names.start)
    let third = path.names.count == 3 ? lists[start + 2].index &+ 1 : 0
    return ChainKey(
      start: UInt64(module) << 32 | UInt64(lists[start].index),
      rest: UInt64(lists[start + 1].index) << 32 | UInt64(third)
    )
  }

  private func findValues(
    of path: NamePath,
    in module: Int,
    function: Int?,
    depth: Int
  ) -> [Value] {
    let facts = program.facts(module)
    let names = facts.nameList(path.names)
    guard let root = names.first else { return [.unknown] }
    var current: [Value]
    switch path.base {
    case .global: current = values(of: root, in: module)
    case .receiver:
      guard let function, let owner = ownerClass(of: function, in: module) else {
        return [.unknown]
      }
      current = [.instance(module: module, classIndex: owner, place: nil)]
    case .local, .enclosing:
      guard let function else { return [.unknown] }
      current = locals(root, path.base, of: function, in: module, depth: depth)
    case .parameter, .expression: return [.unknown]
    }
    for name in names.dropFirst() {
      current = members(name, of: current, nameIn: module, depth: depth)
    }
    return current
  }

  private func members(
    _ name: NameID,
    of values: [Value],
    nameIn module: Int,
    depth: Int
  ) -> [Value] {
    let text = program.facts(module).string(name)
    if values.count == 1 { return member(text, of: values[0], depth: depth) }
    var found: [Value] = []
    for value in values {
      for member in member(text, of: value, depth: depth) where !found.contains(member) {
        found.append(member)
      }
    }
    return found
  }

  /// An attribute of a value.
  package func member(_ name: String, of value: Value, depth: Int = 0) -> [Value] {
    switch value {
    case .module(let module):
      if name == "__dict__" { return [.container(Value.Place(module: module, name: name))] }
      let found = values(named: name, in: module)
      // A name that the module doesn't bind is no builtin seen through it.
      if found.count == 1, case .external(let dotted) = found[0], dotted == "builtins." + name {
        return [.unknown]
      }
      return found
    case .classType(let module, let index): return classMember(name, index, module, depth: depth)
    case .instance(let module, let index, let place):
      if case .function(let owner, let function)? = method(name, of: index, in: module) {
        // Reading a property calls it.
        if isProperty(function, in: owner) { return [.unknown] }
        return [.function(module: owner, function: function)]
      }
      if let inherited = outsideMethod(name, of: index, in: module) {
        return [.externalMember(inherited, place: place)]
      }
      if let place {
        return [.object(Value.Place(module: place.module, name: place.name + "." + name))]
      }
      return [.unknown]
    case .external(let dotted): return [.external(dotted + "." + name)]
    case .externalInstance(let type, let place), .externalMember(let type, let place):
      let dotted = type + "." + name
      if let entry = stubs.exactEntry(of: dotted), entry.isAttribute, let result = entry.result {
        return [.externalInstance(result, place: place)]
      }
      return [.externalMember(dotted, place: place)]
    case .object(let place):
      return [.object(Value.Place(module: place.module, name: place.name + "." + name))]
    case .function(let module, let function):
      return depth > Self.depthLimit
        ? [.unknown] : attribute(name, of: function, in: module, depth: depth + 1)
    case .container, .constant, .unknown: return [.unknown]
    }
  }

  /// What the outermost decorator makes of a function, when that is an instance of a class of the
  /// program: the name stands for it.
  func decorated(_ function: Int, in module: Int) -> [Value] {
    if program.facts(module).functions[function].decorators.isEmpty { return [] }
    if let known = knownDecorated[module, function] { return known }
    // A decorator that is an attribute of what it decorates makes nothing of it.
    return looking(for: 1 << 63 | UInt64(module) << 32 | UInt64(function), []) {
      findDecorated(function, in: module)
    } keep: { found in
      knownDecorated.set(found, module, function)
    }
  }

  /// `f.register` of a function under `@singledispatch`.
  private func attribute(
    _ name: String,
    of function: Int,
    in module: Int,
    depth: Int
  ) -> [Value] {
    let facts = program.facts(module)
    guard let outermost = facts.functions[function].decorators.indices.first else {
      return [.unknown]
    }
    let decorator = facts.paths[outermost]
    guard decorator.root == .global else { return [.unknown] }
    // Then it is an attribute of what the decorator made, which is a value of the name too.
    if !decorated(function, in: module).isEmpty { return [] }
    return values(of: decorator, in: module, function: nil, depth: depth).map {
      if case .external(let dotted) = $0 { return .external(dotted + "." + name) }
      return .unknown
    }
  }

  private func classMember(_ name: String, _ index: Int, _ module: Int, depth: Int) -> [Value] {
    if case .function(let owner, let function)? = method(name, of: index, in: module) {
      return [.function(module: owner, function: function)]
    }
    guard let (owner, position) = classAttribute(name, of: index, in: module) else {
      return [nestedClass(name, of: index, in: module) ?? .unknown]
    }
    let facts = program.facts(owner)
    let binding = facts.bindings[position]
    let className = facts.string(facts.classes[Int(binding.enclosingClass)].qualifiedName)
    let place = Value.Place(module: owner, name: className + "." + name)
    return values(of: binding.shape, binding.path, in: owner, function: nil, depth: depth + 1)
      .map { $0.kept(at: place) }
  }

  /// The binding of a class attribute in a class or its bases: the module, and its place there.
  func classAttribute(_ name: String, of index: Int, in module: Int) -> (Int, Int)? {
    for (owner, classIndex) in lineage(of: index, in: module) {
      guard let id = program.facts(owner).find(name) else { continue }
      if let position = self.index(owner).classBinding(id, of: classIndex) {
        return (owner, position)
      }
    }
    return nil
  }

  /// What methods of a class itself set on their instances.
  func instanceAttributes(of index: Int, in module: Int) -> Set<NameID> {
    if let known = knownInstanceAttributes[module, index] { return known }
    let facts = program.facts(module)
    var found: Set<NameID> = []
    for function in facts.functions
    where function.enclosingClass == UInt32(truncatingIfNeeded: index) {
      found.formUnion(facts.nameList(function.receiverAttributes))
    }
    knownInstanceAttributes.set(found, module, index)
    return found
  }

  /// The module's `__getattr__`, when a name is not bound otherwise.
  func moduleHook(of module: Int, for name: String) -> Int? {
    guard let getter = getter(of: module), !name.hasPrefix("__") else { return nil }
    let facts = program.facts(module)
    if let id = facts.find(name), program.scope(module).binds(id) { return nil }
    if program.index(of: program.modules[module].name + "." + name) != nil { return nil }
    return getter
  }

  /// The module's `__getattr__`.
  func getter(of module: Int) -> Int? {
    if let known = getters[module] { return known < 0 ? nil : known }
    let facts = program.facts(module)
    let found = facts.find("__getattr__").flatMap { name in
      facts.functions.firstIndex {
        $0.name == name && $0.enclosingFunction == .max && $0.enclosingClass == .max
      }
    }
    getters[module] = found ?? -1
    return found
  }

  /// The method a class has or inherits from classes of the program.
  package func method(_ name: String, of index: Int, in module: Int) -> Program.Target? {
    for (owner, classIndex) in lineage(of: index, in: module) {
      if let id = program.facts(owner).find(name),
        let function = program.scope(owner).method(id, of: classIndex)
      {
        return .function(module: owner, function: function)
      }
    }
    return nil
  }

  /// A method that making an instance runs.
  struct Constructor {
    var isNew: Bool
    var key: FunctionKey
  }

  /// What making an instance of a class runs, in order.
  func constructors(of index: Int, in module: Int) -> [Constructor] {
    if let known = knownConstructors[module, index] { return known }
    return remembering {
      ["__new__", "__init__", "__post_init__"].compactMap { name -> Constructor? in
        guard case .function(let owner, let function)? = method(name, of: index, in: module) else {
          return nil
        }
        return Constructor(
          isNew: name == "__new__",
          key: FunctionKey(module: owner, function: function)
        )
      }
    } keep: {
      knownConstructors.set($0, module, index)
    }
  }

  /// The class a method is in, for functions inside methods too.
  func ownerClass(of function: Int, in module: Int) -> Int? {
    let facts = program.facts(module)
    var record = facts.functions[function]
    while record.enclosingFunction != .max {
      record = facts.functions[Int(record.enclosingFunction)]
    }
    return record.enclosingClass == .max ? nil : Int(record.enclosingClass)
  }

  private func locals(
    _ name: NameID,
    _ root: NamePath.Root,
    of function: Int,
    in module: Int,
    depth: Int
  ) -> [Value] {
    let facts = program.facts(module)
    var owner = UInt32(truncatingIfNeeded: function)
    if root == .enclosing { owner = facts.functions[function].enclosingFunction }
    while owner != .max {
      let index = index(module)
      let outer = Int(owner)
      if let nested = index.nestedFunction(name, of: outer) {
        return [.function(module: module, function: nested)]
      }
      let positions = index.localBindings(name, of: outer)
      if !positions.isEmpty {
        return positions.flatMap { position in
          let binding = facts.bindings[position]
          // What a local stands for may be itself: `x = x.y`.
          return values(
            of: binding.shape,
            binding.path,
            in: module,
            function: outer,
            depth: depth + 2
          )
        }
      }
      if root != .enclosing { break }
      owner = facts.functions[outer].enclosingFunction
    }
    return [.unknown]
  }
}
