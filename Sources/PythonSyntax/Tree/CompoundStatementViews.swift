public import SourceText

/// `def` or `async def` (`functionDef`, `asyncFunctionDef`).
public struct FunctionDef: SyntaxView {
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
    tree.list(
      node,
      7 + Int(tree.link(node, 2)) + Int(tree.link(node, 3)) + Int(tree.link(node, 4)),
      tree.link(node, 5)
    )
  }

  /// `typeVar`, `paramSpec` and `typeVarTuple` nodes.
  @inlinable public var typeParameters: NodeList {
    tree.list(
      node,
      7 + Int(tree.link(node, 2)) + Int(tree.link(node, 3)) + Int(tree.link(node, 4))
        + Int(tree.link(node, 5)),
      tree.link(node, 6)
    )
  }
}

/// `for` or `async for`.
public struct ForLoop: SyntaxView {
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

  /// The context expression.
  @inlinable public var context: NodeID { tree.child(node, 0) }

  /// The target, or none.
  @inlinable public var target: NodeID { tree.child(node, 1) }
}

/// `match`.
public struct Match: SyntaxView {
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

  /// The subject.
  @inlinable public var subject: NodeID { tree.child(node, 0) }

  /// `matchCase` nodes.
  @inlinable public var cases: NodeList {
    tree.list(node, 2, tree.link(node, 1))
  }
}

/// `case pattern if guard:`.
public struct MatchCase: SyntaxView {
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

  /// The pattern.
  @inlinable public var pattern: NodeID { tree.child(node, 0) }

  /// The guard, or none.
  @inlinable public var guardTest: NodeID { tree.child(node, 1) }

  /// The body.
  @inlinable public var body: NodeList {
    tree.list(node, 3, tree.link(node, 2))
  }
}

/// `try` (`tryStatement`) or `try` with `except*` (`tryStar`).
public struct TryStatement: SyntaxView {
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
    tree.list(
      node,
      4 + Int(tree.link(node, 0)) + Int(tree.link(node, 1)) + Int(tree.link(node, 2)),
      tree.link(node, 3)
    )
  }
}

/// `except type as name:`.
public struct ExceptHandler: SyntaxView {
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
