/// What a module is.
package enum ModuleKind: UInt8, Sendable {
  /// A source file, or a stub without a source beside it.
  case module
  /// A folder with an `__init__` file.
  case package
  /// A folder, or several of that name, without one.
  case namespace
  /// A compiled file without a source beside it: a leaf, nothing is known of what it imports.
  case `extension`
  /// A shared library or program that the project's build makes, by its path.
  case library
  /// Not in the project: the standard library or an installed package.
  case external
}
