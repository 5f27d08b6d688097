package import ModuleFacts
internal import ProgramAnalysis

/// A rule about the difference between two versions of a module.
package protocol EditRule: DescribedRule {
  /// Adds what is found between `old` and the module as it is now.
  static func check(_ edit: EditSubject, into findings: inout RuleFindings)
}

/// A module with its old facts.
package struct EditSubject {
  package let module: RuleSubject
  package let old: FileFacts

  /// Classes that both versions have, by qualified name.
  var classes: [(old: ClassFacts, new: ClassFacts)] {
    let before = Dictionary(
      old.classes.map { (old.string($0.qualifiedName), $0) },
      uniquingKeysWith: { $1 }
    )
    return module.facts.classes.compactMap { new in
      before[module.string(new.qualifiedName)].map { ($0, new) }
    }
  }

  /// Functions that both versions have, by qualified name.
  var functions: [(old: FunctionFacts, new: FunctionFacts)] {
    let before = Dictionary(
      old.functions.map { (old.string($0.qualifiedName), $0) },
      uniquingKeysWith: { $1 }
    )
    return module.facts.functions.compactMap { new in
      if new.flags.contains(.lambda) { return nil }
      return before[module.string(new.qualifiedName)].map { ($0, new) }
    }
  }
}
