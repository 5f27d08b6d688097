package import SourceText

/// One function: `def`, `async def` or `lambda`, nested ones too, in source order.
package struct FunctionFacts: Sendable {
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let async = Flags(rawValue: 1 << 0)
    package static let generator = Flags(rawValue: 1 << 1)
    package static let lambda = Flags(rawValue: 1 << 2)
    /// Directly in a class body.
    package static let method = Flags(rawValue: 1 << 3)
    /// Inside another function.
    package static let nested = Flags(rawValue: 1 << 4)
    /// Uses `super()` without arguments or `__class__`.
    package static let usesClassCell = Flags(rawValue: 1 << 5)
    /// Uses `globals()`, `exec`, `eval`, `vars()` or `locals()`.
    package static let dynamicNamespace = Flags(rawValue: 1 << 6)
    /// Has `# reload: pure`.
    package static let pure = Flags(rawValue: 1 << 7)
    /// Raises or asserts somewhere.
    package static let raises = Flags(rawValue: 1 << 8)
    /// Has a `while` loop whose test is always true.
    package static let loopsForever = Flags(rawValue: 1 << 9)
  }

  package var name: NameID
  /// As in CPython: `C.f`, `f.<locals>.g`.
  package var qualifiedName: NameID
  package var flags: Flags
  package var statement: UInt32
  /// The innermost enclosing function or class, as an index in `functions` or `classes`; `none`
  /// (`UInt32.max`) at module level.
  package var enclosingFunction: UInt32
  package var enclosingClass: UInt32
  package var line: UInt32
  package var endLine: UInt32
  /// The line of `def`, below the decorators.
  package var headLine: UInt32
  /// Where `def` starts on that line; 0-based, in bytes.
  package var column: UInt32
  /// The body, without its docstring.
  package var body: ContentDigest
  /// The body with the bodies of functions nested in it left out.
  package var shell: ContentDigest
  /// Parameters with names and kinds, without defaults and annotations.
  package var parametersDigest: ContentDigest
  package var defaultsDigest: ContentDigest
  package var annotationsDigest: ContentDigest
  package var docstring: ContentDigest
  /// The decorator list, whole.
  package var decoratorsDigest: ContentDigest
  /// Parameter names in order (positional, `*args`, keyword-only, `**kwargs`); in `nameLists`.
  package var parameters: FactRange
  /// How many of them positional arguments can fill; the first ones.
  package var positionalCount: UInt8
  /// Decorators as paths (of the callee when it is called); in `paths`, outermost first.
  package var decorators: FactRange
  /// Names of enclosing functions it uses; in `nameLists`, sorted.
  package var freeVariables: FactRange
  /// Module-level chains it reads when it runs (nested functions have their own); in `reads`.
  package var reads: FactRange
  /// Calls it makes when it runs; in `calls`.
  package var calls: FactRange
  /// What it changes when it runs; in `mutations`.
  package var mutations: FactRange
  /// Attributes it reads or sets of what is no module-level chain; in `nameLists`.
  package var attributes: FactRange
  /// Those of its own `self`; in `nameLists`.
  package var ownAttributes: FactRange
  /// What its `return`s give, one path each; in `paths`.
  package var returnPaths: FactRange
  /// Attributes it sets on its first parameter; in `nameLists`.
  package var receiverAttributes: FactRange
  /// What it returns; in `returns`.
  package var returns: FactRange

  package init(
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
package struct ClassFacts: Sendable {
  package var name: NameID
  package var qualifiedName: NameID
  package var statement: UInt32
  package var enclosingFunction: UInt32
  package var enclosingClass: UInt32
  package var line: UInt32
  package var endLine: UInt32
  /// The line of `class`, below the decorators.
  package var headLine: UInt32
  /// Where `class` starts on that line; 0-based, in bytes.
  package var column: UInt32
  /// Bases as paths; in `paths`.
  ///
  /// A subscripted base (`Generic[T]`) is partial.
  package var bases: FactRange
  /// The `metaclass=` argument, if written: in `paths`, zero or one.
  package var metaclass: FactRange
  /// Names of other class keywords; in `nameLists`.
  package var keywords: FactRange
  /// Decorators as paths; in `paths`.
  package var decorators: FactRange
  package var decoratorsDigest: ContentDigest
  /// The header (bases and keywords), whole.
  package var headerDigest: ContentDigest
  /// Statements of the class body that bind something; in `members`.
  package var members: FactRange
  /// Class-body statements that are neither definitions, assignments, docstrings nor `pass`.
  package var otherBody: ContentDigest
  package var docstring: ContentDigest
  package var hasSlots: Bool

  package init(
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
package struct MemberFacts: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    case function, `class`, value, annotation
  }

  package var name: NameID
  package var kind: Kind
  /// Of the binding statement, whole.
  package var digest: ContentDigest
  /// Of the binding statement with function bodies left out.
  package var skeleton: ContentDigest
  /// The chain a value member is bound to, if it is one; in `paths`, zero or one.
  package var value = FactRange.empty

  package init(name: NameID, kind: Kind, digest: ContentDigest, skeleton: ContentDigest) {
    self.name = name
    self.kind = kind
    self.digest = digest
    self.skeleton = skeleton
  }
}
