package import ModuleFacts
internal import SourceText

/// What calls give.
extension ValueResolver {
  /// Types outside the program whose instances are containers or counters.
  package static let containerTypes: Set<String> = [
    "builtins.dict", "builtins.list", "builtins.set", "builtins.bytearray", "collections.deque",
    "collections.defaultdict", "collections.OrderedDict", "collections.Counter",
    "collections.ChainMap", "weakref.WeakKeyDictionary", "weakref.WeakValueDictionary",
    "weakref.WeakSet", "itertools.count", "array.array", "queue.Queue", "queue.SimpleQueue",
    "queue.LifoQueue", "queue.PriorityQueue",
  ]

  /// The last names of functions that change their first argument; `list.append` says it by itself.
  package var argumentChangers: Set<String> {
    let names = stubs.changing.compactMap { name in
      name.hasPrefix("builtins.") ? nil : String(name.lastName)
    }
    return Set(names + ["next"])
  }

  /// Whether a callee changes its first argument.
  package func changesArgument(_ callee: NamePath, in module: Int, function: Int?) -> Bool {
    values(of: callee, in: module, function: function).contains {
      guard case .external(let dotted) = $0 else { return false }
      return dotted == "builtins.next" || stubs.changing.contains(dotted)
    }
  }

  /// What calling a chain gives.
  package func result(
    ofCalling path: NamePath,
    in module: Int,
    function: Int?,
    depth: Int = 0
  ) -> [Value] {
    if depth > 6 || path.root == .expression && path.base != .global { return [.unknown] }
    var found: [Value] = []
    for callee in values(of: path, in: module, function: function, depth: depth) {
      for value in result(ofCalling: callee, depth: depth) {
        // `f(a)(b)` and `f(a).m(b)`: the path names only `f`.
        let result =
          path.root == .expression ? self.result(ofCalling: value, depth: depth + 1) : [value]
        for value in result where !found.contains(value) { found.append(value) }
      }
    }
    return found
  }

  /// What calling a value gives.
  package func result(ofCalling value: Value, depth: Int = 0) -> [Value] {
    if depth > 6 { return [.unknown] }
    switch value {
    case .classType(let module, let index):
      return [.instance(module: module, classIndex: index, place: nil)]
    case .function(let module, let function):
      return returned(by: function, in: module, depth: depth + 1)
    case .external(let dotted), .externalMember(let dotted, _):
      if let entry = outside(dotted).entry {
        if entry.isShared {
          let place = Value.Place(module: Value.Place.outside, name: dotted)
          return [.externalInstance(entry.result ?? dotted, place: place)]
        }
        if let result = entry.result { return [.externalInstance(result, place: nil)] }
      }
      return [.externalInstance(dotted, place: nil)]
    case .instance(let module, let index, _):
      if case .function(let owner, let function)? = method(
        "__call__",
        of: index,
        in: module
      ) {
        return returned(by: function, in: owner, depth: depth + 1)
      }
      return [.unknown]
    case .module, .container, .externalInstance, .constant, .object, .unknown: return [.unknown]
    }
  }

  /// What a function returns, by its `return` statements.
  private func returned(by function: Int, in module: Int, depth: Int) -> [Value] {
    let facts = program.facts(module)
    let record = facts.functions[function]
    if record.flags.contains(.generator) || record.flags.contains(.async) { return [.unknown] }
    var found: [Value] = []
    for item in facts.returns[record.returns.indices] {
      for value in values(of: item.shape, item.path, in: module, function: function, depth: depth)
      where !found.contains(value) {
        found.append(value)
      }
    }
    return found.isEmpty ? [.constant] : found
  }

  /// What `with` gives for an object: most give themselves.
  func entered(_ value: Value, depth: Int) -> [Value] {
    switch value {
    case .externalInstance: return [value]
    case .instance(let module, let index, _):
      guard case .function(let owner, let function)? = method("__enter__", of: index, in: module)
      else { return [.unknown] }
      let facts = program.facts(owner)
      let givesItself = facts.returns[facts.functions[function].returns.indices].contains {
        $0.shape == .chain && $0.path.base == .receiver && $0.path.names.count == 1
      }
      return givesItself
        ? [value] : result(ofCalling: .function(module: owner, function: function), depth: depth)
    default: return [.unknown]
    }
  }
}
