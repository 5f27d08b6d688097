package import GraphCore

/// A module of one `ProjectGraph`: dense, from 0, in the order of the modules' names; modules outside
/// the project come after all of its own.
package struct ModuleID: Hashable, Comparable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package init(_ position: Int) { rawValue = UInt32(truncatingIfNeeded: position) }

  /// The module of a node of the project's graph: they are numbered alike.
  package init(_ node: NodeIndex) { rawValue = node.rawValue }

  package var position: Int { Int(rawValue) }

  /// The module's node in the project's graph.
  package var node: NodeIndex { NodeIndex(rawValue: rawValue) }

  package static func < (left: ModuleID, right: ModuleID) -> Bool {
    left.rawValue < right.rawValue
  }
}
