internal import ModuleFacts
internal import SourceText

/// What making classes and instances does.
extension EffectAnalysis {
  func construction(of index: Int, in module: Int, _ line: UInt32) -> EffectSummary {
    var summary = EffectSummary()
    for name in ["__init__", "__new__", "__post_init__"] {
      guard case .function(let owner, let function) = program.method(name, of: index, in: module)
      else { continue }
      var inner = self.summary(ofFunction: function, in: owner)
      inner.changesParameters.remove(0)
      if !inner.changesParameters.isEmpty {
        inner.changesParameters = []
        inner.add(unknown: "line \(line) makes an object that changes its arguments")
      }
      summary.add(inner)
    }
    if hasForeignBase(index, in: module) {
      summary.add(
        unknown: "line \(line) makes an instance of a class with a base outside the project"
      )
    }
    return summary
  }

  private func hasForeignBase(_ index: Int, in module: Int) -> Bool {
    methods.bases(of: index, in: module).contains {
      if case .external(let dotted) = $0 {
        return !EffectTable.isPure(dotted) && !dotted.hasPrefix("builtins.")
      }
      if case .unknown = $0 { return true }
      return false
    }
  }

  /// What the class statement itself sets off: `__init_subclass__` and metaclasses.
  func classCreation(_ index: Int, in module: Int) -> EffectSummary {
    var summary = EffectSummary()
    for base in methods.bases(of: index, in: module) {
      switch base {
      case .classType(let owner, let baseIndex):
        let names = ["__init_subclass__", "__new__", "__init__", "__prepare__"]
        for name in names {
          if name != "__init_subclass__", !isMetaclass(baseIndex, in: owner) { continue }
          let facts = program.facts(owner)
          guard let id = facts.names.find(name),
            let function = program.scope(owner).method(id, of: baseIndex)
          else { continue }
          var inner = self.summary(ofFunction: function, in: owner)
          inner.changesParameters = []
          inner.registers.formUnion(heldByClass(function, of: baseIndex, in: owner))
          summary.add(inner)
        }
      case .external(let dotted):
        if !EffectTable.isPlainBase(dotted) {
          summary.add(unknown: "a base class is \(shown(dotted)), whose hooks are not known")
        }
      case .unknown: summary.add(unknown: "a base class can't be resolved")
      case .function, .module, .value: break
      }
    }
    return summary
  }

  /// Containers of a class or its bases that a hook of it changes through its first parameter:
  /// `cls.registry[key] = cls` adds to the registry of the base.
  private func heldByClass(_ function: Int, of index: Int, in module: Int) -> Set<String> {
    let facts = program.facts(module)
    var found: Set<String> = []
    for mutation in facts.mutations[facts.functions[function].mutations.indices]
    where mutation.target.root == .receiver
      || mutation.target.root == .parameter && mutation.target.parameter == 0
    {
      let path = facts.strings(mutation.target.names)
      guard path.count > 1, let (owner, holder) = self.holder(of: path[1], index, module) else {
        continue
      }
      let name = program.facts(owner).string(program.facts(owner).classes[holder].qualifiedName)
      found.insert(program.modules[owner].name + ":" + name + "." + path[1])
    }
    return found
  }

  /// The project's class, of one and its bases, whose body gives an attribute its value.
  private func holder(of attribute: String, _ index: Int, _ module: Int) -> (Int, Int)? {
    let bases: [(Int, Int)] = methods.bases(of: index, in: module).compactMap {
      guard case .classType(let owner, let base) = $0 else { return nil }
      return (owner, base)
    }
    return ([(module, index)] + bases).first { owner, index in
      let facts = program.facts(owner)
      return !program.modules[owner].isExternal
        && facts.members[facts.classes[index].members.indices].contains {
          $0.kind == .value && facts.string($0.name) == attribute
        }
    }
  }

  private func isMetaclass(_ index: Int, in module: Int) -> Bool {
    methods.bases(of: index, in: module).contains {
      $0 == .external("builtins.type") || $0 == .external("abc.ABCMeta")
        || $0 == .external("enum.EnumMeta")
    }
  }
}
