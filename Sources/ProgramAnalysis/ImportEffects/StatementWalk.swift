internal import ModuleFacts
internal import SourceText

/// The effects of one top-level statement, with how it comes to them.
struct StatementWalk {
  private let effects: ImportEffects
  private let module: Int
  private let facts: FileFacts
  private let statements: [StatementFacts]
  /// For the calls of one statement after the other: what it holds keeps its memory.
  private var builder: BehaviourBuilder
  private var statement = 0
  private var results: [StatementEffect] = []
  /// The position after the uses of the last statement.
  private var usesEnd = 0
  /// Bindings of class bodies that are calls, by class.
  private var madeAttributes: [UInt32: [Int]] = [:]
  /// From-imports from modules that make names when asked, by statement.
  private var hookedImports: [UInt32: [Int]] = [:]

  init(effects: ImportEffects, module: Int) {
    self.effects = effects
    self.module = module
    facts = effects.resolver.program.facts(module)
    statements = facts.statements
    builder = BehaviourBuilder(resolver: effects.resolver, module: module, function: nil)
    for (position, binding) in facts.bindings.enumerated()
    where binding.enclosingClass != .max && binding.shape == .call {
      madeAttributes[binding.enclosingClass, default: []].append(position)
    }
    let targets = effects.resolver.program.importTargets(of: module)
    for (position, item) in facts.imports.enumerated()
    where item.kind == .from && item.time == .importTime {
      guard let provider = targets[position].module,
        effects.resolver.getter(of: provider) != nil
      else { continue }
      hookedImports[item.statement, default: []].append(position)
    }
  }

  private var resolver: ValueResolver { effects.resolver }
  fileprivate var record: StatementFacts { statements[statement] }

  /// The effects of a statement; each is asked for once, in the order of the file.
  mutating func effects(of statement: Int) -> [StatementEffect] {
    self.statement = statement
    results = []
    if !record.calls.isEmpty || !record.mutations.isEmpty {
      builder.statementCalls = facts.calls[record.calls.indices]
    }
    addMutations()
    addCalls()
    for index in record.classes.indices { addClass(index) }
    addImplicit()
    return results
  }

  // MARK: - What the statement does itself

  private mutating func addMutations() {
    if record.mutations.isEmpty { return }
    for mutation in facts.mutations[record.mutations.indices] {
      builder.behaviour.reset()
      builder.add(mutation, builder.statementCalls)
      if builder.behaviour.effects.isEmpty { continue }
      var target = facts.strings(mutation.target.names)
      if mutation.kind == .attribute { target.append(facts.string(mutation.member)) }
      for effect in builder.behaviour.effects {
        add(effect, entry: .direct, site: effect.site, target: target)
      }
    }
  }

  private mutating func addCalls() {
    if record.calls.isEmpty { return }
    for position in record.calls.indices {
      let call = facts.calls[position]
      builder.behaviour.reset()
      builder.add(call: position, in: record.calls)
      let isFactory =
        call.isDecorator || call.callee.root == .expression && call.callee.base != .expression
      // Most calls do nothing that anybody has to hear of.
      if builder.behaviour.effects.isEmpty,
        builder.behaviour.edges.allSatisfy({ !isFactory && effects.outcome(of: $0.callee).isEmpty })
      {
        continue
      }
      let names = facts.strings(call.callee.names)
      let written = names.joined(separator: ".")
      let entry: EffectEntry = call.isDecorator ? .decorator(written) : .call(written)
      let start = results.count
      for effect in builder.behaviour.effects {
        let isOwnAct = effect.kind != .unknown
        add(
          effect,
          entry: call.isDecorator ? entry : isOwnAct ? .direct : entry,
          site: effect.site,
          target: names
        )
      }
      for edge in builder.behaviour.edges { add(edge, entry: entry) }
      if isFactory { addFactoryArguments(position, entry) }
      for index in start..<results.count {
        results[index].hasLiteralArgument = call.flags.contains(.literalArgument)
      }
    }
  }

  /// `@register(TABLE)`: the function the factory returns changes what the factory was given.
  private mutating func addFactoryArguments(_ position: Int, _ entry: EffectEntry) {
    let call = facts.calls[position]
    guard call.callee.root == .expression || call.callee.isPartial else { return }
    // `register(TABLE)(f)` says itself where the first call is.
    let factoryCall =
      call.receiver > 0
      ? position - Int(call.receiver)
      : record.calls.indices.first {
        let other = facts.calls[$0]
        return !other.isDecorator && other.line == call.line && other.column == call.column
      }
    guard let factoryCall else { return }
    var builder = builder
    for case .function(let owner, let index) in builder.callees(of: position, call) {
      let outcome = effects.outcome(of: FunctionKey(module: owner, function: index))
      for change in outcome.enclosingChanges {
        let factory = FunctionKey(module: owner, function: change.function)
        builder.behaviour.edges = []
        builder.add(call: factoryCall, in: record.calls)
        for edge in builder.behaviour.edges where edge.callee == factory {
          let passed = PassedArguments(edge: edge, resolver: resolver)
          let parameter = ParameterChange(position: change.parameter, member: "", how: change.how)
          let place = ChangeSite(site: change.site, conditions: 0)
          if case .effects(let found) = passed.apply(parameter, at: place) {
            for effect in found { add(effect, entry: entry, site: edge.site) }
          }
        }
      }
    }
  }

  // MARK: - What it sets off

  private mutating func add(_ edge: CallEdge, entry: EffectEntry) {
    let outcome = effects.outcome(of: edge.callee)
    for item in outcome.effects {
      add(
        item.effect,
        entry: entry,
        site: edge.site,
        chain: item.sites,
        functions: item.functions
      )
    }
    if !outcome.changes.isEmpty {
      let passed = PassedArguments(edge: edge, resolver: resolver)
      for (change, site) in outcome.changes {
        guard case .effects(let changed) = passed.apply(change, at: site) else { continue }
        for effect in changed {
          add(effect, entry: entry, site: edge.site, functions: [edge.callee])
        }
      }
    }
    addCalledParameters(edge, outcome, entry)
  }

  /// A callee that calls what it is given.
  private mutating func addCalledParameters(
    _ edge: CallEdge,
    _ outcome: CallOutcome,
    _ entry: EffectEntry
  ) {
    for position in outcome.calledParameters where Int(position) < edge.arguments.count {
      guard case .values(let values) = edge.arguments[Int(position)] else { continue }
      for case .function(let owner, let index) in values {
        for item in effects.outcome(of: FunctionKey(module: owner, function: index)).effects {
          add(
            item.effect,
            entry: entry,
            site: edge.site,
            chain: [edge.site] + item.sites,
            functions: [edge.callee] + item.functions
          )
        }
      }
    }
  }

  private mutating func add(
    _ effect: ImportEffect,
    entry: EffectEntry,
    site: SourceSite,
    chain: [SourceSite] = [],
    functions: [FunctionKey] = [],
    target: [String] = []
  ) {
    // A module may change what it owns: running again makes that anew.
    switch effect.kind {
    case .mutation, .patch, .registry, .logging, .rejected: if effect.owner == module { return }
    default: break
    }
    results.append(
      StatementEffect(
        effect: effect,
        entry: entry,
        site: site,
        chain: chain,
        functions: functions,
        target: target
      )
    )
  }

  // MARK: - Classes

  private mutating func addClass(_ index: Int) {
    let record = facts.classes[index]
    guard record.enclosingFunction == .max else { return }
    let className = facts.string(record.qualifiedName)
    let site = SourceSite(module: module, line: record.headLine, column: record.column)
    for (owner, classIndex) in resolver.lineage(of: index, in: module).dropFirst() {
      if let function = resolver.initSubclass(of: classIndex, in: owner) {
        addHook(function, owner, classIndex, className, "__init_subclass__", index, site)
        break
      }
    }
    addMetaclass(index, className, site)
    addDescriptors(index, className)
  }

  private mutating func addHook(
    _ function: Int,
    _ owner: Int,
    _ classIndex: Int,
    _ className: String,
    _ hook: String,
    _ index: Int,
    _ site: SourceSite
  ) {
    let ownerFacts = resolver.program.facts(owner)
    let base = ownerFacts.string(ownerFacts.classes[classIndex].qualifiedName)
    let new = CallEdge.Argument.newClass(module: module, classIndex: index)
    let isMetaNew = hook == "__new__" || hook == "__prepare__"
    let first: CallEdge.Argument =
      isMetaNew ? .values([.classType(module: owner, classIndex: classIndex)]) : new
    let edge = CallEdge(
      callee: FunctionKey(module: owner, function: function),
      site: site,
      arguments: [first]
    )
    let entry = EffectEntry.classCreation(className: className, base: base, hook: hook)
    add(edge, entry: entry)
  }

  /// The metaclass a class has, its own or one of its bases'.
  private mutating func addMetaclass(_ index: Int, _ className: String, _ site: SourceSite) {
    for (owner, classIndex) in resolver.lineage(of: index, in: module) {
      let facts = resolver.program.facts(owner)
      let written = facts.classes[classIndex].metaclass
      if written.isEmpty { continue }
      let path = facts.paths[Int(written.start)]
      for case .classType(let metaOwner, let meta) in resolver.values(
        of: path,
        in: owner,
        function: nil
      ) {
        for hook in ["__prepare__", "__new__", "__init__"] {
          guard
            case .function(let module, let function)? = resolver.method(
              hook,
              of: meta,
              in: metaOwner
            )
          else { continue }
          _ = module
          addHook(function, module, classOf(function, module) ?? meta, className, hook, index, site)
        }
      }
      return
    }
  }

  private func classOf(_ function: Int, _ module: Int) -> Int? {
    let owner = resolver.program.facts(module).functions[function].enclosingClass
    return owner == .max ? nil : Int(owner)
  }

  /// Attributes whose types have `__set_name__`.
  private mutating func addDescriptors(_ index: Int, _ className: String) {
    for position in madeAttributes[UInt32(truncatingIfNeeded: index)] ?? [] {
      let binding = facts.bindings[position]
      for case .instance(let owner, let type, _) in resolver.result(
        ofCalling: binding.path,
        in: module,
        function: nil
      ) {
        guard
          case .function(let methodModule, let function)? = resolver.method(
            "__set_name__",
            of: type,
            in: owner
          )
        else { continue }
        let typeFacts = resolver.program.facts(owner)
        let edge = CallEdge(
          callee: FunctionKey(module: methodModule, function: function),
          site: SourceSite(module: module, line: binding.line, column: binding.column),
          arguments: [.new, .newClass(module: module, classIndex: index)]
        )
        let name = typeFacts.string(typeFacts.classes[type].qualifiedName)
        add(edge, entry: .classCreation(className: className, base: name, hook: "__set_name__"))
      }
    }
  }
}

extension StatementWalk {
  // MARK: - What doesn't look like a call

  /// The uses of the statement.
  ///
  /// They are in the order of the file, and so are the statements that are asked for.
  private mutating func nextUses() -> ArraySlice<UseFacts> {
    let uses = facts.uses
    while usesEnd < uses.count, uses[usesEnd].statement < UInt32(statement) { usesEnd += 1 }
    let start = usesEnd
    while usesEnd < uses.count, uses[usesEnd].statement == UInt32(statement) { usesEnd += 1 }
    return uses[start..<usesEnd]
  }

  fileprivate mutating func addImplicit() {
    for use in nextUses() where use.function == .max {
      guard let (hooks, what) = Self.hooks(of: use.kind) else { continue }
      let site = SourceSite(module: module, line: use.line, column: use.column)
      if use.isCalled, use.kind == .entered || use.kind == .iteration {
        addGenerator(use, what, site)
      }
      let values =
        use.isCalled
        ? resolver.result(ofCalling: use.path, in: module, function: nil)
        : resolver.values(of: use.path, in: module, function: nil)
      for value in values {
        switch value {
        case .instance: add(value, hooks, "\(what) \(shown(use.path))", site)
        case .externalInstance where !use.isCalled:
          addConsumption(of: value, use.kind, "\(what) \(shown(use.path))", site)
        default: break
        }
      }
    }
    addAttributes()
    addImports()
  }

  private func shown(_ path: NamePath) -> String {
    facts.strings(path.names).joined(separator: ".")
  }

  /// `from other import name`, where `name` is made by the module's `__getattr__`.
  private mutating func addImports() {
    guard record.kind == .importFrom else { return }
    for position in hookedImports[UInt32(statement)] ?? [] {
      let item = facts.imports[position]
      let target = resolver.program.importTargets(of: module)[position]
      guard let provider = target.module else { continue }
      let name = resolver.program.modules[provider].name
      for imported in facts.importedNames[item.names.indices] {
        let text = facts.string(imported.name)
        guard let hook = resolver.moduleHook(of: provider, for: text) else { continue }
        let edge = CallEdge(
          callee: FunctionKey(module: provider, function: hook),
          site: SourceSite(module: module, line: item.line, column: item.column),
          arguments: []
        )
        add(edge, entry: .implicit("importing \(name).\(text)"))
      }
    }
  }

  private static func hooks(of kind: UseFacts.Kind) -> (hooks: [String], what: String)? {
    switch kind {
    case .operand:
      (
        [
          "__or__", "__ror__", "__and__", "__rand__", "__add__", "__radd__", "__sub__", "__mul__",
          "__truediv__", "__mod__", "__lshift__", "__rshift__", "__xor__", "__matmul__",
        ], "an operator on"
      )
    case .subscripted: (["__getitem__", "__class_getitem__"], "a subscript of")
    case .iteration: (["__iter__"], "a loop over")
    case .entered: (["__enter__"], "entering")
    case .formatted: (["__format__", "__str__"], "formatting")
    case .guardTest, .caught, .pattern: nil
    }
  }

  private mutating func add(_ value: Value, _ hooks: [String], _ what: String, _ site: SourceSite) {
    switch value {
    case .instance(let owner, let index, _):
      for hook in hooks {
        guard
          case .function(let module, let function)? = resolver.method(
            hook,
            of: index,
            in: owner
          )
        else { continue }
        let key = FunctionKey(module: module, function: function)
        let edge = CallEdge(callee: key, site: site, arguments: [.values([value])])
        add(edge, entry: .implicit(what))
      }
    default: break
    }
  }

  /// A shared iterator is used up; a `defaultdict` gets the key that is asked for.
  private mutating func addConsumption(
    of value: Value,
    _ kind: UseFacts.Kind,
    _ what: String,
    _ site: SourceSite
  ) {
    guard case .externalInstance(let type, let place?) = value else { return }
    let isUsedUp =
      kind == .subscripted && type == "collections.defaultdict"
      || kind == .iteration
        && (type.hasPrefix("itertools.") || ["builtins.iter", "builtins.map"].contains(type))
    guard isUsedUp else { return }
    let name =
      place.module < 0
      ? place.name : resolver.program.modules[place.module].name + "." + place.name
    add(
      ImportEffect(
        kind: .mutation,
        what: name,
        owner: place.module,
        how: .consumed,
        site: site
      ),
      entry: .implicit(what),
      site: site
    )
  }

  /// The body of a generator that a `with` or a loop runs.
  private mutating func addGenerator(_ use: UseFacts, _ what: String, _ site: SourceSite) {
    let shown = shown(use.path)
    for case .function(let owner, let index) in resolver.values(
      of: use.path,
      in: module,
      function: nil
    ) {
      guard resolver.program.facts(owner).functions[index].flags.contains(.generator) else {
        continue
      }
      let key = FunctionKey(module: owner, function: index)
      let edge = CallEdge(callee: key, site: site, arguments: [])
      add(edge, entry: use.kind == .entered ? .implicit("\(what) \(shown)") : .call(shown))
    }
  }

  /// Properties of instances, and names that a module's `__getattr__` makes.
  private mutating func addAttributes() {
    for read in facts.reads[record.reads.indices] {
      guard read.path.names.count > 1, read.path.root == .global, read.role != .late else {
        continue
      }
      let names = facts.nameList(read.path.names)
      guard let root = names.first else { continue }
      let site = SourceSite(module: module, line: read.line, column: read.column)
      var values = resolver.values(of: root, in: module)
      for position in names.indices.dropFirst() {
        // What is outside the program runs nothing of it.
        if !values.contains(where: Self.runsCode) { break }
        let text = facts.string(names[position])
        for value in values { addAttribute(text, of: value, read, site) }
        // What the last attribute gives is asked nothing.
        if position == names.endIndex - 1 { break }
        values = values.flatMap { resolver.member(text, of: $0) }
      }
    }
  }

  /// Whether reading an attribute of the value, or of what that gives, may run code of the program.
  private static func runsCode(_ value: Value) -> Bool {
    switch value {
    case .module, .classType, .instance: true
    case .function, .container, .external, .externalInstance, .externalMember, .constant, .object,
      .unknown:
      false
    }
  }

  private mutating func addAttribute(
    _ name: String,
    of value: Value,
    _ read: ReadFacts,
    _ site: SourceSite
  ) {
    switch value {
    case .instance(let owner, let index, _):
      let method = resolver.method(name, of: index, in: owner)
      let isMade = method == nil && resolver.makesAttribute(name, of: index, in: owner)
      guard
        case .function(let module, let function)? =
          isMade ? resolver.method("__getattr__", of: index, in: owner) : method
      else { return }
      guard isMade || resolver.isProperty(function, in: module) else { return }
      let key = FunctionKey(module: module, function: function)
      let start = results.count
      add(
        CallEdge(callee: key, site: site, arguments: [.values([value])]),
        entry: .implicit("reading " + shown(read.path))
      )
      // What a `__getattr__` sets up the first time, or keeps in its own object, is there the next time.
      if isMade {
        let own = value.place.map(builder.shown)
        let kept = results[start...].filter {
          $0.effect.conditions == 0 && $0.effect.how != .attribute && $0.effect.what != own
        }
        results.replaceSubrange(start..., with: kept)
      }
    case .module(let target):
      guard let hook = resolver.moduleHook(of: target, for: name) else { return }
      let key = FunctionKey(module: target, function: hook)
      add(
        CallEdge(callee: key, site: site, arguments: []),
        entry: .implicit("reading " + shown(read.path))
      )
    default: break
    }
  }
}
