internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Kinds of classes that behave in a way of their own on a reload.
enum ClassKind {
  case enumeration, dataclass, attrs, namedTuple, typedDict

  /// Bases of enumerations outside the program.
  static let enumerations: Set<String> = [
    "enum.Enum", "enum.IntEnum", "enum.Flag", "enum.IntFlag", "enum.StrEnum",
    "django.db.models.TextChoices", "django.db.models.IntegerChoices",
  ]

  private static let attrsDecorators: Set<String> = [
    "attr.s", "attr.attrs", "attr.define", "attr.frozen", "attr.mutable", "attrs.define",
    "attrs.frozen", "attrs.mutable",
  ]

  /// The kind of a class, by its bases, metaclass and decorators.
  fileprivate static func of(_ index: Int, _ module: RuleSubject) -> ClassKind? {
    for (owner, classIndex) in module.resolver.lineage(of: index, in: module.index) {
      for base in module.resolver.bases(of: classIndex, in: owner) {
        guard case .external(let dotted) = base else { continue }
        if enumerations.contains(dotted) { return .enumeration }
        switch dotted {
        case "typing.NamedTuple", "typing_extensions.NamedTuple": return .namedTuple
        case "typing.TypedDict", "typing_extensions.TypedDict": return .typedDict
        default: continue
        }
      }
    }
    let facts = module.facts
    for path in facts.paths[facts.classes[index].decorators.indices] where path.root == .global {
      for case .external(let dotted) in module.values(path) {
        if dotted == "dataclasses.dataclass" || dotted == "pydantic.dataclasses.dataclass" {
          return .dataclass
        }
        if attrsDecorators.contains(dotted) { return .attrs }
      }
    }
    return nil
  }
}

extension RuleSubject {
  /// The kind of a class of the module; two rules ask for each.
  func kind(ofClass index: Int) -> ClassKind? {
    if let known = memory.classKinds[index] { return known }
    let kind = ClassKind.of(index, self)
    memory.classKinds[index] = .some(kind)
    return kind
  }
}
