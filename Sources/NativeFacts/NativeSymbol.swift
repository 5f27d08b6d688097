package import SourceText

/// Something with a name in C or C++.
package struct NativeSymbol: Hashable, Sendable {
  package enum Kind: UInt8, Sendable, CaseIterable {
    case function, variable, record, enumeration, enumerator, alias, macro, template, lambda
  }

  package enum Linkage: UInt8, Sendable, CaseIterable {
    /// Seen in one scope only: types of C, locals, macros.
    case none
    /// Of one unit.
    case `internal`
    /// Of the program.
    case external
  }

  /// What is known of it beside its name.
  package struct Traits: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Its body, value or members are in this unit.
    package static let definition = Traits(rawValue: 1 << 0)
    /// Not visible outside its library.
    package static let hidden = Traits(rawValue: 1 << 1)
    package static let inline = Traits(rawValue: 1 << 2)
    /// Declared outside the project.
    package static let foreign = Traits(rawValue: 1 << 3)
    package static let threadLocal = Traits(rawValue: 1 << 4)
    /// A `static` within a function.
    package static let localStatic = Traits(rawValue: 1 << 5)
    package static let constant = Traits(rawValue: 1 << 6)
    /// Code runs at load to make its value.
    package static let dynamicInitialiser = Traits(rawValue: 1 << 7)
    /// Code runs at exit, or when the library is closed.
    package static let exitDestructor = Traits(rawValue: 1 << 8)
    /// Runs at load: `__attribute__((constructor))`.
    package static let constructor = Traits(rawValue: 1 << 9)
    /// Runs at exit: `__attribute__((destructor))`.
    package static let destructor = Traits(rawValue: 1 << 10)
    package static let virtual = Traits(rawValue: 1 << 11)
    package static let pure = Traits(rawValue: 1 << 12)
    /// The source file of the unit holds it, not a header.
    package static let own = Traits(rawValue: 1 << 13)
    /// A macro with parameters.
    package static let functionLike = Traits(rawValue: 1 << 14)
    /// Of a class template, or of a function template.
    package static let templated = Traits(rawValue: 1 << 15)
    /// Chosen when it is bound: `__attribute__((ifunc))`.
    package static let indirect = Traits(rawValue: 1 << 16)
    /// A function that may be on a stack for long: a loop without a condition, a jump buffer, a coroutine.
    package static let lasting = Traits(rawValue: 1 << 17)
    /// A variable that GCC makes one for the whole process: of an inline function or a template.
    package static let unique = Traits(rawValue: 1 << 18)
  }

  /// The same for the same thing in all units: its USR, with the path where only a file knows it.
  package var key: String
  package var name: String
  package var kind: Kind
  package var linkage: Linkage
  package var traits: Traits
  /// Relative to the project; empty outside.
  package var file: String
  package var line: Int
  /// The type or signature, spelled without aliases.
  package var type: String
  /// Its text without comments and layout, or the values that its text stands for.
  package var content: ContentDigest
  /// The constant's value; 0 for all else.
  package var value: Int64

  package init(
    key: String,
    name: String,
    kind: Kind,
    linkage: Linkage,
    traits: Traits,
    file: String,
    line: Int,
    type: String,
    content: ContentDigest,
    value: Int64 = 0
  ) {
    self.key = key
    self.name = name
    self.kind = kind
    self.linkage = linkage
    self.traits = traits
    self.file = file
    self.line = line
    self.type = type
    self.content = content
    self.value = value
  }

  /// Whether another unit or library can refer to it by name when it is linked.
  package var isExported: Bool {
    linkage == .external && (kind == .function || kind == .variable)
      && traits.contains(.definition) && !traits.contains(.hidden)
  }

  /// Whether the unit's object holds its code or value in full, wherever it is written.
  package var isEmitted: Bool {
    traits.contains(.definition) && (kind == .function || kind == .variable)
  }
}
