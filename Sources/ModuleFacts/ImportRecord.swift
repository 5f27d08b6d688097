// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

public import SourceText

/// One import as written in one file: what it asks for, when it runs and under which condition.
public struct ImportRecord: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
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
  public enum Time: UInt8, Sendable {
    /// While the module is being imported: module level and class bodies.
    case importTime
    /// Inside a function, when it is called.
    case late
  }

  /// What must hold for the import to run or to matter.
  public enum Condition: UInt8, Sendable {
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
  public enum Anchor: UInt8, Sendable {
    /// The package the module is in, as every statement does.
    case package
    /// The module's own name, taken as a package: `import_module(".x", __name__)`.
    case name
  }

  public var kind: Kind
  public var time: Time
  public var condition: Condition
  /// Whether a test the file decides by itself (version, platform, `TYPE_CHECKING`'s `else`) makes
  /// this arm dead for the interpreter version in the options.
  public var isDead: Bool
  /// Leading dots; 0 is absolute.
  ///
  /// For a dynamic import relative to `__package__`, its dots.
  public var level: UInt16
  public var anchor: Anchor
  /// The dotted module as written, without the dots; the empty name when only dots are written.
  ///
  /// A dynamic import of level 0 with the empty name imports a module whose name is computed.
  public var module: NameID
  /// The names taken, with what they are bound to; in `ModuleFacts.importedNames`.
  public var names: FactRange
  /// What a plain import binds: `c` for `import a.b as c`, `a` for `import a.b`, else the empty name.
  public var boundName: NameID
  /// 1-based line and 0-based UTF-8 column of the statement (or call).
  public var line: UInt32
  public var column: UInt32
  /// Index in `ModuleFacts.statements`, or `UInt32.max` when statements were not asked for.
  public var statement: UInt32

  public init(
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
  public var isRunByStatement: Bool {
    time == .importTime && condition != .typing && !isDead && statement != .max
  }
}

/// One `name as alias` of a from-import.
public struct ImportedName: Hashable, Sendable {
  public var name: NameID
  /// What it is bound to: the alias, or the name itself.
  public var boundName: NameID

  public init(name: NameID, boundName: NameID) {
    self.name = name
    self.boundName = boundName
  }
}

/// A run of elements in one of `ModuleFacts`'s pools.
public struct FactRange: Hashable, Sendable {
  public var start: UInt32
  public var count: UInt32

  public init(start: UInt32, count: UInt32) {
    self.start = start
    self.count = count
  }

  public static var empty: FactRange { FactRange(start: 0, count: 0) }

  /// The positions in the pool.
  @inlinable public var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }

  /// Whether there are none.
  @inlinable public var isEmpty: Bool { count == 0 }
}
