internal import ModuleFacts
internal import SourceText

/// Which functions of the project code can call, as far as names tell.
///
/// Methods are found by their name alone (class hierarchy analysis without types), functions passed
/// as arguments count as called, and so do properties whose name is read: all on the safe side.
package final class CallReach {
  package typealias FunctionID = StatementID  // module and function index, compared alike

  private let program: Program
  /// Made when first asked for: most plans ask for none.
  private lazy var methodNames = MethodNames(program)
  private var methodsByName: [String: [FunctionID]] { methodNames.methods }
  private var propertiesByName: [String: [FunctionID]] { methodNames.properties }
  /// All functions have numbers, in the order of their ids: sets of them are marks, as hashing thousands of ids for each
  /// of a thousand statements took half of the time of a large plan.
  private lazy var numbers = FunctionNumbers(program)
  private lazy var direct = [[Int]?](repeating: nil, count: numbers.count)
  private lazy var marks = [UInt32](repeating: 0, count: numbers.count)
  private var round: UInt32 = 0
  /// By module and class index.
  private var constructorsByClass: [StatementID: [FunctionID?]] = [:]
  private let families: ClassFamilies

  private struct FunctionNumbers {
    /// The number of each module's first function; one more than there are modules.
    private var firsts: [Int] = [0]

    init(_ program: Program) {
      for module in program.modules.indices {
        firsts.append((firsts.last ?? 0) + program.facts(module).functions.count)
      }
    }

    var count: Int { firsts.last ?? 0 }

    func number(of function: FunctionID) -> Int { firsts[function.module] + function.statement }

    func function(_ number: Int) -> FunctionID {
      let module = firsts.partitioningIndex { $0 > number } - 1
      return FunctionID(module: module, statement: number - firsts[module])
    }
  }

  package init(program: Program) {
    self.program = program
    families = ClassFamilies(program: program)
  }

  /// All methods of the program by name, and those with decorators: a property runs when it is read.
  private struct MethodNames {
    var methods: [String: [FunctionID]] = [:]
    var properties: [String: [FunctionID]] = [:]

    init(_ program: Program) {
      for module in program.modules.indices {
        let facts = program.facts(module)
        for (index, function) in facts.functions.enumerated()
        where function.flags.contains(.method) {
          let id = FunctionID(module: module, statement: index)
          let name = program.calledName(of: index, in: module)
          methods[name, default: []].append(id)
          if !function.decorators.isEmpty { properties[name, default: []].append(id) }
        }
      }
    }
  }

  /// The functions that a statement calls, in ascending order.
  ///
  /// What a definition may call by the name of a method alone is nearly everything, and is left out.
  package func called(by statement: StatementID) -> [FunctionID] {
    let kind = program.facts(statement.module).statements[statement.statement].kind
    return kind == .classDef || kind == .functionDef
      ? named(from: statement) : reached(from: statement)
  }

  /// The functions that running a statement calls by names that are theirs: not by the name of a
  /// method alone, not through what it is handed; in ascending order.
  package func named(from statement: StatementID) -> [FunctionID] {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    var seen: Set<FunctionID> = []
    var rest = named(facts.calls[record.calls.indices], in: statement.module)
    while let next = rest.popLast() {
      guard seen.insert(next).inserted else { continue }
      let facts = program.facts(next.module)
      rest += named(facts.calls[facts.functions[next.statement].calls.indices], in: next.module)
    }
    return seen.sorted()
  }

  private func named(_ calls: ArraySlice<CallFacts>, in module: Int) -> [FunctionID] {
    let facts = program.facts(module)
    var found: [FunctionID] = []
    for call in calls where call.callee.root == .global && !call.callee.isPartial {
      for target in program.targets(of: facts.strings(call.callee.names), in: module) {
        switch target {
        case .function(let owner, let index):
          found.append(FunctionID(module: owner, statement: index))
        case .classType(let owner, let index):
          found += constructors(of: index, in: owner).compactMap { $0 }
        case .value(let owner, let name): found += functions(heldBy: name, in: owner)
        case .module, .external, .unknown: break
        }
      }
    }
    return found
  }

  private static let constructors = ["__init__", "__new__", "__post_init__"]

  /// The methods that calling a class runs, its own or inherited, in the order of `constructors`.
  private func constructors(of index: Int, in module: Int) -> [FunctionID?] {
    let key = StatementID(module: module, statement: index)
    if let known = constructorsByClass[key] { return known }
    let facts = program.facts(module)
    let scope = program.scope(module)
    var found = Self.constructors.map { name in
      facts.find(name).flatMap { scope.method($0, of: index) }.map {
        FunctionID(module: module, statement: $0)
      }
    }
    // Bases may lead back here in source that can't run.
    constructorsByClass[key] = found
    for base in facts.paths[facts.classes[index].bases.indices]
    where base.root == .global && found.contains(nil) {
      for case .classType(let owner, let index) in program.targets(
        of: facts.strings(base.names),
        in: module
      ) {
        found = zip(found, constructors(of: index, in: owner)).map { $0 ?? $1 }
      }
    }
    constructorsByClass[key] = found
    return found
  }

  /// The lambdas that a module-level name may hold, and the functions that it may hand calls to.
  private func functions(heldBy name: String, in module: Int) -> [FunctionID] {
    let facts = program.facts(module)
    guard let id = facts.names.find(name) else { return [] }
    var found: [FunctionID] = []
    for writer in program.scope(module).writers(of: id) where writer.kind == .value {
      let record = facts.statements[writer.statement]
      guard record.kind == .assign || record.kind == .annAssign else { continue }
      for index in record.functions.indices
      where facts.functions[index].flags.contains(.lambda) {
        found.append(FunctionID(module: module, statement: index))
      }
      for read in facts.reads[record.reads.indices]
      where read.path.root == .global && read.role == .value {
        for case .function(let owner, let index) in program.targets(
          of: facts.strings(read.path.names),
          in: module
        ) {
          found.append(FunctionID(module: owner, statement: index))
        }
      }
    }
    return found
  }

  /// All functions that running a statement can call, in ascending order.
  package func reached(from statement: StatementID) -> [FunctionID] {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    var found = called(
      facts.calls[record.calls.indices],
      reads: facts.reads[record.reads.indices],
      in: statement.module,
      function: nil
    )
    found += properties(facts.strings(record.attributes))
    found += properties(set(in: record.mutations, of: facts))
    for index in record.classes.indices { found += hooks(ofClass: index, in: statement.module) }
    return closure(of: found)
  }

  private func closure(of start: [FunctionID]) -> [FunctionID] {
    round += 1
    var found: [Int] = []
    var rest = start.map(numbers.number)
    while let next = rest.popLast() {
      if marks[next] == round { continue }
      marks[next] = round
      found.append(next)
      rest += callees(of: next).filter { marks[$0] != round }
    }
    return found.sorted().map(numbers.function)
  }

  private func callees(of number: Int) -> [Int] {
    if let known = direct[number] { return known }
    let function = numbers.function(number)
    let facts = program.facts(function.module)
    let record = facts.functions[function.statement]
    var found = called(
      facts.calls[record.calls.indices],
      reads: facts.reads[record.reads.indices],
      in: function.module,
      function: function.statement
    )
    found += properties(facts.strings(record.attributes) + facts.strings(record.ownAttributes))
    found += properties(set(in: record.mutations, of: facts))
    // A nested function may be called by whoever gets it.
    for (index, nested) in facts.functions.enumerated()
    where nested.enclosingFunction == UInt32(truncatingIfNeeded: function.statement) {
      found.append(FunctionID(module: function.module, statement: index))
    }
    let callees = Set(found.map(numbers.number)).sorted()
    direct[number] = callees
    return callees
  }

  private func called(
    _ calls: ArraySlice<CallFacts>,
    reads: ArraySlice<ReadFacts>,
    in module: Int,
    function: Int?
  ) -> [FunctionID] {
    let facts = program.facts(module)
    var found: [FunctionID] = []
    // What a call returned, or what a variable holds, may be an instance that can be called.
    let callsObjects = calls.contains {
      $0.callee.names.isEmpty || $0.callee.isPartial
        || $0.callee.root != .global && $0.callee.names.count == 1
    }
    for call in calls {
      let path = facts.strings(call.callee.names)
      var keepsArguments = false
      if call.callee.root == .global || call.isDecorator {
        for target in program.targets(of: path, in: module) {
          add(target, callsInstances: callsObjects, to: &found)
          if case .value(let owner, let name) = target {
            if path.count == 1 { found += methodsByName["__call__"] ?? [] }
            found += functions(heldBy: name, in: owner)
          }
          if case .external(let dotted) = target, EffectTable.neverCallsArguments(dotted) {
            keepsArguments = true
          }
        }
      }
      if path.count > 1 || call.callee.root == .expression, let name = path.last,
        call.callee.root != .global || !program.isModuleAttribute(path, in: module),
        !program.isBuiltinMethod(call.callee, in: module)
      {
        found += methods(name, of: call.callee, by: function, in: module)
      }
      if keepsArguments { continue }
      for argument in facts.paths[call.arguments.indices] where argument.root == .global {
        for target in program.targets(of: facts.strings(argument.names), in: module) {
          add(target, callsInstances: true, to: &found)
        }
      }
    }
    for read in reads where read.path.names.count > 1 {
      let path = facts.strings(read.path.names)
      let skipped = program.isModuleAttribute(path.prefix(2), in: module) ? 2 : 1
      for name in path.dropFirst(skipped) {
        found += propertiesByName[name] ?? []
      }
    }
    return found
  }

  /// Attributes that are set: that may call a property's setter.
  private func set(in mutations: FactRange, of facts: FileFacts) -> [String] {
    facts.mutations[mutations.indices].filter { $0.kind == .attribute }
      .map { facts.string($0.member) }
  }

  private func properties(_ names: [String]) -> [FunctionID] {
    names.flatMap { propertiesByName[$0] ?? [] }
  }

  /// The methods a call can mean: those of the class's family for `self.name()`.
  private func methods(
    _ name: String,
    of callee: NamePath,
    by function: Int?,
    in module: Int
  ) -> [FunctionID] {
    let all = methodsByName[name] ?? []
    guard let function, callee.root == .receiver, callee.names.count == 2, !callee.isPartial,
      let family = families.family(ofMethod: function, in: module)
    else { return all }
    let own = all.filter { families.isMethod($0.statement, of: family, in: $0.module) }
    return own.isEmpty ? all : own
  }

  private func add(
    _ target: Program.Target,
    callsInstances: Bool,
    to found: inout [FunctionID]
  ) {
    switch target {
    case .function(let module, let index):
      found.append(FunctionID(module: module, statement: index))
      let facts = program.facts(module)
      for path in facts.paths[facts.functions[index].decorators.indices] where path.root == .global
      {
        for case .function(let owner, let wrapper) in program.targets(
          of: facts.strings(path.names),
          in: module
        ) {
          found.append(FunctionID(module: owner, statement: wrapper))
        }
      }
    case .classType(let module, let index):
      found += constructors(of: index, in: module).compactMap { $0 }
      if callsInstances,
        case .function(let owner, let function)? = program.method("__call__", of: index, in: module)
      {
        found.append(FunctionID(module: owner, statement: function))
      }
    case .module, .value, .external, .unknown: break
    }
  }

  /// What a class statement calls: `__init_subclass__` of its bases, its metaclass.
  private func hooks(ofClass index: Int, in module: Int) -> [FunctionID] {
    let facts = program.facts(module)
    var found: [FunctionID] = []
    let definition = facts.classes[index]
    for position in Array(definition.bases.indices) + Array(definition.metaclass.indices) {
      let path = facts.paths[position]
      guard path.root == .global else { continue }
      for case .classType(let owner, let base) in program.targets(
        of: facts.strings(path.names),
        in: module
      ) {
        for name in ["__init_subclass__", "__new__", "__init__", "__prepare__", "__call__"] {
          if name == "__new__" || name == "__init__", definition.metaclass.isEmpty { continue }
          if case .function(let module, let function)? = program.method(name, of: base, in: owner) {
            found.append(FunctionID(module: module, statement: function))
          }
        }
      }
    }
    return found
  }
}
