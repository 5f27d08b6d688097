public import SourceText

/// A typed look at one node: the tree and the node's id.
///
/// Links are laid out in the order of the properties: a node takes one link, a name two (start and
/// end offset), a list one for its count; the lists' nodes follow, in the same order.
public protocol SyntaxView: Sendable {
  var tree: SyntaxTree { get }
  var node: NodeID { get }
}

/// A file.
public struct ModuleNode: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The top-level statements.
  @inlinable public var body: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}

/// `def` or `async def` (`functionDef`, `asyncFunctionDef`).
public struct FunctionDef: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The function's name.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 0), end: tree.link(node, 1))
  }

  /// The `arguments` node.
  @inlinable public var arguments: NodeID { tree.child(node, 2) }

  /// The return annotation, or none.
  @inlinable public var returns: NodeID { tree.child(node, 3) }

  /// The statements of the body.
  @inlinable public var body: NodeList {
    tree.list(node, 7, tree.link(node, 4))
  }

  /// Decorator expressions, outermost first.
  @inlinable public var decorators: NodeList {
    tree.list(node, 7 + Int(tree.link(node, 4)), tree.link(node, 5))
  }

  /// `typeVar`, `paramSpec` and `typeVarTuple` nodes.
  @inlinable public var typeParameters: NodeList {
    tree.list(node, 7 + Int(tree.link(node, 4)) + Int(tree.link(node, 5)), tree.link(node, 6))
  }
}

/// `class`.
public struct ClassDef: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The class's name.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 0), end: tree.link(node, 1))
  }

  /// Positional arguments of the class header.
  @inlinable public var bases: NodeList {
    tree.list(node, 7, tree.link(node, 2))
  }

  /// `keyword` nodes of the class header.
  @inlinable public var keywords: NodeList {
    tree.list(node, 7 + Int(tree.link(node, 2)), tree.link(node, 3))
  }

  /// The statements of the body.
  @inlinable public var body: NodeList {
    tree.list(node, 7 + Int(tree.link(node, 2)) + Int(tree.link(node, 3)), tree.link(node, 4))
  }

  /// Decorator expressions, outermost first.
  @inlinable public var decorators: NodeList {
    tree.list(node, 7 + Int(tree.link(node, 2)) + Int(tree.link(node, 3)) + Int(tree.link(node, 4)), tree.link(node, 5))
  }

  /// `typeVar`, `paramSpec` and `typeVarTuple` nodes.
  @inlinable public var typeParameters: NodeList {
    tree.list(node, 7 + Int(tree.link(node, 2)) + Int(tree.link(node, 3)) + Int(tree.link(node, 4)) + Int(tree.link(node, 5)), tree.link(node, 6))
  }
}

/// `return`, an expression statement: one value, or none (`returnStatement`, `expression`).
public struct ValueStatement: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The value, or none.
  @inlinable public var value: NodeID { tree.child(node, 0) }
}

/// `del`.
public struct Delete: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// What is deleted.
  @inlinable public var targets: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}

/// `a = b = value`.
public struct Assign: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The right-hand side.
  @inlinable public var value: NodeID { tree.child(node, 0) }

  /// The targets, left to right.
  @inlinable public var targets: NodeList {
    tree.list(node, 2, tree.link(node, 1))
  }
}

/// `type X[T] = value`.
public struct TypeAlias: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The `name` node.
  @inlinable public var name: NodeID { tree.child(node, 0) }

  /// The right-hand side.
  @inlinable public var value: NodeID { tree.child(node, 1) }

  /// `typeVar`, `paramSpec` and `typeVarTuple` nodes.
  @inlinable public var typeParameters: NodeList {
    tree.list(node, 3, tree.link(node, 2))
  }
}

/// `target += value`.
public struct AugAssign: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The operator.
  @inlinable public var operation: Operator { unsafeBitCast(tree.detail(node), to: Operator.self) }

  /// The target.
  @inlinable public var target: NodeID { tree.child(node, 0) }

  /// The right-hand side.
  @inlinable public var value: NodeID { tree.child(node, 1) }
}

/// `target: annotation = value`.
public struct AnnAssign: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The target.
  @inlinable public var target: NodeID { tree.child(node, 0) }

  /// The annotation.
  @inlinable public var annotation: NodeID { tree.child(node, 1) }

  /// The value, or none.
  @inlinable public var value: NodeID { tree.child(node, 2) }

  /// Whether the target is a bare name without parentheses.
  @inlinable public var isSimple: Bool { tree.detail(node) != 0 }
}

/// `for` or `async for`.
public struct ForLoop: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The loop variable.
  @inlinable public var target: NodeID { tree.child(node, 0) }

  /// What is iterated.
  @inlinable public var iterable: NodeID { tree.child(node, 1) }

  /// The body.
  @inlinable public var body: NodeList {
    tree.list(node, 4, tree.link(node, 2))
  }

  /// The `else` arm.
  @inlinable public var orElse: NodeList {
    tree.list(node, 4 + Int(tree.link(node, 2)), tree.link(node, 3))
  }
}

/// `while`.
public struct WhileLoop: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The condition.
  @inlinable public var test: NodeID { tree.child(node, 0) }

  /// The body.
  @inlinable public var body: NodeList {
    tree.list(node, 3, tree.link(node, 1))
  }

  /// The `else` arm.
  @inlinable public var orElse: NodeList {
    tree.list(node, 3 + Int(tree.link(node, 1)), tree.link(node, 2))
  }
}

/// `if`; an `elif` is an `ifStatement` alone in `orElse`.
public struct IfStatement: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The condition.
  @inlinable public var test: NodeID { tree.child(node, 0) }

  /// The body.
  @inlinable public var body: NodeList {
    tree.list(node, 3, tree.link(node, 1))
  }

  /// The `else` arm.
  @inlinable public var orElse: NodeList {
    tree.list(node, 3 + Int(tree.link(node, 1)), tree.link(node, 2))
  }
}

/// `with` or `async with`.
public struct With: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// `withItem` nodes.
  @inlinable public var items: NodeList {
    tree.list(node, 2, tree.link(node, 0))
  }

  /// The body.
  @inlinable public var body: NodeList {
    tree.list(node, 2 + Int(tree.link(node, 0)), tree.link(node, 1))
  }
}

/// One `expression as target` of a `with`.
public struct WithItem: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The context expression.
  @inlinable public var context: NodeID { tree.child(node, 0) }

  /// The target, or none.
  @inlinable public var target: NodeID { tree.child(node, 1) }
}

/// `match`.
public struct Match: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The subject.
  @inlinable public var subject: NodeID { tree.child(node, 0) }

  /// `matchCase` nodes.
  @inlinable public var cases: NodeList {
    tree.list(node, 2, tree.link(node, 1))
  }
}

/// `case pattern if guard:`.
public struct MatchCase: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The pattern.
  @inlinable public var pattern: NodeID { tree.child(node, 0) }

  /// The guard, or none.
  @inlinable public var guardTest: NodeID { tree.child(node, 1) }

  /// The body.
  @inlinable public var body: NodeList {
    tree.list(node, 3, tree.link(node, 2))
  }
}

/// `raise exception from cause`.
public struct Raise: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The exception, or none.
  @inlinable public var exception: NodeID { tree.child(node, 0) }

  /// The cause, or none.
  @inlinable public var cause: NodeID { tree.child(node, 1) }
}

/// `try` (`tryStatement`) or `try` with `except*` (`tryStar`).
public struct TryStatement: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The body.
  @inlinable public var body: NodeList {
    tree.list(node, 4, tree.link(node, 0))
  }

  /// `exceptHandler` nodes.
  @inlinable public var handlers: NodeList {
    tree.list(node, 4 + Int(tree.link(node, 0)), tree.link(node, 1))
  }

  /// The `else` arm.
  @inlinable public var orElse: NodeList {
    tree.list(node, 4 + Int(tree.link(node, 0)) + Int(tree.link(node, 1)), tree.link(node, 2))
  }

  /// The `finally` arm.
  @inlinable public var finally: NodeList {
    tree.list(node, 4 + Int(tree.link(node, 0)) + Int(tree.link(node, 1)) + Int(tree.link(node, 2)), tree.link(node, 3))
  }
}

/// `except type as name:`.
public struct ExceptHandler: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The exception type, or none.
  @inlinable public var type: NodeID { tree.child(node, 0) }

  /// The name; empty when there is none.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 1), end: tree.link(node, 2))
  }

  /// The body.
  @inlinable public var body: NodeList {
    tree.list(node, 4, tree.link(node, 3))
  }
}

/// `assert test, message`.
public struct AssertStatement: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The condition.
  @inlinable public var test: NodeID { tree.child(node, 0) }

  /// The message, or none.
  @inlinable public var message: NodeID { tree.child(node, 1) }
}

/// `import a.b as c`.
public struct ImportStatement: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// `alias` nodes.
  @inlinable public var names: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}

/// `from ..module import names`.
public struct ImportFrom: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The number of leading dots.
  @inlinable public var level: Int { Int(tree.link(node, 0)) }

  /// The dotted module name; empty when only dots are written.
  @inlinable public var module: SourceRange {
    SourceRange(start: tree.link(node, 1), end: tree.link(node, 2))
  }

  /// `alias` nodes; one named `*` for a star import.
  @inlinable public var names: NodeList {
    tree.list(node, 4, tree.link(node, 3))
  }
}

/// `name as asName` in an import.
public struct Alias: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// The (dotted) name.
  @inlinable public var name: SourceRange {
    SourceRange(start: tree.link(node, 0), end: tree.link(node, 1))
  }

  /// The name after `as`; empty when there is none.
  @inlinable public var asName: SourceRange {
    SourceRange(start: tree.link(node, 2), end: tree.link(node, 3))
  }
}

/// `global` or `nonlocal`; the names are `name` nodes without a place of their own in `ast`.
public struct NameDeclaration: SyntaxView {
  public let tree: SyntaxTree
  public let node: NodeID

  @inlinable
  public init(_ tree: SyntaxTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  /// `name` nodes.
  @inlinable public var names: NodeList {
    tree.list(node, 1, tree.link(node, 0))
  }
}
