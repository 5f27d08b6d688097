internal import ModuleFacts

/// Edited functions that may run for long.
enum NativeActiveFrame: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP817",
    "native-active-frame",
    .warning,
    .extended,
    scope: .edit,
    "A call that is under way stays in the old code"
  )
}
