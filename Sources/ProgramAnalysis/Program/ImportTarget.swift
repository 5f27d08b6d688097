/// Where an import record leads.
package struct ImportTarget: Sendable {
  /// The absolute name of the module; nil: its dots lead out of the top-level package.
  package var name: String?
  /// The module's position, when the program has it.
  package var module: Int?
  /// Whether the program has modules below it: whatever else is imported from it names no module.
  package var hasModulesBelow: Bool
}

/// What has modules below it: whatever else is imported from it names no module.
struct ModuleFolders {
  private var isFolder: [Bool]
  /// Namespace packages, which are no modules of the program themselves.
  private var others: Set<String> = []

  init(_ layout: ProgramMemory.Layout) {
    isFolder = Array(repeating: false, count: layout.names.count)
    for name in layout.names {
      var prefix = name.utf8[...]
      while let dot = prefix.lastIndex(of: UInt8(ascii: ".")) {
        prefix = prefix[..<dot]
        let parent = String(name[..<dot])
        // Those further up are there already.
        if let index = layout.indexByName[parent] {
          if isFolder[index] { break }
          isFolder[index] = true
        } else if !others.insert(parent).inserted {
          break
        }
      }
    }
  }

  /// Whether modules are below a name, which the module at an index has, if one does.
  func hasModules(below name: String, at index: Int?) -> Bool {
    index.map { isFolder[$0] } ?? (!others.isEmpty && others.contains(name))
  }
}
