internal import ModuleFacts

/// Edits of what a header puts into the objects of others.
enum HeaderDuplicatedDefinition: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP810",
    "header-duplicated-definition",
    .info,
    scope: .edit,
    "Each unit that includes the header has a compiled copy of its own"
  )
}
