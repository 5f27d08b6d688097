/// A name of a module, or the module itself.
package struct Symbol: Hashable, Sendable {
  package var module: ModuleID
  /// A module-level name, or the qualified name of a function or class; empty for the module.
  package var name: String

  package init(module: ModuleID, name: String) {
    self.module = module
    self.name = name
  }
}

/// What one symbol takes from another: an object, and when.
package struct SymbolEdge: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// Reads it while the module is imported.
    case value
    /// Has it as a base class or class keyword.
    case base
    /// Is decorated by it.
    case decorates
    /// Has it as a default value.
    case `default`
    /// Merely holds it: an import of a name or a module.
    case binds
    /// Looks it up when it is called.
    case late
    /// Sets or deletes an attribute of it.
    case patches
    /// Adds to it, or changes it in place otherwise.
    case registers
    /// Reads a file.
    case file
  }

  package enum Target: Hashable, Sendable {
    case symbol(Symbol)
    /// A path as written in the source.
    case file(String)
  }

  package var kind: Kind
  package var source: Symbol
  package var target: Target
  /// 1-based, in the file of the source.
  package var line: UInt32
  /// Whether it happens in a function, when that is called.
  package var isLate: Bool

  package init(kind: Kind, source: Symbol, target: Target, line: UInt32, isLate: Bool = false) {
    self.kind = kind
    self.source = source
    self.target = target
    self.line = line
    self.isLate = isLate
  }
}
