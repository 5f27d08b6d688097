package import ModuleFacts
internal import SourceText

/// What is known of the object before the last dot of a chain.
extension Program {
  /// Whether the last name of a chain is one of a module, so that it is no method of the project's.
  package func isModuleAttribute(_ path: some Collection<String>, in module: Int) -> Bool {
    guard path.count > 1, let root = path.first else { return false }
    let isImported: Bool
    if path.count == 2, let name = facts(module).names.find(root) {
      isImported = scope(module).writers(of: name).allSatisfy {
        if case .importedModule = $0.kind { return true }
        return false
      }
    } else {
      isImported = false
    }
    let owners = targets(of: Array(path.dropLast()), in: module)
    return !owners.isEmpty
      && owners.allSatisfy { owner in
        switch owner {
        case .module: return true
        case .external(let dotted):
          if dotted.hasPrefix("builtins.") { return EffectTable.isPure(dotted) }
          return isImported || StandardLibraryTable.contains(dotted)
        case .function, .classType, .value, .unknown: return false
        }
      }
  }

  /// The name by which a method is called: `__x` of a class `C` is `_C__x` wherever it is used.
  package func calledName(of function: Int, in module: Int) -> String {
    let facts = facts(module)
    let record = facts.functions[function]
    let name = facts.string(record.name)
    guard record.enclosingClass != .max, name.hasPrefix("__"), !name.hasSuffix("__") else {
      return name
    }
    let owner = facts.string(facts.classes[Int(record.enclosingClass)].name)
    return "_\(owner.drop { $0 == "_" })\(name)"
  }

  /// Whether a callee is a method of an object of a builtin type: what `", ".join(x)`,
  /// `self.__dict__.get(x)` or, after `found = list(x)`, `found.sort()` call.
  package func isBuiltinMethod(_ callee: NamePath, in module: Int) -> Bool {
    if callee.isOfLiteral { return true }
    let facts = facts(module)
    let names = facts.strings(callee.names)
    if names.count > 1, Self.builtinAttributes.contains(names[names.count - 2]) { return true }
    guard callee.root == .local, callee.isCallResult, names.count == 2, !callee.makers.isEmpty
    else { return false }
    return facts.makers[callee.makers.indices].allSatisfy { call in
      guard call.callee.root == .global, !call.callee.isPartial else { return false }
      return targets(of: facts.strings(call.callee.names), in: module).allSatisfy {
        guard case .external(let dotted) = $0 else { return false }
        return Self.builtinTypes.contains(dotted)
          || StandardLibraryTable.contains(dotted) && !dotted.hasPrefix("builtins.")
            && !EffectTable.handsOut(dotted)
      }
    }
  }

  private static let builtinAttributes: Set<String> = [
    "__dict__", "__name__", "__qualname__", "__module__", "__doc__", "__annotations__",
  ]

  private static let builtinTypes: Set<String> = [
    "builtins.dict", "builtins.list", "builtins.set", "builtins.tuple", "builtins.frozenset",
    "builtins.str", "builtins.int", "builtins.float", "builtins.bytes", "builtins.bytearray",
    "builtins.sorted", "builtins.repr", "builtins.open", "builtins.range", "builtins.enumerate",
    "builtins.vars", "collections.OrderedDict",
    "collections.defaultdict", "collections.deque", "collections.Counter",
  ]
}
