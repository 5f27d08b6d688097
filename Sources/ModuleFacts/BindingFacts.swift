// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

public import SourceText

/// A plain name that is given a value: at module level, in a class body or in a function.
public struct BindingFacts: Hashable, Sendable {
  /// What the value is, as far as its outermost part tells.
  public enum Shape: UInt8, Sendable {
    /// A constant, or an operator on something.
    case literal
    /// A new container that can change: `[]`, `{}`, a comprehension.
    case container
    case tuple
    /// A call; `path` is the callee.
    case call
    /// What entering the result of a call gives: `with f() as name`; `path` is the callee.
    case entered
    /// A name or chain of attributes.
    case chain
    case lambda
    case other
  }

  public var name: NameID
  public var shape: Shape
  public var path: NamePath
  /// The top-level statement.
  public var statement: UInt32
  /// The innermost function or class around it, or `UInt32.max`.
  public var function: UInt32
  public var enclosingClass: UInt32
  public var line: UInt32
  /// 0-based, in bytes.
  public var column: UInt32

  public init(
    name: NameID,
    shape: Shape,
    path: NamePath,
    statement: UInt32,
    function: UInt32,
    enclosingClass: UInt32,
    line: UInt32,
    column: UInt32
  ) {
    self.name = name
    self.shape = shape
    self.path = path
    self.statement = statement
    self.function = function
    self.enclosingClass = enclosingClass
    self.line = line
    self.column = column
  }
}

/// A default of a parameter that is a module-level name or chain.
public struct DefaultFacts: Hashable, Sendable {
  /// The function, in `functions`.
  public var function: UInt32
  /// The parameter's position, as in the function's `parameters`.
  public var parameter: UInt8
  public var path: NamePath

  public init(function: UInt32, parameter: UInt8, path: NamePath) {
    self.function = function
    self.parameter = parameter
    self.path = path
  }
}

/// What a `return` gives.
public struct ReturnFacts: Hashable, Sendable {
  /// As for bindings; `literal` without a path is `return` alone.
  public var shape: BindingFacts.Shape
  /// The chain, or the callee of the call.
  public var path: NamePath

  public init(shape: BindingFacts.Shape, path: NamePath) {
    self.shape = shape
    self.path = path
  }
}

/// A place where an object's type decides what runs, or where a type is asked for.
public struct UseFacts: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    /// An operand of an operator.
    case operand
    /// `a[b]`, read.
    case subscripted
    /// What a `for` or a comprehension goes through.
    case iteration
    /// What a `with` enters.
    case entered
    /// A value in an f-string.
    case formatted
    /// Part of the test of an `if` at import time.
    case guardTest
    /// What an `except` clause catches.
    case caught
    /// The class of a pattern, or of a test of a type that isn't the argument of a call.
    case pattern
  }

  public var kind: Kind
  public var path: NamePath
  /// Whether it is the result of calling the path.
  public var isCalled: Bool
  public var statement: UInt32
  /// The innermost function around it, or `UInt32.max`.
  public var function: UInt32
  public var line: UInt32
  /// 0-based, in bytes.
  public var column: UInt32

  public init(
    kind: Kind,
    path: NamePath,
    isCalled: Bool,
    statement: UInt32,
    function: UInt32,
    line: UInt32,
    column: UInt32
  ) {
    self.kind = kind
    self.path = path
    self.isCalled = isCalled
    self.statement = statement
    self.function = function
    self.line = line
    self.column = column
  }
}

/// A comment that silences findings: `# reload: ignore[RP201] reason`.
public struct SuppressionFacts: Hashable, Sendable {
  /// The line of the comment, and the line it speaks of: its own, or the one below when it stands alone.
  public var line: UInt32
  public var target: UInt32
  /// The rules, in `nameLists`; empty: all.
  public var rules: FactRange
  public var hasReason: Bool
  /// Whether it speaks of the whole file: `ignore-file`.
  public var isWholeFile: Bool

  public init(
    line: UInt32,
    target: UInt32,
    rules: FactRange,
    hasReason: Bool,
    isWholeFile: Bool
  ) {
    self.line = line
    self.target = target
    self.rules = rules
    self.hasReason = hasReason
    self.isWholeFile = isWholeFile
  }
}
