internal import ModuleFacts

/// Structs and classes that lie in memory in another way.
enum StructLayoutChange: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP801",
    "struct-layout-change",
    .blocker,
    scope: .edit,
    "Objects that live on have the old layout"
  )
}
