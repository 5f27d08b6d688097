internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// What is assigned to and deleted: names of the module, and objects changed in place.
extension FactWalk {
  /// A target of `=`, `for`, `with`, `import ... as` and the like.
  mutating func visitTarget(_ node: NodeID) {
    guard node.exists, depth < Self.depthLimit else { return }
    depth += 1
    defer { depth -= 1 }
    switch reader.kind(node) {
    case .name: store(symbol(node), at: node)
    case .attribute:
      let object = reader.child(node, 0)
      visit(object)
      storeAttribute(object, symbol(node), at: node)
    case .subscript:
      let object = reader.child(node, 0)
      visitSubscripted(node, object)
      if !isDisplay(object) {
        add(.item, path(of: object), emptyName(), at: node)
        let index = reader.child(node, 1)
        if suppressed == 0, reader.kind(index) == .name, symbol(index) == KnownName.moduleName {
          mutations[mutations.count - 1].isOwnName = true
        }
        if suppressed == 0, reader.kind(index) == .slice {
          mutations[mutations.count - 1].isSlice = true
        }
      }
    case .tuple, .list:
      for element in reader.list(node, 0) { visitTarget(element) }
    case .starred: visitTarget(reader.child(node, 0))
    default: visit(node)
    }
  }

  /// `target += value`, before the value is looked at.
  mutating func visitAugmented(_ node: NodeID) {
    let target = reader.child(node, 0)
    switch reader.kind(target) {
    case .name:
      visit(target)
      let path = path(of: target)
      if path.root != .local { add(.augmented, path, emptyName(), at: target) }
      store(symbol(target), at: target)
    case .attribute:
      visit(target)
      let object = reader.child(target, 0)
      storeAttribute(object, symbol(target), at: target)
      if !isDisplay(object) { add(.augmented, path(of: target), emptyName(), at: target) }
    default: visitTarget(target)
    }
  }

  mutating func visitDeleted(_ node: NodeID) {
    switch reader.kind(node) {
    case .name: delete(symbol(node), at: node)
    case .tuple, .list:
      for element in reader.list(node, 0) { visitDeleted(element) }
    default: visitTarget(node)
    }
  }

  /// `object[index]` as a target: both are read.
  private mutating func visitSubscripted(_ node: NodeID, _ object: NodeID) {
    visit(object)
    visit(reader.child(node, 1))
  }

  private mutating func storeAttribute(_ object: NodeID, _ attribute: UInt32, at node: NodeID) {
    guard suppressed == 0 else { return }
    add(attribute: attribute)
    let target = path(of: object)
    if !frames.isEmpty, target.names.count == 1, !target.isPartial, target.parameter == 0,
      target.root == .receiver || target.root == .parameter
    {
      let member = name(attribute)
      if !frames[frame].receiverAttributes.contains(member) {
        frames[frame].receiverAttributes.append(member)
      }
    }
    if !isDisplay(object) { add(.attribute, target, name(attribute), at: node) }
  }

  /// Binds a name where it stands: in the module, in a class body, or through `global`.
  mutating func store(_ name: UInt32, at node: NodeID, skippingComprehensions: Bool = false) {
    var scope = scopes.depth
    if skippingComprehensions {
      while scopes.scopes[scope].kind == .comprehension || scopes.scopes[scope].kind == .generator {
        scope -= 1
      }
    }
    switch scopes.scopes[scope].kind {
    case .module: define(name)
    case .class:
      let index = scopes.ownBinding(name, at: scope)
      guard let index else { return }
      if scopes.bindings[index].isGlobal {
        storeGlobal(name, at: node)
      } else if conditional == 0 {
        scopes.bindings[index].isBound = true
      }
    case .function:
      guard let index = scopes.ownBinding(name, at: scope) else { return }
      if scopes.bindings[index].isGlobal {
        storeGlobal(name, at: node)
      } else if scopes.bindings[index].isNonlocal, let outer = scopes.lookUp(name) {
        addFree(name, from: scopes.bindings[outer].frame)
      }
    case .comprehension, .generator, .typeParameters: break
    }
  }

  private mutating func storeGlobal(_ name: UInt32, at node: NodeID) {
    if frames.isEmpty {
      define(name)
    } else {
      add(.global, NamePath(root: .global, names: single(name)), self.name(name), at: node)
    }
  }

  private mutating func define(_ name: UInt32) {
    if suppressed == 0, !defines.contains(name) { defines.append(name) }
  }

  private mutating func delete(_ name: UInt32, at node: NodeID) {
    let index = scopes.ownBinding(name, at: scopes.depth)
    let isGlobal = index.map { scopes.bindings[$0].isGlobal } ?? false
    if scopes.current.kind == .module || isGlobal && frames.isEmpty {
      if suppressed == 0, !deletes.contains(name) { deletes.append(name) }
    } else if isGlobal {
      storeGlobal(name, at: node)
    } else if let index {
      scopes.bindings[index].isBound = false
      if scopes.bindings[index].isNonlocal, let outer = scopes.lookUp(name) {
        addFree(name, from: scopes.bindings[outer].frame)
      }
    }
  }
}
