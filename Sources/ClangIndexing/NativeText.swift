package import SourceText

/// What of a C or C++ text counts for what is compiled of it.
package enum NativeText {
  /// A digest that comments and layout don't change.
  package static func digest(of bytes: [UInt8]) -> ContentDigest {
    bytes.withUnsafeBufferPointer { SourceDigest.digest($0) }
  }
}

/// What of a compile command counts for what is compiled.
package enum NativeFlags {
  /// The words of a unit's command without the project's folder and what only names outputs.
  package static func of(_ unit: CompilationDatabase.Unit, root: String) -> [String] {
    let words = CompilerArguments.cleaned(unit, resourceFolder: nil) + optimisation(unit)
    return words.map { word in
      word.split(separator: root, omittingEmptySubsequences: false).joined(separator: "$ROOT")
    }
  }

  /// Flags that don't change what is read but may change how things lie in memory, and the compiler.
  private static func optimisation(_ unit: CompilationDatabase.Unit) -> [String] {
    [unit.arguments.first ?? ""]
      + unit.arguments.filter { $0.hasPrefix("-f") || $0.hasPrefix("-m") || $0.hasPrefix("-O") }
  }
}
