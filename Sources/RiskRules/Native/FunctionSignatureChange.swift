internal import ModuleFacts

/// Functions that others call with other arguments than before.
enum FunctionSignatureChange: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP803",
    "function-signature-change",
    .blocker,
    scope: .edit,
    "A caller that is not compiled anew passes the old arguments"
  )
}
