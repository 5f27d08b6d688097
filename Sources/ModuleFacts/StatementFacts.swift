// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

public import SourceText

/// An outermost top-level statement: the unit of matching and of execution.
///
/// Its reads, calls and mutations are those of the whole statement that happen at import time,
/// nested arms and class bodies included, function bodies excluded (those are in `FunctionFacts`).
public struct StatementFacts: Sendable {
  public enum Kind: UInt8, Sendable {
    case functionDef, classDef, assign, augAssign, annAssign, `import`, importFrom, expression
    /// A string alone as the first statement.
    case docstring
    case `if`, `for`, `while`, with, `try`, match, delete, raise, assert, global, typeAlias, pass
    /// Text that doesn't parse.
    case invalid
  }

  public struct Flags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Uses `globals()`, `locals()`, `vars()`, `exec`, `eval` or `sys.modules[__name__]`: what it
    /// reads and binds can't be listed.
    public static let dynamicNamespace = Flags(rawValue: 1 << 0)
    /// `if __name__ == "__main__"`.
    public static let mainGuard = Flags(rawValue: 1 << 1)
    /// Everything in it is under `if TYPE_CHECKING`, so it never runs.
    public static let neverRuns = Flags(rawValue: 1 << 2)
    /// Contains `raise` or `assert` that runs at import time.
    public static let raises = Flags(rawValue: 1 << 3)
    /// Contains an import that runs at import time.
    public static let imports = Flags(rawValue: 1 << 4)
    /// A star import.
    public static let starImport = Flags(rawValue: 1 << 5)
    /// A control-flow statement: what it binds depends on the way taken.
    public static let conditional = Flags(rawValue: 1 << 6)
    /// Loops or comprehensions in it iterate something.
    public static let iterates = Flags(rawValue: 1 << 7)
    /// Has `# reload: keep`, `reset` or `pure` on its first line or the line above.
    public static let keep = Flags(rawValue: 1 << 8)
    public static let reset = Flags(rawValue: 1 << 9)
    public static let pure = Flags(rawValue: 1 << 10)
    /// Has operators, subscripts, tests, loops, `with`, keys or elements of sets that run at import time:
    /// what may call special methods without a name.
    public static let operates = Flags(rawValue: 1 << 11)
  }

  public var kind: Kind
  public var flags: Flags
  /// Byte range, decorators included.
  public var range: SourceRange
  /// 1-based first line (of the first decorator) and last line.
  public var line: UInt32
  public var endLine: UInt32
  /// Of the whole statement without positions, comments and layout.
  public var digest: ContentDigest
  /// The same with function bodies (lambda bodies too) left out: equal when only code changed.
  public var skeleton: ContentDigest
  /// Names it binds in the module namespace, in order, nested arms included; in `names`.
  public var defines: FactRange
  /// Names it deletes; in `names`.
  public var deletes: FactRange
  /// What it reads at import time; in `reads`.
  public var reads: FactRange
  /// What it calls at import time, decorators included; in `calls`.
  public var calls: FactRange
  /// What it changes in place at import time; in `mutations`.
  public var mutations: FactRange
  /// Attributes it reads or sets at import time of what is no module-level chain; in `nameLists`.
  public var attributes: FactRange
  /// Functions (lambdas and nested ones too) and classes in it; in `functions` and `classes`.
  public var functions: FactRange
  public var classes: FactRange
  /// Literal paths of files it opens or reads at import time; in `nameLists`.
  public var files: FactRange
  /// String literals of a statement with calls that could be parts of a file's path, in order; in
  /// `nameLists`.
  public var literals: FactRange

  public init(kind: Kind, range: SourceRange, line: UInt32, endLine: UInt32) {
    self.kind = kind
    self.range = range
    self.line = line
    self.endLine = endLine
    flags = []
    digest = ContentDigest(high: 0, low: 0)
    skeleton = ContentDigest(high: 0, low: 0)
    defines = .empty
    deletes = .empty
    reads = .empty
    calls = .empty
    mutations = .empty
    attributes = .empty
    functions = .empty
    classes = .empty
    files = .empty
    literals = .empty
  }
}

/// An expression seen as a chain of attributes: `a.b.c`.
///
/// The path is in `ModuleFacts.nameLists`: the root first. Subscripts and calls end it: `a.b[0].c`
/// is the path `a.b` with `isPartial` set.
public struct NamePath: Hashable, Sendable {
  /// Whose name the root is.
  public enum Root: UInt8, Sendable {
    /// A name of the module (or of builtins): the path's first element.
    case global
    /// A parameter of the function: the path's first element; its position in `parameter`.
    case parameter
    /// A local variable bound to something new (a call, a display, a literal, an operator).
    case local
    /// `self`/`cls`: the first parameter of a method.
    case receiver
    /// A variable of an enclosing function.
    case enclosing
    /// Not a chain: the result of a call, a subscript, a literal.
    case expression

    /// Whether they are the same byte.
    ///
    /// What the compiler derives is called through a witness from other modules, and a path's root is asked
    /// for a million times in a run.
    @inlinable
    public static func == (left: Root, right: Root) -> Bool {
      unsafeBitCast(left, to: UInt8.self) == unsafeBitCast(right, to: UInt8.self)
    }
  }

  public var root: Root
  /// The parameter's position when the root is `parameter` or `receiver`.
  public var parameter: UInt8
  /// Whether more than attributes followed (a subscript, a call).
  public var isPartial: Bool
  /// For the root `local`: whether a call made the object.
  ///
  /// It is new only if the callee makes new objects: a getter may hand out what it keeps.
  public var isCallResult = false
  /// For a callee: whether it is a method of a literal or display, such as `", ".join`.
  public var isOfLiteral = false
  /// Whose name the chain starts from, also when a call on the way makes the root `expression`.
  public var base: Root
  public var names: FactRange
  /// The calls that may have made the object of a call result; in `makers`.
  ///
  /// Empty when they are not known.
  public var makers = FactRange.empty

  public init(root: Root, parameter: UInt8 = 0, isPartial: Bool = false, names: FactRange) {
    self.root = root
    base = root
    self.parameter = parameter
    self.isPartial = isPartial
    self.names = names
  }
}

/// A read of a name or attribute chain.
public struct ReadFacts: Hashable, Sendable {
  public enum Role: UInt8, Sendable {
    case value
    /// A base class or class keyword.
    case base
    case decorator
    /// A default value of a parameter.
    case `default`
    /// An annotation that is evaluated at import time.
    case annotation
    /// The callee of a call.
    case callee
    /// In a deferred position: a function body.
    case late
  }

  public var path: NamePath
  public var role: Role
  public var line: UInt32
  /// 0-based, in bytes.
  public var column: UInt32

  public init(path: NamePath, role: Role, line: UInt32, column: UInt32) {
    self.path = path
    self.role = role
    self.line = line
    self.column = column
  }
}

/// A call, and where its arguments come from.
public struct CallFacts: Hashable, Sendable {
  /// The callee.
  ///
  /// For `x.m()` where `x` is no chain: root `expression`, names `[m]`.
  public var callee: NamePath
  /// Roots of the positional arguments, in order, then of keyword arguments; in `paths`.
  ///
  /// A decorator call has the decorated object as its one argument, root `expression`.
  public var arguments: FactRange
  public var isDecorator: Bool
  /// Whether it is `open` with a mode that only reads.
  public var opensToRead = false
  public var flags: Flags = []
  /// How many calls before this one in the same list the call is whose result the callee is an
  /// attribute of: `Thread(...).start()`; 0 when there is none.
  public var receiver: UInt16 = 0
  /// The names of the keyword arguments, which come last; in `nameLists`.
  public var keywords: FactRange = .empty
  public var line: UInt32
  /// 0-based, in bytes.
  public var column: UInt32

  public init(
    callee: NamePath,
    arguments: FactRange,
    isDecorator: Bool,
    line: UInt32,
    column: UInt32
  ) {
    self.callee = callee
    self.arguments = arguments
    self.isDecorator = isDecorator
    self.line = line
    self.column = column
  }

  public struct Flags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The first argument is a literal.
    public static let literalArgument = Flags(rawValue: 1 << 0)
    /// A literal argument is a mode that files are written in: `"w"`, `"ab"`, `"r+"`.
    public static let writes = Flags(rawValue: 1 << 1)
    /// The first argument is `__name__`.
    public static let ownName = Flags(rawValue: 1 << 2)
    /// In an arm of an `if` or a handler, which may not run.
    public static let optional = Flags(rawValue: 1 << 3)
  }
}

/// A change in place: what is changed and how.
public struct MutationFacts: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    /// `a.b = v`, `del a.b`, `setattr(a, "b", v)`
    case attribute
    /// `a[k] = v`, `del a[k]`
    case item
    /// `a += v` on something that is not a fresh local.
    case augmented
    /// A method that changes its object by its name: `append`, `update`, `add`, ...
    case method
    /// `global x; x = v`
    case global
  }

  public var kind: Kind
  /// The object changed: for `a.b = v` the path `a`, with `member` `b`.
  public var target: NamePath
  /// The attribute, method or global name; the empty name for items.
  public var member: NameID
  /// For items: whether the key is `__name__`.
  public var isOwnName = false
  /// For items: whether a slice is set, which replaces contents and adds no entry.
  public var isSlice = false
  /// In an arm of an `if` or a handler, which may not run.
  public var isOptional = false
  public var line: UInt32
  /// 0-based, in bytes.
  public var column: UInt32

  public init(kind: Kind, target: NamePath, member: NameID, line: UInt32, column: UInt32) {
    self.kind = kind
    self.target = target
    self.member = member
    self.line = line
    self.column = column
  }
}
