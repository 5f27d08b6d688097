package import ModuleFacts

/// What is known of one edge of the module graph: an import, or what an import implies.
package struct ImportEdge: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// `import a.b`
    case `import`
    /// `from a import b`: to the module of the name, or to the submodule that the name is.
    case from
    /// `from a import *`; also to submodules that the module's `__all__` names.
    case star
    /// `import_module("a")`, `__import__("a")`, an entry of a lazy table.
    case dynamic
    /// A package that runs because something in it is imported.
    case parent
    /// `#include "a.h"`
    case includes
    /// A C or C++ source that uses what another defines.
    case references
    /// A C or C++ source that has code or layouts of a header in its object.
    case embeds
    /// A library to one that it is linked to.
    case links
    /// A library, extension module or program to a source that it is made of.
    case extends

    /// Whether it joins C and C++ files as a compiler does, so that a circle means nothing.
    package var isWithinNative: Bool { self == .includes || self == .references || self == .embeds }
  }

  package var kind: Kind
  package var time: ImportRecord.Time
  package var condition: ImportRecord.Condition
  /// Whether the import is in an arm that the interpreter's version or platform rules out.
  package var isDead: Bool
  /// Leading dots, as written.
  package var level: UInt16
  /// The 1-based line of the statement.
  package var line: UInt32
  /// The names taken; in `ProjectGraph.edgeNames`.
  package var names: FactRange

  /// Whether the import runs when the importing module is imported, as far as can be told.
  package var isImportTime: Bool {
    time == .importTime && !isDead && condition != .typing && condition != .main
  }
}
