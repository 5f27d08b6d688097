internal import ModuleFacts

/// What classes inherit from.
extension ValueResolver {
  /// Longer lists of inherited classes aren't completed.
  private static let lineageLimit = 64

  /// A class and the classes of the program it inherits from, nearest first.
  package func lineage(of index: Int, in module: Int) -> [(module: Int, classIndex: Int)] {
    if let known = knownLineages[module, index] { return known }
    return remembering {
      findLineage(of: index, in: module)
    } keep: {
      knownLineages.set($0, module, index)
    }
  }

  private func findLineage(
    of index: Int,
    in module: Int
  ) -> [(module: Int, classIndex: Int)] {
    // Of one base all that it inherits from follows in its order, and that list is kept.
    if let base = onlyBase(of: index, in: module), lineagesInProgress.count < Self.nestingLimit,
      !lineagesInProgress.contains(where: { $0 == base })
    {
      lineagesInProgress.append((module, index))
      let inherited = lineage(of: base.classIndex, in: base.module)
      lineagesInProgress.removeLast()
      if !inherited.contains(where: { $0 == (module, index) }), inherited.count < Self.lineageLimit
      {
        return [(module, index)] + inherited
      }
    }
    var found: [(module: Int, classIndex: Int)] = [(module, index)]
    var position = 0
    while position < found.count, found.count < Self.lineageLimit {
      let (owner, classIndex) = found[position]
      position += 1
      for base in bases(of: classIndex, in: owner) {
        guard case .classType(let module, let index) = base,
          !found.contains(where: { $0 == (module, index) })
        else { continue }
        found.append((module, index))
      }
    }
    return found
  }

  /// The class of the program that a class inherits from, if it is one.
  private func onlyBase(of index: Int, in module: Int) -> (module: Int, classIndex: Int)? {
    var only: (module: Int, classIndex: Int)?
    for case .classType(let module, let index) in bases(of: index, in: module) {
      if only != nil { return nil }
      only = (module, index)
    }
    return only
  }

  /// The direct bases of a class.
  package func bases(of index: Int, in module: Int) -> [Value] {
    if let known = knownBases[module, index] { return known }
    return remembering {
      findBases(of: index, in: module)
    } keep: {
      knownBases.set($0, module, index)
    }
  }

  private func findBases(of index: Int, in module: Int) -> [Value] {
    let facts = program.facts(module)
    let bases = facts.paths[facts.classes[index].bases.indices].lazy.map { base -> [Value] in
      base.root == .global ? self.values(of: base, in: module, function: nil) : [.unknown]
    }
    // Of most classes there is one, and its list is there already.
    return bases.count == 1 ? bases[bases.startIndex] : bases.flatMap { $0 }
  }
}
