internal import ProgramAnalysis

/// A set of kinds of effects.
struct EffectKinds: ExpressibleByArrayLiteral {
  private var bits: UInt32

  init(arrayLiteral elements: EffectKind...) {
    bits = elements.reduce(0) { $0 | Self.bit($1) }
  }

  /// All kinds but one.
  init(allBut kind: EffectKind) {
    bits = ~Self.bit(kind)
  }

  private static func bit(_ kind: EffectKind) -> UInt32 { 1 << UInt32(kind.rawValue) }

  mutating func insert(_ kind: EffectKind) { bits |= Self.bit(kind) }
  func contains(_ kind: EffectKind) -> Bool { bits & Self.bit(kind) != 0 }
  func overlaps(_ other: EffectKinds) -> Bool { bits & other.bits != 0 }
}

/// The effects of one module, each once: twenty rules look at them, and most modules have few.
struct PlacedEffects {
  private(set) var list: [RuleSubject.Placed] = []
  private(set) var kinds: EffectKinds = []
  private var positions: [Key: Int] = [:]

  /// What makes two effects one.
  ///
  /// Those that functions do count once for all the lines that call them.
  private struct Key: Hashable {
    var line: UInt32
    var kind: EffectKind
    var isDecorator: Bool
    var by: String?
    var what: String

    init(_ effect: StatementEffect) {
      line = effect.functions.isEmpty ? effect.site.line : 0
      kind = effect.effect.kind
      what = effect.effect.what
      isDecorator = false
      switch effect.entry {
      case .direct, .implicit: by = nil
      case .call(let callee): by = callee
      case .classCreation(let className, _, _): by = className
      case .decorator(let decorator):
        by = decorator
        isDecorator = true
      }
    }
  }

  init(_ module: RuleSubject) {
    var lastLines: [UInt32] = []
    for (statement, effects) in module.statementEffects.enumerated() {
      for effect in effects {
        if effect.entry == .direct, module.isGuarded(statement, effect) { continue }
        // What many tests stand before is a guess.
        if !effect.functions.isEmpty, effect.effect.conditions >= 3 { continue }
        let key = Key(effect)
        if let position = positions[key] {
          // A call of what may be either of two functions is one call.
          if lastLines[position] != effect.site.line {
            list[position].repetitions += 1
            lastLines[position] = effect.site.line
          }
          continue
        }
        lastLines.append(effect.site.line)
        positions[key] = list.count
        kinds.insert(effect.effect.kind)
        list.append(RuleSubject.Placed(statement: statement, effect: effect))
      }
    }
    positions = [:]
  }
}
