package import SourceText

/// One import as written in one file: what it asks for, when it runs and under which condition.
package struct ImportRecord: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// `import a.b`
    case `import`
    /// `from a import b`
    case from
    /// `from a import *`
    case star
    /// `importlib.import_module(...)`, `__import__(...)`, or a lazy `__getattr__` table.
    case dynamic
  }

  /// When the import runs.
  package enum Time: UInt8, Sendable {
    /// While the module is being imported: module level and class bodies.
    case importTime
    /// Inside a function, when it is called.
    case late
  }

  /// What must hold for the import to run or to matter.
  package enum Condition: UInt8, Sendable {
    case none
    /// Inside a `try` whose handlers catch `ImportError`, or inside such a handler.
    case optional
    /// Under `if TYPE_CHECKING`: never runs.
    case typing
    /// Under a version or platform test whose outcome this interpreter decides.
    case version
    /// Under `if __name__ == "__main__"`.
    case main
  }

  /// What the dots of a relative import count from.
  package enum Anchor: UInt8, Sendable {
    /// The package the module is in, as every statement does.
    case package
    /// The module's own name, taken as a package: `import_module(".x", __name__)`.
    case name
  }

  package var kind: Kind
  package var time: Time
  package var condition: Condition
  /// Whether a test the file decides by itself (version, platform, `TYPE_CHECKING`'s `else`) makes
  /// this arm dead for the interpreter version in the options.
  package var isDead: Bool
  /// Leading dots; 0 is absolute.
  ///
  /// For a dynamic import relative to `__package__`, its dots.
  package var level: UInt16
  package var anchor: Anchor
  /// The dotted module as written, without the dots; the empty name when only dots are written.
  ///
  /// A dynamic import of level 0 with the empty name imports a module whose name is computed.
  package var module: NameID
  /// The names taken, with what they are bound to; in `ModuleFacts.importedNames`.
  package var names: FactRange
  /// What a plain import binds: `c` for `import a.b as c`, `a` for `import a.b`, else the empty name.
  package var boundName: NameID
  /// 1-based line and 0-based UTF-8 column of the statement (or call).
  package var line: UInt32
  package var column: UInt32
  /// Index in `ModuleFacts.statements`, or `UInt32.max` when statements were not asked for.
  package var statement: UInt32

  package init(
    kind: Kind,
    time: Time,
    condition: Condition,
    isDead: Bool,
    level: UInt16,
    module: NameID,
    names: FactRange,
    boundName: NameID,
    line: UInt32,
    column: UInt32,
    statement: UInt32
  ) {
    self.kind = kind
    self.time = time
    self.condition = condition
    self.isDead = isDead
    self.level = level
    anchor = .package
    self.module = module
    self.names = names
    self.boundName = boundName
    self.line = line
    self.column = column
    self.statement = statement
  }

  /// Whether a top-level statement runs it when the module is imported.
  package var isRunByStatement: Bool {
    time == .importTime && condition != .typing && !isDead && statement != .max
  }
}

/// One `name as alias` of a from-import.
package struct ImportedName: Hashable, Sendable {
  package var name: NameID
  /// What it is bound to: the alias, or the name itself.
  package var boundName: NameID

  package init(name: NameID, boundName: NameID) {
    self.name = name
    self.boundName = boundName
  }
}

/// A run of elements in one of `ModuleFacts`'s pools.
package struct FactRange: Hashable, Sendable {
  package var start: UInt32
  package var count: UInt32

  package init(start: UInt32, count: UInt32) {
    self.start = start
    self.count = count
  }

  package static var empty: FactRange { FactRange(start: 0, count: 0) }

  // Inlinable, as each access to a pool goes through it.
  @inlinable package var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
  @inlinable package var isEmpty: Bool { count == 0 }
}
