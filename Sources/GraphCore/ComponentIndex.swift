/// The place of a component in `StronglyConnectedComponents`: dense, from 0 up to `count`, and
/// never greater than that of a component that can reach it.
package struct ComponentIndex: Hashable, Comparable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Wraps a position in an array that has one element per component.
  package init(_ position: Int) {
    self.rawValue = UInt32(position)
  }

  /// The position in an array that has one element per component.
  package var position: Int { Int(rawValue) }

  package static func < (left: ComponentIndex, right: ComponentIndex) -> Bool {
    left.rawValue < right.rawValue
  }
}
