internal import ModuleFacts

/// Lambdas that capture something else than before.
enum LambdaClosureType: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP818",
    "lambda-closure-type",
    .warning,
    .extended,
    scope: .edit,
    "Closures that are kept have the old shape"
  )
}
