/// Where an import record leads.
package struct ImportTarget: Sendable {
  /// The absolute name of the module; nil: its dots lead out of the top-level package.
  package var name: String?
  /// The module's position, when the program has it.
  package var module: Int?
}

/// Names that have modules below them: whatever else is imported from names no module.
struct ModuleFolders {
  private var names: Set<String> = []

  init(_ modules: [String]) {
    for name in modules {
      var prefix = name.utf8[...]
      while let dot = prefix.lastIndex(of: UInt8(ascii: ".")) {
        prefix = prefix[..<dot]
        // Those further up are there already.
        guard names.insert(String(name[..<dot])).inserted else { break }
      }
    }
  }

  func hasModules(below name: String) -> Bool { names.contains(name) }
}
