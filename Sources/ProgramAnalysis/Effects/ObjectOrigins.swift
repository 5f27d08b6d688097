internal import ModuleFacts
internal import SourceText

/// Whose object an expression may give: one that is new, an argument of the function, or one that a
/// module holds.
///
/// A call gives what its callee returns, so the answer goes through the functions of the program.
/// New objects need no answer: nobody else can see how they change.
final class ObjectOrigins {
  /// Where an object that is not new comes from.
  enum Origin: Hashable {
    case parameter(UInt8)
    /// What a chain means in a module.
    case global(module: Int, path: [String])
    case unknown
  }

  private let program: Program
  private let methods: MethodTable
  private let returned = FixedPoint<Set<Origin>>()

  init(program: Program, methods: MethodTable) {
    self.program = program
    self.methods = methods
  }

  /// Where the object of a path in a function (nil: at module level) may come from; empty when it is
  /// new.
  func origins(of path: NamePath, in module: Int, function: Int?) -> Set<Origin> {
    switch path.root {
    case .local:
      if !path.isCallResult { return [] }
      if path.makers.isEmpty { return [.unknown] }
      var found: Set<Origin> = []
      for call in program.facts(module).makers[path.makers.indices] {
        found.formUnion(origins(ofCall: call, in: module, function: function))
      }
      return found
    case .parameter, .receiver: return [.parameter(path.parameter)]
    case .global: return [.global(module: module, path: program.facts(module).strings(path.names))]
    case .enclosing, .expression: return [.unknown]
    }
  }

  /// Where what a call in a function (nil: at module level) gives may come from; empty when it is new.
  func origins(ofCall call: CallFacts, in module: Int, function: Int?) -> Set<Origin> {
    let facts = program.facts(module)
    let names = facts.strings(call.callee.names)
    guard let name = names.last, !call.callee.isPartial || call.callee.root == .expression else {
      return [.unknown]
    }
    if call.callee.root == .global {
      var found: Set<Origin> = []
      for target in program.targets(of: names, in: module) {
        switch target {
        case .classType(let owner, let index): found.formUnion(construction(of: index, in: owner))
        case .external(let dotted):
          if !EffectTable.makesNew(dotted) { return [.unknown] }
        case .function:
          found.formUnion(result(of: target, call, isBound: false, in: module, function))
        case .value, .unknown:
          guard names.count > 1 else { return [.unknown] }
          found.formUnion(result(ofMethod: name, call, in: module, function))
        case .module: return [.unknown]
        }
      }
      return found
    }
    // A call of a local function or of what a call returned can't be told.
    if call.callee.root != .expression, names.count < 2 { return [.unknown] }
    if call.callee.root == .expression, call.callee.isPartial { return [.unknown] }
    return result(ofMethod: name, call, in: module, function)
  }

  /// Making an instance gives a new object, unless the class says otherwise.
  private func construction(of index: Int, in module: Int) -> Set<Origin> {
    var found: Set<Origin> = []
    if case .function(let owner, let function)? = program.method("__new__", of: index, in: module) {
      found = returned(by: function, in: owner)
    }
    return found.subtracting([.parameter(0)])
  }

  private func result(
    ofMethod name: String,
    _ call: CallFacts,
    in module: Int,
    _ function: Int?
  ) -> Set<Origin> {
    // `super().__new__(cls)` in a class whose bases leave it to `object` or `type`.
    if name == "__new__", let function, call.callee.root == .expression {
      let above = methods.inherited(name, by: function, in: module) ?? []
      return above.reduce(into: []) {
        $0.formUnion(result(of: $1, call, isBound: false, in: module, function))
      }
    }
    let isBuiltin = program.isBuiltinMethod(call.callee, in: module)
    let known = isBuiltin ? [] : methods.named(name)
    if known.isEmpty { return EffectTable.isMakingMethod(name) ? [] : [.unknown] }
    return known.reduce(into: []) {
      $0.formUnion(result(of: $1, call, isBound: true, in: module, function))
    }
  }

  /// What a function returns, in the terms of who calls it.
  private func result(
    of target: Program.Target,
    _ call: CallFacts,
    isBound: Bool,
    in module: Int,
    _ function: Int?
  ) -> Set<Origin> {
    guard case .function(let owner, let index) = target else { return [.unknown] }
    let arguments = Array(program.facts(module).paths[call.arguments.indices])
    var found: Set<Origin> = []
    // Order-free: it fills a set.
    for origin in returned(by: index, in: owner) {
      guard case .parameter(let position) = origin else {
        found.insert(origin)
        continue
      }
      let place = Int(position) - (isBound ? 1 : 0)
      guard arguments.indices.contains(place) else {
        found.insert(.unknown)
        continue
      }
      found.formUnion(origins(of: arguments[place], in: module, function: function))
    }
    return found
  }

  private func returned(by index: Int, in module: Int) -> Set<Origin> {
    returned.value(of: FunctionKey(module: module, function: index)) {
      findReturned(by: $0.function, in: $0.module)
    }
  }

  private func findReturned(by index: Int, in module: Int) -> Set<Origin> {
    let facts = program.facts(module)
    let function = facts.functions[index]
    if function.flags.contains(.generator) || function.flags.contains(.async) { return [] }
    if !areTransparent(function.decorators, in: module) { return [.unknown] }
    var found: Set<Origin> = []
    for path in facts.paths[function.returnPaths.indices] {
      found.formUnion(origins(of: path, in: module, function: index))
    }
    return found
  }

  private func areTransparent(_ decorators: FactRange, in module: Int) -> Bool {
    let facts = program.facts(module)
    return facts.paths[decorators.indices].allSatisfy { path in
      path.root == .global
        && program.targets(of: facts.strings(path.names), in: module).allSatisfy {
          if case .external(let dotted) = $0 {
            return EffectTable.isTransparentDecorator(dotted) && !EffectTable.isMemoising(dotted)
          }
          return false
        }
    }
  }
}
