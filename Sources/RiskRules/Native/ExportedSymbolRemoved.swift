internal import ModuleFacts

/// Symbols that are gone and that others refer to.
enum ExportedSymbolRemoved: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP804",
    "exported-symbol-removed",
    .blocker,
    scope: .edit,
    "Others refer to a symbol that the new library doesn't have"
  )
}
