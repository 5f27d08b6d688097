/// What running a piece of code does beyond making values.
package struct EffectSummary: Equatable, Sendable {
  /// Containers of other modules it changes, as `module:name.path`: registering.
  package var registers: Set<String> = []
  /// Positions of parameters whose objects it changes.
  package var changesParameters: Set<UInt8> = []
  /// Why it can't be run again: the first reason found, nil when there is none.
  package var unknown: String?

  package static let none = EffectSummary()

  package var isNone: Bool { registers.isEmpty && changesParameters.isEmpty && unknown == nil }

  package mutating func add(_ other: EffectSummary) {
    registers.formUnion(other.registers)
    changesParameters.formUnion(other.changesParameters)
    if unknown == nil { unknown = other.unknown }
  }

  package mutating func add(unknown reason: String) {
    if unknown == nil { unknown = reason }
  }
}
