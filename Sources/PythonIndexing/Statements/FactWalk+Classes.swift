internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// Classes: the header, and the body, which runs where the class stands.
extension FactWalk {
  mutating func visitClass(_ node: NodeID) {
    let decorators = reader.list(node, 3)
    for decorator in decorators { visit(decorator, .decorator) }
    let name = symbol(node)
    let first = decorators.isEmpty ? node : decorators.first
    let index = facts.classes.count
    var record = ClassFacts(
      name: plainName(name),
      qualifiedName: qualifiedName(name),
      statement: statement,
      line: line(first),
      endLine: lines.line(at: max(reader.range(node).end, 1) - 1)
    )
    (record.headLine, record.column) = place(node)
    place(&record.enclosingFunction, &record.enclosingClass)
    record.decorators = decoratorPaths(decorators)
    record.decoratorsDigest = sealed(decorators)
    let hasTypeParameters = enterTypeParameters(reader.list(node, 4))
    setHeader(&record, node)
    let body = reader.list(node, 2)
    if isDocstring(body.first) { record.docstring = sealed(body.first) }
    record.otherBody = otherBody(body)
    facts.classes.append(record)

    for base in reader.list(node, 0) { visit(base, .base) }
    for keyword in reader.list(node, 1) { visit(reader.child(keyword, 2), .base) }
    let outerConditional = conditional
    conditional = 0
    scopes.enter(.class, frame: frame, fact: UInt32(index))
    privateClasses.append(name)
    let members = UInt32(facts.members.count)
    bindClassBody(body)
    let count = UInt32(facts.members.count) - members
    facts.classes[index].members = FactRange(start: count == 0 ? 0 : members, count: count)
    visit(body)
    if scopes.ownBinding(KnownName.slots.rawValue, at: scopes.depth) != nil {
      facts.classes[index].hasSlots = true
    }
    privateClasses.removeLast()
    scopes.leave()
    conditional = outerConditional
    if hasTypeParameters { scopes.leave() }
    applyDecorators(decorators)
    store(name, at: node)
  }

  private mutating func setHeader(_ record: inout ClassFacts, _ node: NodeID) {
    let bases = reader.list(node, 0)
    let keywords = reader.list(node, 1)
    if !bases.isEmpty {
      let start = UInt32(facts.paths.count)
      for base in bases {
        let path = path(of: base)
        facts.paths.append(path)
      }
      record.bases = FactRange(start: start, count: UInt32(bases.count))
    }
    var names: [UInt32] = []
    for keyword in keywords {
      if symbol(keyword) == KnownName.metaclass {
        let path = path(of: reader.child(keyword, 2))
        record.metaclass = FactRange(start: UInt32(facts.paths.count), count: 1)
        facts.paths.append(path)
      } else {
        names.append(symbol(keyword))
      }
    }
    record.keywords = addList(names.map { plainName($0) })
    var hash = NodeHash()
    for list in [bases, keywords, reader.list(node, 4)] {
      hash.mix(UInt64(list.count))
      for part in list { hash.mix(digests.whole[Int(part.index)]) }
    }
    record.headerDigest = sealed(hash.finish())
  }

  /// What the body does besides defining, assigning and documenting.
  ///
  /// Function bodies inside are left out: they are functions of their own.
  private func otherBody(_ body: TreeReader.Nodes) -> ContentDigest {
    var hash = NodeHash()
    for (position, statement) in body.enumerated() {
      switch reader.kind(statement) {
      case .functionDef, .asyncFunctionDef, .classDef, .assign, .annAssign, .pass: continue
      case .expression where position == 0 && isDocstring(statement): continue
      default: hash.mix(digests.skeletons[Int(statement.index)])
      }
    }
    return sealed(hash.finish())
  }
}
