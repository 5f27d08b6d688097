internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// What decorators of the program give back for what they decorate.
struct DecoratorAnswer {
  enum Result {
    /// The very object, or a wrapper that says what it wraps.
    case transparent
    /// A function inside the decorator that hides the decorated one; its name.
    case opaque(String)
    /// Something that is no function; what.
    case replaced(String)
    case unknown
  }

  /// The answer of a decorator: a function, or with `isFactory` what the function returns.
  static func of(_ value: Value, isFactory: Bool, _ module: RuleSubject) -> Result {
    switch value {
    case .function(let owner, let index):
      return answer(of: index, in: owner, isFactory: isFactory, module)
    case .classType(let owner, let index):
      if isFactory { return .unknown }
      let name = module.shown(.classType(module: owner, classIndex: index))
      return isDescriptor(index, owner, module) ? .transparent : .replaced("an instance of \(name)")
    default: return .unknown
    }
  }

  /// Whether a class behaves like a property: attribute access calls the function.
  private static func isDescriptor(_ index: Int, _ owner: Int, _ module: RuleSubject) -> Bool {
    module.resolver.method("__get__", of: index, in: owner) != nil
      || module.resolver.lineage(of: index, in: owner).contains { owner, index in
        module.resolver.bases(of: index, in: owner).contains(.external("builtins.property"))
      }
  }

  private static func answer(
    of index: Int,
    in owner: Int,
    isFactory: Bool,
    _ module: RuleSubject
  ) -> Result {
    let facts = module.program.facts(owner)
    let record = facts.functions[index]
    // Without a parameter it is no decorator, whatever the name stands for then.
    if !isFactory, record.parameters.isEmpty { return .unknown }
    var results: [Result] = []
    for item in facts.returns[record.returns.indices] {
      results.append(answer(of: item, function: index, in: owner, isFactory: isFactory, module))
    }
    let isOpaque = results.contains {
      if case .opaque = $0 { return true }
      return false
    }
    // One way out that is plain makes the decorator one that may leave things as they are.
    if !isOpaque,
      let replaced = results.first(where: {
        if case .replaced = $0 { return true }
        return false
      }),
      results.allSatisfy({
        if case .replaced = $0 { return true }
        return false
      })
    {
      return replaced
    }
    return results.first {
      if case .opaque = $0 { return true }
      return false
    } ?? (results.isEmpty && !isFactory ? .replaced("None") : results.first ?? .unknown)
  }

  private static func answer(
    of item: ReturnFacts,
    function index: Int,
    in owner: Int,
    isFactory: Bool,
    _ module: RuleSubject
  ) -> Result {
    let facts = module.program.facts(owner)
    let record = facts.functions[index]
    switch item.shape {
    case .chain:
      guard let name = facts.nameList(item.path.names).first, item.path.names.count == 1 else {
        return .unknown
      }
      if item.path.root == .parameter || item.path.root == .receiver { return .transparent }
      guard
        let inner = facts.functions.indices.first(where: {
          facts.functions[$0].enclosingFunction == UInt32(truncatingIfNeeded: index)
            && facts.functions[$0].name == name
        })
      else { return .unknown }
      if isFactory { return answer(of: inner, in: owner, isFactory: false, module) }
      return wrapper(inner, of: record, in: owner, module)
    case .call:
      // `return wraps(f)(wrapper)`, `return update_wrapper(w, f)`, `return Task(f)`.
      if isFactory { return .unknown }
      let values = module.resolver.values(of: item.path, in: owner, function: index)
      if item.path.root == .global, values == [.external("functools.partial")] {
        return .replaced("a partial")
      }
      for case .classType(let classOwner, let classIndex) in values
      where item.path.root == .global && !isDescriptor(classIndex, classOwner, module) {
        if isException(classIndex, classOwner, module) { continue }
        return .replaced(
          "an instance of \(module.shown(.classType(module: classOwner, classIndex: classIndex)))"
        )
      }
      return .unknown
    case .literal, .tuple, .container: return isFactory ? .unknown : .replaced("a plain value")
    case .lambda:
      let inner = facts.functions.indices.first {
        facts.functions[$0].enclosingFunction == UInt32(truncatingIfNeeded: index)
          && facts.functions[$0].flags.contains(.lambda)
      }
      guard let inner, !isFactory else { return .unknown }
      return wrapper(inner, of: record, in: owner, module)
    case .entered, .other: return .unknown
    }
  }

  private static func isException(_ index: Int, _ owner: Int, _ module: RuleSubject) -> Bool {
    module.shown(.classType(module: owner, classIndex: index)).hasSuffix("Error")
  }

  /// Functions that make a wrapper say what it wraps.
  private static let copies: Set<String> = [
    "update_wrapper", "wraps", "functools.update_wrapper", "functools.wraps", "decorate",
    "mergeFunctionMetadata", "make_decorator", "update_decorator",
  ]

  /// A function that a decorator returns in place of the decorated one.
  private static func wrapper(
    _ inner: Int,
    of outer: FunctionFacts,
    in owner: Int,
    _ module: RuleSubject
  ) -> Result {
    let facts = module.program.facts(owner)
    let record = facts.functions[inner]
    // It must call what is decorated, else it is something else that is made.
    let parameters = Set(facts.nameList(outer.parameters))
    let callsIt = facts.calls[record.calls.indices].contains { call in
      call.callee.root == .enclosing && call.callee.names.count == 1
        && facts.nameList(call.callee.names).contains { parameters.contains($0) }
    }
    guard callsIt else { return .unknown }
    if !record.decorators.isEmpty { return .transparent }
    let isDeclared = facts.calls[outer.calls.indices].contains {
      copies.contains(facts.dotted($0.callee))
        || copies.contains(facts.strings($0.callee.names).last ?? "")
    }
    let name = facts.string(record.name)
    let setsName =
      facts.find("__wrapped__").map { facts.nameList(outer.attributes).contains($0) } ?? false
    if isDeclared || setsName { return .transparent }
    return .opaque(name)
  }
}
