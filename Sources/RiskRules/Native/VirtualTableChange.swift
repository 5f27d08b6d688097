internal import ModuleFacts

/// Classes that have other virtual functions, or in another order.
enum VirtualTableChange: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP802",
    "vtable-change",
    .blocker,
    scope: .edit,
    "Objects that live on have the old table of virtual functions"
  )
}
