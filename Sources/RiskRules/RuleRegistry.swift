internal import ModuleFacts

/// All rules, by code: a new rule is one line here.
package enum RuleRegistry {
  package static let rules: [any RiskRule.Type] = [
    ImportTimeCallUnresolved.self,
    ForeignRegistryCall.self,
    ImportTimeFileIO.self,
    ImportTimeNetwork.self,
    ImportTimeConcurrency.self,
    ForeignObjectMutation.self,
    Monkeypatch.self,
    ProcessGlobalSetting.self,
    LoggingConfiguration.self,
    ProcessHookRegistration.self,
    ConsoleOutput.self,
    DynamicCode.self,
    NondeterministicInitialiser.self,
    ImplicitProtocolEffect.self,
    NonIdempotentDefinition.self,
    MutableGlobalMutated.self,
    GlobalRebinding.self,
    ModuleSingleton.self,
    MemoCache.self,
    SentinelIdentity.self,
    SynchronisationPrimitive.self,
    OpenHandle.self,
    PreservedState.self,
    FromImportCapture.self,
    AliasCapture.self,
    BaseClassCapture.self,
    DefaultCapture.self,
    BoundCallableCapture.self,
    DispatchTableCapture.self,
    CallbackRegistration.self,
    TypeIdentityTest.self,
    StarImport.self,
    RegisteringDecorator.self,
    OpaqueWrapper.self,
    ReplacingDecorator.self,
    MetaclassSideEffect.self,
    InitSubclassRegistry.self,
    EnumIdentity.self,
    GeneratedValueClass.self,
    SetNameDescriptor.self,
    RegistryOwner.self,
    IntrospectingWrapper.self,
    AbstractRegistration.self,
    PickleIdentity.self,
    SuperCellMismatch.self,
    FinaliserGlobals.self,
    DynamicImport.self,
    AlternativeImport.self,
    ModuleTableSurgery.self,
    ImportHook.self,
    LazyModule.self,
    DynamicNamespace.self,
    MainModule.self,
    PackageBinding.self,
    CycleLateBound.self,
    CycleValueCapture.self,
    CycleClassCapture.self,
    CycleEntryOrder.self,
  ]

  package static let editRules: [any EditRule.Type] = [
    RetainedDefinition.self,
    InstanceLayoutChange.self,
    BaseChange.self,
    InFlightFrame.self,
    CodeSwapIncompatible.self,
    InstanceAttributeChange.self,
  ]

  /// What is said of all rules, by code.
  package static let descriptors: [RuleDescriptor] =
    (rules.map { $0.descriptor } + editRules.map { $0.descriptor }
    + NativeRuleRegistry.descriptors + [environment])
    .sorted { $0.code < $1.code }

  /// Found while a plan is applied, never in sources.
  private static let environment = RuleDescriptor(
    "RP612",
    "stale-bytecode-or-finder-cache",
    .warning,
    scope: .edit,
    "What Python would load isn't what the file says"
  )

  package static func descriptor(of code: String) -> RuleDescriptor? {
    descriptors.first { $0.code == code }
  }
}
