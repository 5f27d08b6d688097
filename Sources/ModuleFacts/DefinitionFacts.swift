// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

public import SourceText

/// One function: `def`, `async def` or `lambda`, nested ones too, in source order.
public struct FunctionFacts: Sendable {
  public struct Flags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let async = Flags(rawValue: 1 << 0)
    public static let generator = Flags(rawValue: 1 << 1)
    public static let lambda = Flags(rawValue: 1 << 2)
    /// Directly in a class body.
    public static let method = Flags(rawValue: 1 << 3)
    /// Inside another function.
    public static let nested = Flags(rawValue: 1 << 4)
    /// Uses `super()` without arguments or `__class__`.
    public static let usesClassCell = Flags(rawValue: 1 << 5)
    /// Uses `globals()`, `exec`, `eval`, `vars()` or `locals()`.
    public static let dynamicNamespace = Flags(rawValue: 1 << 6)
    /// Has `# reload: pure`.
    public static let pure = Flags(rawValue: 1 << 7)
    /// Raises or asserts somewhere.
    public static let raises = Flags(rawValue: 1 << 8)
    /// Has a `while` loop whose test is always true.
    public static let loopsForever = Flags(rawValue: 1 << 9)
  }

  public var name: NameID
  /// As in CPython: `C.f`, `f.<locals>.g`.
  public var qualifiedName: NameID
  public var flags: Flags
  public var statement: UInt32
  /// The innermost enclosing function or class, as an index in `functions` or `classes`; `none`
  /// (`UInt32.max`) at module level.
  public var enclosingFunction: UInt32
  public var enclosingClass: UInt32
  public var line: UInt32
  public var endLine: UInt32
  /// The line of `def`, below the decorators.
  public var headLine: UInt32
  /// Where `def` starts on that line; 0-based, in bytes.
  public var column: UInt32
  /// The body, without its docstring.
  public var body: ContentDigest
  /// The body with the bodies of functions nested in it left out.
  public var shell: ContentDigest
  /// Parameters with names and kinds, without defaults and annotations.
  public var parametersDigest: ContentDigest
  public var defaultsDigest: ContentDigest
  public var annotationsDigest: ContentDigest
  public var docstring: ContentDigest
  /// The decorator list, whole.
  public var decoratorsDigest: ContentDigest
  /// Parameter names in order (positional, `*args`, keyword-only, `**kwargs`); in `nameLists`.
  public var parameters: FactRange
  /// How many of them positional arguments can fill; the first ones.
  public var positionalCount: UInt8
  /// Decorators as paths (of the callee when it is called); in `paths`, outermost first.
  public var decorators: FactRange
  /// Names of enclosing functions it uses; in `nameLists`, sorted.
  public var freeVariables: FactRange
  /// Module-level chains it reads when it runs (nested functions have their own); in `reads`.
  public var reads: FactRange
  /// Calls it makes when it runs; in `calls`.
  public var calls: FactRange
  /// What it changes when it runs; in `mutations`.
  public var mutations: FactRange
  /// Attributes it reads or sets of what is no module-level chain; in `nameLists`.
  public var attributes: FactRange
  /// Those of its own `self`; in `nameLists`.
  public var ownAttributes: FactRange
  /// What its `return`s give, one path each; in `paths`.
  public var returnPaths: FactRange
  /// Attributes it sets on its first parameter; in `nameLists`.
  public var receiverAttributes: FactRange
  /// What it returns; in `returns`.
  public var returns: FactRange

  public init(
    name: NameID,
    qualifiedName: NameID,
    statement: UInt32,
    line: UInt32,
    endLine: UInt32
  ) {
    self.name = name
    self.qualifiedName = qualifiedName
    self.statement = statement
    self.line = line
    self.endLine = endLine
    headLine = line
    column = 0
    flags = []
    enclosingFunction = .max
    enclosingClass = .max
    let zero = ContentDigest(high: 0, low: 0)
    body = zero
    shell = zero
    parametersDigest = zero
    defaultsDigest = zero
    annotationsDigest = zero
    docstring = zero
    decoratorsDigest = zero
    parameters = .empty
    positionalCount = 0
    decorators = .empty
    freeVariables = .empty
    reads = .empty
    calls = .empty
    mutations = .empty
    attributes = .empty
    ownAttributes = .empty
    returnPaths = .empty
    receiverAttributes = .empty
    returns = .empty
  }
}

/// One class, nested ones too, in source order.
public struct ClassFacts: Sendable {
  public var name: NameID
  public var qualifiedName: NameID
  public var statement: UInt32
  public var enclosingFunction: UInt32
  public var enclosingClass: UInt32
  public var line: UInt32
  public var endLine: UInt32
  /// The line of `class`, below the decorators.
  public var headLine: UInt32
  /// Where `class` starts on that line; 0-based, in bytes.
  public var column: UInt32
  /// Bases as paths; in `paths`.
  ///
  /// A subscripted base (`Generic[T]`) is partial.
  public var bases: FactRange
  /// The `metaclass=` argument, if written: in `paths`, zero or one.
  public var metaclass: FactRange
  /// Names of other class keywords; in `nameLists`.
  public var keywords: FactRange
  /// Decorators as paths; in `paths`.
  public var decorators: FactRange
  public var decoratorsDigest: ContentDigest
  /// The header (bases and keywords), whole.
  public var headerDigest: ContentDigest
  /// Statements of the class body that bind something; in `members`.
  public var members: FactRange
  /// Class-body statements that are neither definitions, assignments, docstrings nor `pass`.
  public var otherBody: ContentDigest
  public var docstring: ContentDigest
  public var hasSlots: Bool

  public init(
    name: NameID,
    qualifiedName: NameID,
    statement: UInt32,
    line: UInt32,
    endLine: UInt32
  ) {
    self.name = name
    self.qualifiedName = qualifiedName
    self.statement = statement
    self.line = line
    self.endLine = endLine
    headLine = line
    column = 0
    enclosingFunction = .max
    enclosingClass = .max
    bases = .empty
    metaclass = .empty
    keywords = .empty
    decorators = .empty
    let zero = ContentDigest(high: 0, low: 0)
    decoratorsDigest = zero
    headerDigest = zero
    members = .empty
    otherBody = zero
    docstring = zero
    hasSlots = false
  }
}

/// A name bound by a class body.
public struct MemberFacts: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    case function, `class`, value, annotation
  }

  public var name: NameID
  public var kind: Kind
  /// Of the binding statement, whole.
  public var digest: ContentDigest
  /// Of the binding statement with function bodies left out.
  public var skeleton: ContentDigest
  /// The chain a value member is bound to, if it is one; in `paths`, zero or one.
  public var value = FactRange.empty

  public init(name: NameID, kind: Kind, digest: ContentDigest, skeleton: ContentDigest) {
    self.name = name
    self.kind = kind
    self.digest = digest
    self.skeleton = skeleton
  }
}
