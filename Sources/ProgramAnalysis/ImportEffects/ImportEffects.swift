internal import ModuleFacts
internal import SourceText

/// The effects that importing modules has, each with the calls that lead to it.
///
/// Summaries of functions are the least fixed point over the call graph: what a function does and
/// what the functions it calls do, with changes of parameters told in terms of what was passed. Only
/// functions that import-time code reaches are looked at. Sets only grow, so a worklist ends.
///
/// - Complexity: O(calls of reached functions × effects of a function), the latter cut at 24.
package final class ImportEffects {
  package let resolver: ValueResolver
  private var summaries: [FunctionKey: FunctionSummary] = [:]
  private var behaviours: [FunctionKey: Behaviour] = [:]
  private var callers: [FunctionKey: Set<FunctionKey>] = [:]
  private let outcomes = ModuleMemo<CallOutcome>()
  private var statements: [Int: [[StatementEffect]]] = [:]

  package init(resolver: ValueResolver) { self.resolver = resolver }

  private var program: Program { resolver.program }

  /// The effects of each top-level statement of a module, in order.
  package func effects(of module: Int) -> [[StatementEffect]] {
    if let known = statements[module] { return known }
    var walk = StatementWalk(effects: self, module: module)
    let found = program.facts(module).statements.enumerated().map { index, statement in
      let flags = statement.flags
      if flags.contains(.pure) || flags.contains(.neverRuns) || flags.contains(.mainGuard) {
        return [StatementEffect]()
      }
      return walk.effects(of: index)
    }
    statements[module] = found
    return found
  }

  // MARK: - Functions

  /// The settled summary of a function, with the way to each of its effects.
  func outcome(of key: FunctionKey) -> CallOutcome {
    if let known = outcomes[key.module, key.function] { return known }
    let summary = summary(of: key)
    let outcome = CallOutcome(
      effects: summary.effects.map { item in
        let chain = chain(of: item.effect, from: key)
        return CallOutcome.Reached(
          effect: item.effect,
          sites: chain.sites,
          functions: chain.functions
        )
      },
      changes: summary.changes,
      calledParameters: summary.calledParameters.sorted(),
      enclosingChanges: summary.enclosingChanges
    )
    outcomes.set(outcome, key.module, key.function)
    return outcome
  }

  /// The settled summary of a function.
  func summary(of key: FunctionKey) -> FunctionSummary {
    if let known = summaries[key] { return known }
    settle(key)
    return summaries[key] ?? FunctionSummary()
  }

  /// Works off everything that `start` reaches.
  private func settle(_ start: FunctionKey) {
    var queue = [start]
    var queued: Set<FunctionKey> = [start]
    summaries[start] = FunctionSummary()
    var next = 0
    while next < queue.count {
      let key = queue[next]
      next += 1
      queued.remove(key)
      let behaviour = behaviour(of: key)
      for edge in behaviour.edges {
        callers[edge.callee, default: []].insert(key)
        if summaries[edge.callee] == nil {
          summaries[edge.callee] = FunctionSummary()
          queue.append(edge.callee)
          queued.insert(edge.callee)
        }
      }
      var summary = summaries[key] ?? FunctionSummary()
      guard merge(behaviour, key, into: &summary) else { continue }
      summaries[key] = summary
      for caller in (callers[key] ?? []).sorted(by: Self.inOrder)
      where queued.insert(caller).inserted {
        queue.append(caller)
      }
    }
  }

  private static func inOrder(_ left: FunctionKey, _ right: FunctionKey) -> Bool {
    (left.module, left.function) < (right.module, right.function)
  }

  private func behaviour(of key: FunctionKey) -> Behaviour {
    if let known = behaviours[key] { return known }
    let behaviour = BehaviourBuilder.behaviour(of: key, resolver)
    behaviours[key] = behaviour
    return behaviour
  }

  /// Adds what a function does to its summary, and says whether that was news.
  private func merge(
    _ behaviour: Behaviour,
    _ key: FunctionKey,
    into summary: inout FunctionSummary
  ) -> Bool {
    var isNew = false
    for effect in behaviour.effects {
      if summary.add(effect, via: nil) { isNew = true }
    }
    // Order-free: they are kept sorted.
    for (change, site) in behaviour.changes {
      if summary.add(change, site) { isNew = true }
    }
    for change in behaviour.enclosingChanges where summary.addEnclosing(change) { isNew = true }
    if !behaviour.calledParameters.isSubset(of: summary.calledParameters) {
      summary.calledParameters.formUnion(behaviour.calledParameters)
      isNew = true
    }
    for edge in behaviour.edges {
      let callee = summaries[edge.callee] ?? FunctionSummary()
      for item in callee.effects {
        let via = FunctionSummary.Via(callee: edge.callee, site: edge.site)
        var effect = item.effect
        if edge.isOptional { effect.conditions += 1 }
        if summary.add(effect, via: via) { isNew = true }
      }
      let passed = PassedArguments(edge: edge, resolver: resolver)
      for (change, site) in callee.changes {
        switch passed.apply(change, at: site) {
        case .nothing: break
        case .parameter(let outer):
          let conditions = site.conditions + (edge.isOptional ? 1 : 0)
          if summary.add(outer, ChangeSite(site: edge.site, conditions: conditions)) {
            isNew = true
          }
        case .effects(let effects):
          let via = FunctionSummary.Via(callee: edge.callee, site: edge.site)
          for var effect in effects {
            if edge.isOptional { effect.conditions += 1 }
            if summary.add(effect, via: via) { isNew = true }
          }
        }
      }
    }
    return isNew
  }

  /// The calls from a callee to where an effect stands.
  func chain(
    of effect: ImportEffect,
    from start: FunctionKey
  ) -> (sites: [SourceSite], functions: [FunctionKey]) {
    var sites: [SourceSite] = []
    var functions = [start]
    var key = start
    while sites.count < 16, let via = summary(of: key).via(effect.key) {
      if functions.contains(via.callee) { break }
      sites.append(via.site)
      functions.append(via.callee)
      key = via.callee
    }
    return (sites, functions)
  }
}

/// What a call of a function comes to, once that is settled.
final class CallOutcome {
  /// Whether a call does nothing but what it is given does.
  var isEmpty: Bool { effects.isEmpty && changes.isEmpty && calledParameters.isEmpty }

  /// An effect, and the calls from the function to where it stands.
  struct Reached {
    var effect: ImportEffect
    var sites: [SourceSite]
    var functions: [FunctionKey]
  }

  let effects: [Reached]
  let changes: [(change: ParameterChange, site: ChangeSite)]
  let calledParameters: [UInt8]
  let enclosingChanges: [EnclosingChange]

  init(
    effects: [Reached],
    changes: [(change: ParameterChange, site: ChangeSite)],
    calledParameters: [UInt8],
    enclosingChanges: [EnclosingChange]
  ) {
    self.effects = effects
    self.changes = changes
    self.calledParameters = calledParameters
    self.enclosingChanges = enclosingChanges
  }
}

/// What calling a function does, its callees included.
struct FunctionSummary {
  struct Via: Hashable {
    var callee: FunctionKey
    var site: SourceSite
  }

  struct Item {
    var effect: ImportEffect
    /// The callee that does it; nil: the function itself.
    var via: Via?
  }

  /// More effects of one function tell nobody more.
  static let limit = 24

  private(set) var effects: [Item] = []
  private var positions: [ImportEffect.Key: Int] = [:]
  private var hasUnknown = false
  /// In the order of parameters, members and kinds.
  private(set) var changes: [(change: ParameterChange, site: ChangeSite)] = []
  var calledParameters: Set<UInt8> = []
  /// Changes of what functions around it were given.
  private(set) var enclosingChanges: [EnclosingChange] = []

  mutating func add(_ effect: ImportEffect, via: Via?) -> Bool {
    if let known = positions[effect.key] {
      // A way with fewer conditions tells more. Numbers only fall, so this ends.
      guard effect.conditions < effects[known].effect.conditions else { return false }
      effects[known] = Item(effect: effect, via: via)
      return true
    }
    if effect.kind == .unknown {
      if hasUnknown { return false }
      hasUnknown = true
    } else if effects.count >= Self.limit {
      return false
    }
    positions[effect.key] = effects.count
    effects.append(Item(effect: effect, via: via))
    return true
  }

  mutating func add(_ change: ParameterChange, _ site: ChangeSite) -> Bool {
    let place = changes.firstIndex { !Self.isBefore($0.change, change) } ?? changes.count
    if place < changes.count, changes[place].change == change {
      if changes[place].site.conditions <= site.conditions { return false }
      changes[place].site = site
    } else {
      changes.insert((change, site), at: place)
    }
    return true
  }

  private static func isBefore(_ left: ParameterChange, _ right: ParameterChange) -> Bool {
    (left.position, left.member, left.how.rawValue)
      < (right.position, right.member, right.how.rawValue)
  }

  mutating func addEnclosing(
    _ change: EnclosingChange
  ) -> Bool {
    if enclosingChanges.contains(where: {
      $0.function == change.function && $0.parameter == change.parameter
    }) {
      return false
    }
    enclosingChanges.append(change)
    return true
  }

  func via(_ key: ImportEffect.Key) -> Via? { positions[key].flatMap { effects[$0].via } }
}
