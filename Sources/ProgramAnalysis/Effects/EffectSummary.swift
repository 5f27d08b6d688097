/// What running a piece of code does beyond making values.
package struct EffectSummary: Equatable, Sendable {
  /// Containers of other modules it changes, as `module:name.path`: registering.
  package var registers: Set<String> = []
  /// Positions of parameters whose objects it changes.
  package var changesParameters: Set<UInt8> = []
  /// Module-level names that functions set by `global`, as `module:name`.
  package var globals: Set<String> = []
  /// Attributes of objects of other modules that it sets to a value, as `module:name.attribute`.
  package var assigns: Set<String> = []
  /// Parameters of functions around, by function of the same module: changed by who is inside.
  package var changesOuter: Set<OuterParameter> = []
  /// Why it can't be run again: the first reason found, nil when there is none.
  package var unknown: String?

  /// A parameter of a function that encloses the one that changes it.
  package struct OuterParameter: Hashable, Sendable {
    package var module: Int
    package var function: Int
    package var position: UInt8
  }

  package static let none = EffectSummary()

  package var isNone: Bool {
    registers.isEmpty && changesParameters.isEmpty && globals.isEmpty && changesOuter.isEmpty
      && assigns.isEmpty && unknown == nil
  }

  /// The summary of a method as of a function of its other parameters.
  var withoutReceiver: EffectSummary {
    var summary = self
    summary.changesParameters = Set(
      // Order-free: a set from a set.
      changesParameters.compactMap { $0 > 0 ? $0 - 1 : nil }
    )
    return summary
  }

  package mutating func add(_ other: EffectSummary) {
    Self.unite(&registers, other.registers)
    Self.unite(&changesParameters, other.changesParameters)
    Self.unite(&globals, other.globals)
    Self.unite(&assigns, other.assigns)
    Self.unite(&changesOuter, other.changesOuter)
    if unknown == nil { unknown = other.unknown }
  }

  /// Hashes the elements of the smaller set only.
  private static func unite<Element>(_ set: inout Set<Element>, _ other: Set<Element>) {
    if set.count >= other.count {
      set.formUnion(other)
    } else {
      set = other.union(set)
    }
  }

  package mutating func add(unknown reason: String) {
    if unknown == nil { unknown = reason }
  }
}

extension EffectSummary: Joinable {
  static var bottom: EffectSummary { .none }

  /// A reason that is there stays, whatever another one says.
  mutating func join(_ other: EffectSummary) -> Bool {
    let (before, wasKnown) = (count, unknown == nil)
    add(other)
    return count > before || wasKnown && unknown != nil
  }

  private var count: Int {
    registers.count + changesParameters.count + globals.count + assigns.count + changesOuter.count
  }
}
