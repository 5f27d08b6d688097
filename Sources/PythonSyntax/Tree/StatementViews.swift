public import SourceText

/// A typed look at one node: the tree and the node's id.
///
/// Links are laid out in the order of the properties: a node takes one link, a name two (start and
/// end offset), a list one for its count; the lists' nodes follow, in the same order.
public protocol SyntaxView: Sendable {
  /// The tree.
  var tree: SyntaxTree { get }
  /// The node.
  var node: NodeID { get }
}

/// A file.
public struct ModuleNode: SyntaxView {
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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

/// `return`, an expression statement: one value, or none (`returnStatement`, `expression`).
public struct ValueStatement: SyntaxView {
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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

/// `raise exception from cause`.
public struct Raise: SyntaxView {
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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

/// `assert test, message`.
public struct AssertStatement: SyntaxView {
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
  /// The tree.
  public let tree: SyntaxTree
  /// The node.
  public let node: NodeID

  /// A look at `node`, which is of one of this view's kinds.
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
