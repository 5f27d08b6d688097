package import SourceText

/// An outermost top-level statement: the unit of matching and of execution.
///
/// Its reads, calls and mutations are those of the whole statement that happen at import time,
/// nested arms and class bodies included, function bodies excluded (those are in `FunctionFacts`).
package struct StatementFacts: Sendable {
  package enum Kind: UInt8, Sendable {
    case functionDef, classDef, assign, augAssign, annAssign, `import`, importFrom, expression
    /// A string alone as the first statement.
    case docstring
    case `if`, `for`, `while`, with, `try`, match, delete, raise, assert, global, typeAlias, pass
    /// Text that doesn't parse.
    case invalid
  }

  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Uses `globals()`, `locals()`, `vars()`, `exec`, `eval` or `sys.modules[__name__]`: what it
    /// reads and binds can't be listed.
    package static let dynamicNamespace = Flags(rawValue: 1 << 0)
    /// `if __name__ == "__main__"`.
    package static let mainGuard = Flags(rawValue: 1 << 1)
    /// Everything in it is under `if TYPE_CHECKING`, so it never runs.
    package static let neverRuns = Flags(rawValue: 1 << 2)
    /// Contains `raise` or `assert` that runs at import time.
    package static let raises = Flags(rawValue: 1 << 3)
    /// Contains an import that runs at import time.
    package static let imports = Flags(rawValue: 1 << 4)
    /// A star import.
    package static let starImport = Flags(rawValue: 1 << 5)
    /// A control-flow statement: what it binds depends on the way taken.
    package static let conditional = Flags(rawValue: 1 << 6)
    /// Loops or comprehensions in it iterate something.
    package static let iterates = Flags(rawValue: 1 << 7)
    /// Has `# reload: keep`, `reset` or `pure` on its first line or the line above.
    package static let keep = Flags(rawValue: 1 << 8)
    package static let reset = Flags(rawValue: 1 << 9)
    package static let pure = Flags(rawValue: 1 << 10)
    /// Has operators, subscripts, tests, loops, `with`, keys or elements of sets that run at import time:
    /// what may call special methods without a name.
    package static let operates = Flags(rawValue: 1 << 11)
  }

  package var kind: Kind
  package var flags: Flags
  /// Byte range, decorators included.
  package var range: SourceRange
  /// 1-based first line (of the first decorator) and last line.
  package var line: UInt32
  package var endLine: UInt32
  /// Of the whole statement without positions, comments and layout.
  package var digest: ContentDigest
  /// The same with function bodies (lambda bodies too) left out: equal when only code changed.
  package var skeleton: ContentDigest
  /// Names it binds in the module namespace, in order, nested arms included; in `names`.
  package var defines: FactRange
  /// Names it deletes; in `names`.
  package var deletes: FactRange
  /// What it reads at import time; in `reads`.
  package var reads: FactRange
  /// What it calls at import time, decorators included; in `calls`.
  package var calls: FactRange
  /// What it changes in place at import time; in `mutations`.
  package var mutations: FactRange
  /// Attributes it reads or sets at import time of what is no module-level chain; in `nameLists`.
  package var attributes: FactRange
  /// Functions (lambdas and nested ones too) and classes in it; in `functions` and `classes`.
  package var functions: FactRange
  package var classes: FactRange
  /// Literal paths of files it opens or reads at import time; in `nameLists`.
  package var files: FactRange
  /// String literals of a statement with calls that could be parts of a file's path, in order; in
  /// `nameLists`.
  package var literals: FactRange

  package init(kind: Kind, range: SourceRange, line: UInt32, endLine: UInt32) {
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
package struct NamePath: Hashable, Sendable {
  /// Whose name the root is.
  package enum Root: UInt8, Sendable {
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
    package static func == (left: Root, right: Root) -> Bool {
      unsafeBitCast(left, to: UInt8.self) == unsafeBitCast(right, to: UInt8.self)
    }
  }

  package var root: Root
  /// The parameter's position when the root is `parameter` or `receiver`.
  package var parameter: UInt8
  /// Whether more than attributes followed (a subscript, a call).
  package var isPartial: Bool
  /// For the root `local`: whether a call made the object.
  ///
  /// It is new only if the callee makes new objects: a getter may hand out what it keeps.
  package var isCallResult = false
  /// For a callee: whether it is a method of a literal or display, such as `", ".join`.
  package var isOfLiteral = false
  /// Whose name the chain starts from, also when a call on the way makes the root `expression`.
  package var base: Root
  package var names: FactRange
  /// The calls that may have made the object of a call result; in `makers`.
  ///
  /// Empty when they are not known.
  package var makers = FactRange.empty

  package init(root: Root, parameter: UInt8 = 0, isPartial: Bool = false, names: FactRange) {
    self.root = root
    base = root
    self.parameter = parameter
    self.isPartial = isPartial
    self.names = names
  }
}

/// A read of a name or attribute chain.
package struct ReadFacts: Hashable, Sendable {
  package enum Role: UInt8, Sendable {
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

  package var path: NamePath
  package var role: Role
  package var line: UInt32
  /// 0-based, in bytes.
  package var column: UInt32

  package init(path: NamePath, role: Role, line: UInt32, column: UInt32) {
    self.path = path
    self.role = role
    self.line = line
    self.column = column
  }
}

/// A call, and where its arguments come from.
package struct CallFacts: Hashable, Sendable {
  /// The callee.
  ///
  /// For `x.m()` where `x` is no chain: root `expression`, names `[m]`.
  package var callee: NamePath
  /// Roots of the positional arguments, in order, then of keyword arguments; in `paths`.
  ///
  /// A decorator call has the decorated object as its one argument, root `expression`.
  package var arguments: FactRange
  package var isDecorator: Bool
  /// Whether it is `open` with a mode that only reads.
  package var opensToRead = false
  package var flags: Flags = []
  /// How many calls before this one in the same list the call is whose result the callee is an
  /// attribute of: `Thread(...).start()`; 0 when there is none.
  package var receiver: UInt16 = 0
  /// The names of the keyword arguments, which come last; in `nameLists`.
  package var keywords: FactRange = .empty
  package var line: UInt32
  /// 0-based, in bytes.
  package var column: UInt32

  package init(
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

  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The first argument is a literal.
    package static let literalArgument = Flags(rawValue: 1 << 0)
    /// A literal argument is a mode that files are written in: `"w"`, `"ab"`, `"r+"`.
    package static let writes = Flags(rawValue: 1 << 1)
    /// The first argument is `__name__`.
    package static let ownName = Flags(rawValue: 1 << 2)
    /// In an arm of an `if` or a handler, which may not run.
    package static let optional = Flags(rawValue: 1 << 3)
  }
}

/// A change in place: what is changed and how.
package struct MutationFacts: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
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

  package var kind: Kind
  /// The object changed: for `a.b = v` the path `a`, with `member` `b`.
  package var target: NamePath
  /// The attribute, method or global name; the empty name for items.
  package var member: NameID
  /// For items: whether the key is `__name__`.
  package var isOwnName = false
  /// For items: whether a slice is set, which replaces contents and adds no entry.
  package var isSlice = false
  /// In an arm of an `if` or a handler, which may not run.
  package var isOptional = false
  package var line: UInt32
  /// 0-based, in bytes.
  package var column: UInt32

  package init(kind: Kind, target: NamePath, member: NameID, line: UInt32, column: UInt32) {
    self.kind = kind
    self.target = target
    self.member = member
    self.line = line
    self.column = column
  }
}
