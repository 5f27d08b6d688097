package import ModuleFacts
internal import ProgramAnalysis
internal import ReloadPlanning
internal import SourceText

/// One module as rules see it, with the program around it.
package struct RuleSubject {
  private let shared: Shared
  package let index: Int
  package let facts: FileFacts
  private let moduleBindings: [BindingFacts]
  let memory: Memory
  /// Statements that run when the module is imported.
  let runningStatements: [Int]

  init(_ shared: Shared, index: Int) {
    self.shared = shared
    self.index = index
    let facts = shared.program.facts(index)
    self.facts = facts
    memory = Memory(facts)
    runningStatements = facts.statements.indices.filter {
      let flags = facts.statements[$0].flags
      return !flags.contains(.mainGuard) && !flags.contains(.neverRuns)
    }
    moduleBindings = facts.bindings.filter {
      guard $0.function == .max, $0.enclosingClass == .max else { return false }
      let flags = facts.statements[Int($0.statement)].flags
      return !flags.contains(.mainGuard) && !flags.contains(.neverRuns)
    }
  }

  var program: Program { shared.program }
  var resolver: ValueResolver { shared.resolver }
  var effects: ImportEffects { shared.effects }
  var state: StateIndex { shared.state }
  var holders: HolderIndex { shared.holders }
  var decorators: DecoratorUses { shared.decorators }
  var contributions: ContributionIndex { shared.contributions }
  /// The import cycles that the module is in.
  var cycles: [ImportCycle] { shared.cycles[index] }
  var simulation: ImportSimulation { shared.simulation }

  /// What several rules ask of this module.
  final class Memory {
    var placedEffects: PlacedEffects?
    /// By class; nil inside: it is of no kind.
    var classKinds: [ClassKind??]

    fileprivate init(_ facts: FileFacts) {
      classKinds = Array(repeating: .none, count: facts.classes.count)
    }
  }

  var placedEffects: PlacedEffects {
    if let known = memory.placedEffects { return known }
    let found = PlacedEffects(self)
    memory.placedEffects = found
    return found
  }

  /// Whether the configuration says that a name keeps its value over reloads.
  func isKept(_ name: String) -> Bool {
    !shared.keptNames.isEmpty
      && (shared.keptNames.contains(self.name + "." + name) || shared.keptNames.contains(name))
  }

  /// What the modules of one program have in common; parts are made when a rule asks first.
  final class Shared {
    let program: Program
    let resolver: ValueResolver
    let effects: ImportEffects
    /// Of each module the import cycles that it is in.
    let cycles: [[ImportCycle]]
    /// Which modules hold tests: what those set they set back.
    let isTest: [Bool]
    private(set) lazy var simulation = ImportSimulation(program: program)
    /// Names that the configuration says are kept, as `module.name`.
    let keptNames: Set<String>
    private(set) lazy var state = StateIndex(resolver: resolver, isTest: isTest)
    private(set) lazy var holders = HolderIndex(program: program, isTest: isTest)
    private(set) lazy var decorators = DecoratorUses(resolver: resolver)
    private(set) lazy var contributions = ContributionIndex(
      effects: effects,
      program: program,
      isTest: isTest
    )

    init(program: Program, stubs: EffectStubs, cycles: [ImportCycle], keptNames: Set<String>) {
      self.program = program
      self.keptNames = keptNames
      isTest = program.modules.map { StateIndex.isTest($0.name) }
      var cyclesOfModules = [[ImportCycle]](repeating: [], count: program.modules.count)
      for cycle in cycles {
        for name in cycle.modules {
          if let module = program.index(of: name) { cyclesOfModules[module].append(cycle) }
        }
      }
      self.cycles = cyclesOfModules
      resolver = ValueResolver(program: program, stubs: stubs)
      effects = ImportEffects(resolver: resolver)
    }
  }

  package var name: String { program.modules[index].name }
  package var path: String { program.modules[index].path }

  /// The effects of all top-level statements.
  ///
  /// A `__main__` module runs once, as the program.
  var statementEffects: [[StatementEffect]] {
    name == "__main__" || name.hasSuffix(".__main__") ? [] : effects.effects(of: index)
  }

  func isRunning(_ statement: UInt32) -> Bool {
    guard statement != .max, Int(statement) < facts.statements.count else { return false }
    let flags = facts.statements[Int(statement)].flags
    return !flags.contains(.mainGuard) && !flags.contains(.neverRuns)
  }

  func string(_ id: NameID) -> String { facts.string(id) }

  /// Those of some names that the module's file has: a handful, which are looked through faster than hashed.
  func names(among texts: some Sequence<String>) -> [NameID] {
    texts.compactMap { facts.find($0) }
  }

  func written(_ path: NamePath) -> String { facts.dotted(path) }

  /// What a chain read at module level stands for.
  func values(_ path: NamePath) -> [Value] {
    resolver.values(of: path, in: index, function: nil)
  }

  func moduleName(_ module: Int) -> String { program.modules[module].name }

  /// The name of a function as its `def` has it.
  func functionName(_ key: FunctionKey) -> String {
    let facts = program.facts(key.module)
    return facts.string(facts.functions[key.function].name)
  }

  /// A name for people: `shop.registry.HANDLERS`, `Base`, `json.dumps`.
  func shown(_ value: Value) -> String {
    switch value {
    case .module(let module): return moduleName(module)
    case .function(let module, let index):
      let facts = program.facts(module)
      return moduleName(module) + "." + facts.string(facts.functions[index].qualifiedName)
    case .classType(let module, let index), .instance(let module, let index, nil):
      let facts = program.facts(module)
      return moduleName(module) + "." + facts.string(facts.classes[index].qualifiedName)
    case .external(let dotted), .externalInstance(let dotted, nil), .externalMember(let dotted, _):
      return dotted
    case .object(let place), .container(let place?), .instance(_, _, let place?),
      .externalInstance(_, let place?):
      return place.module < 0 ? place.name : moduleName(place.module) + "." + place.name
    case .container(nil), .constant, .unknown: return ""
    }
  }

  /// Where the calls of an effect are, for readers and code flows.
  func steps(of effect: StatementEffect) -> [Finding.Step] {
    if effect.functions.isEmpty { return [] }
    var sites = [effect.site] + effect.chain
    sites.append(effect.effect.site)
    return sites.enumerated().map { position, site in
      let message: String
      if position < effect.functions.count {
        let function = effect.functions[position]
        let facts = program.facts(function.module)
        message = "calls " + facts.string(facts.functions[function.function].qualifiedName)
      } else {
        message = doing(effect.effect)
      }
      return Finding.Step(
        path: program.modules[site.module].path,
        line: Int(site.line),
        column: Int(site.column) + 1,
        message: message
      )
    }
  }

  /// The chain as sentences, nearest first.
  func reasons(of effect: StatementEffect) -> [String] {
    steps(of: effect).dropFirst().map { "\($0.path):\($0.line) \($0.message)" }
  }

  /// What an effect does, as the end of a sentence.
  func doing(_ effect: ImportEffect) -> String {
    switch effect.how {
    case .call: "calls \(effect.what)"
    case .attribute: "sets \(effect.what)"
    case .item, .augmented, .method: "changes \(effect.what)"
    case .global where effect.what.hasSuffix(".globals()"):
      "sets names of \(effect.what.dropLast(".globals()".count))"
    case .global: "sets the global \(effect.what)"
    case .consumed: "uses up \(effect.what)"
    }
  }

  /// Whether the test of the `if` around a direct effect looks at what the effect changes, so that
  /// it doesn't happen twice.
  func isGuarded(_ statement: Int, _ effect: StatementEffect) -> Bool {
    guard facts.statements[statement].kind == .if else { return false }
    var target = effect.target
    // Of `LOG.addHandler(...)` the object is what counts.
    if effect.effect.how == .call, target.count > 1 { target.removeLast() }
    guard let root = target.first else { return false }
    if target.count == 1 {
      // A test of `os.name` says nothing of `os.chdir()`.
      let isModule = resolver.values(named: root, in: index).contains {
        switch $0 {
        case .module, .external: true
        default: false
        }
      }
      if isModule { return false }
    }
    return facts.uses.contains { use in
      guard use.statement == UInt32(statement), use.kind == .guardTest else { return false }
      let names = facts.strings(use.path.names)
      let shared = zip(names, target).prefix { $0 == $1 }.count
      return shared == min(names.count, target.count) && shared > (target.count == 1 ? 0 : 1)
    }
  }

  /// Names bound at module level, and where.
  func bindings() -> [BindingFacts] { moduleBindings }
}
