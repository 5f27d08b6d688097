package import ModuleFacts
internal import SourceText

/// What a callee does with functions it is given: keeps them, looks at them, or calls them.
package struct ArgumentUse {
  private let program: Program
  private let methods: MethodTable

  package init(program: Program) {
    self.program = program
    methods = MethodTable(program: program)
  }

  /// Whether the call may call a function that it is given, before it returns.
  package func mayCallArguments(_ call: CallFacts, in module: Int) -> Bool {
    targets(of: call, in: module).contains { mayCallParameters($0, depth: 0) }
  }

  /// Whether the call does no more with its arguments than hold on to them.
  package func onlyKeepsArguments(_ call: CallFacts, in module: Int) -> Bool {
    targets(of: call, in: module).allSatisfy { onlyKeepsParameters($0, depth: 0) }
  }

  /// Whether what a statement binds holds an object that it reads: as it is, or in an object of the project's.
  ///
  /// What it only hands to code outside the project (`Thread(target=f)`, `path("x", view)`) is called when that code likes.
  package func stores(_ statement: Int, in module: Int, _ means: (NamePath) -> Bool) -> Bool {
    let facts = program.facts(module)
    let record = facts.statements[statement]
    let reads = facts.reads[record.reads.indices].filter {
      ($0.role == .value || $0.role == .default) && means($0.path)
    }
    if reads.isEmpty { return false }
    let handedOver = facts.calls[record.calls.indices].map { call in
      let count = facts.paths[call.arguments.indices].filter(means).count
      return count > 0 && isOutside(call, in: module) ? count : 0
    }
    return handedOver.reduce(0, +) < reads.count
  }

  /// Whether a call hands what it is given to code outside the project that doesn't just hold it.
  package func isOutside(_ call: CallFacts, in module: Int) -> Bool {
    let targets = targets(of: call, in: module)
    // A method of a builtin container keeps what it is given.
    return !targets.isEmpty
      && targets.allSatisfy {
        switch $0 {
        case .external(let dotted): !EffectTable.holdsArguments(dotted)
        case .unknown: true
        case .function, .classType, .module, .value: false
        }
      }
  }

  /// Whether decorating calls what is decorated.
  package func mayCallDecorated(_ decorator: NamePath, in module: Int) -> Bool {
    let facts = program.facts(module)
    return program.targets(of: facts.strings(decorator.names), in: module).contains { target in
      guard case .function(let owner, let index) = target else { return false }
      if mayCallParameters(target, depth: 0) { return true }
      // `@factory(...)`: the function it returns gets the decorated one.
      let inner = program.facts(owner)
      return inner.functions.enumerated().contains {
        $0.element.enclosingFunction == UInt32(truncatingIfNeeded: index)
          && mayCallParameters(.function(module: owner, function: $0.offset), depth: 1)
      }
    }
  }

  private func targets(of call: CallFacts, in module: Int) -> [Program.Target] {
    let path = program.facts(module).strings(call.callee.names)
    guard let name = path.last else { return [.unknown] }
    if program.isBuiltinMethod(call.callee, in: module) {
      return name == "sort" ? [.unknown] : []
    }
    let isMethod = path.count > 1 || call.callee.root == .expression
    guard call.callee.root == .global || call.isDecorator else {
      return isMethod ? methods(named: name) : [.unknown]
    }
    return program.targets(of: path, in: module).flatMap { target -> [Program.Target] in
      switch target {
      case .unknown: isMethod ? methods(named: name) : [target]
      case .value(let owner, let other): program.aliased(other, in: owner) ?? [target]
      default: [target]
      }
    }
  }

  /// Methods of the program, or nothing for one of a builtin container, which keeps what it is given.
  private func methods(named name: String) -> [Program.Target] {
    let found = methods.named(name)
    if found.isEmpty { return EffectTable.isMutator(name) && name != "sort" ? [] : [.unknown] }
    return found
  }

  private func onlyKeepsParameters(_ target: Program.Target, depth: Int) -> Bool {
    if case .external(let dotted) = target { return EffectTable.onlyKeepsArguments(dotted) }
    guard case .function(let owner, let index) = target, depth <= 8 else { return false }
    let facts = program.facts(owner)
    let record = facts.functions[index]
    let isPlain =
      record.decorators.isEmpty
      && !facts.functions.contains { $0.enclosingFunction == UInt32(truncatingIfNeeded: index) }
    guard isPlain else { return false }
    func isHeld(_ path: NamePath) -> Bool {
      switch path.root {
      case .parameter, .local, .enclosing, .expression: true
      case .global, .receiver: false
      }
    }
    // A parameter, or a local that may be one, is neither called nor looked at nor changed.
    var called: Set<NameID> = []
    for call in facts.calls[record.calls.indices] {
      if isHeld(call.callee), call.callee.root != .expression { return false }
      if let last = facts.nameList(call.callee.names).last { called.insert(last) }
      guard facts.paths[call.arguments.indices].contains(where: isHeld) else { continue }
      guard
        targets(of: call, in: owner).allSatisfy({ onlyKeepsParameters($0, depth: depth + 1) })
      else { return false }
    }
    if facts.mutations[record.mutations.indices].contains(where: { isHeld($0.target) }) {
      return false
    }
    return Set(facts.nameList(record.attributes)).subtracting(facts.nameList(record.ownAttributes))
      .subtracting(called)
      .allSatisfy { Self.names.contains(facts.string($0)) }
  }

  /// Attributes of functions and classes that no edit of theirs changes.
  private static let names: Set<String> = ["__name__", "__qualname__", "__module__"]

  private func mayCallParameters(_ target: Program.Target, depth: Int) -> Bool {
    switch target {
    case .external(let dotted): return depth > 0 || !EffectTable.neverCallsArguments(dotted)
    case .function(let owner, let index):
      if depth > 8 { return true }
      let facts = program.facts(owner)
      return facts.calls[facts.functions[index].calls.indices].contains { call in
        if call.callee.root == .parameter, call.callee.names.count == 1 { return true }
        let passesOn = facts.paths[call.arguments.indices].contains { $0.root == .parameter }
        guard passesOn else { return false }
        return targets(of: call, in: owner).contains { target in
          if case .external(let dotted) = target {
            return !EffectTable.neverCallsArguments(dotted) && !EffectTable.isPure(dotted)
          }
          return mayCallParameters(target, depth: depth + 1)
        }
      }
    case .classType(let owner, let index):
      return ["__init__", "__new__", "__call__"].contains { name in
        program.method(name, of: index, in: owner).map { mayCallParameters($0, depth: depth + 1) }
          ?? false
      }
    case .module, .value, .unknown: return true
    }
  }
}
