/// How the object a module-level name stands for is not what it was.
package struct NameChange: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Another object.
  package static let identity = NameChange(rawValue: 1 << 0)
  /// Looks different to who inspects it: members, signature, docstring.
  package static let content = NameChange(rawValue: 1 << 1)
  /// Does something else when it is called.
  package static let behaviour = NameChange(rawValue: 1 << 2)
  /// Has another docstring, or a member of it has.
  package static let documentation = NameChange(rawValue: 1 << 3)
  /// Holds something that does something else when it is called: an alias, a table, a default.
  package static let held = NameChange(rawValue: 1 << 4)
}

/// A module-level name.
package struct NameKey: Hashable, Sendable {
  package var module: Int
  package var name: String

  package init(module: Int, name: String) {
    self.module = module
    self.name = name
  }
}
