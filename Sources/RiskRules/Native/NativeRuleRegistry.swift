package import ModuleFacts

/// All rules of C and C++, by code: a new rule is one line here.
package enum NativeRuleRegistry {
  package static let rules: [any NativeRule.Type] = [
    ExtensionModuleBoundary.self,
    StructLayoutChange.self,
    VirtualTableChange.self,
    FunctionSignatureChange.self,
    ExportedSymbolRemoved.self,
    NativeMutableGlobal.self,
    StaticInitialiser.self,
    ThreadLocalDestructor.self,
    UniqueSymbol.self,
    HeaderDuplicatedDefinition.self,
    EscapedCodePointer.self,
    NativeProcessHook.self,
    SymbolInterposition.self,
    InPlaceLibraryOverwrite.self,
    NativeActiveFrame.self,
    LambdaClosureType.self,
    SinglePhaseInit.self,
    StaticTypeObject.self,
    GlobalObjectState.self,
    InterpreterSlotMissing.self,
  ]

  package static let descriptors: [RuleDescriptor] = rules.map { $0.descriptor }
}

/// Runs the rules of C and C++ over a project.
package enum NativeRiskCheck {
  /// What rules with the given codes find, sorted by place.
  package static func findings(in subject: NativeSubject, codes: Set<String>) -> [Finding] {
    var found: [Finding] = []
    for rule in NativeRuleRegistry.rules where codes.contains(rule.descriptor.code) {
      var findings = NativeFindings(descriptor: rule.descriptor)
      rule.check(subject, into: &findings)
      found += findings.findings
    }
    return RiskCheck.sorted(found)
  }
}
