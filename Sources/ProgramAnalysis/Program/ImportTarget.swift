internal import SourceText

/// Where an import record leads.
package struct ImportTarget: Sendable {
  /// Whether it names a module: else its dots lead out of the top-level package.
  package var isInPackage: Bool
  /// The module's position, when the program has it.
  package var module: Int?
  /// Whether the program has modules below it: whatever else is imported from it names no module.
  package var hasModulesBelow: Bool
}

/// The modules of a program by name.
struct ModuleNames {
  private var table = NameTable()
  /// Of each name in the table the first module that has it.
  private var modules: [Int] = []

  init(_ names: [String]) {
    for (module, name) in names.enumerated() where Int(table.intern(name).index) == modules.count {
      modules.append(module)
    }
  }

  func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    table.find(name).map { modules[Int($0.index)] }
  }
}

/// What has modules below it: whatever else is imported from it names no module.
struct ModuleFolders {
  private var isFolder: [Bool]
  /// Namespace packages, which are no modules of the program themselves.
  private var others = NameTable()

  init(_ names: [String], _ modules: ModuleNames) {
    isFolder = Array(repeating: false, count: names.count)
    for name in names { name.withBytes { add(above: $0, modules) } }
  }

  private mutating func add(above name: UnsafeBufferPointer<UInt8>, _ modules: ModuleNames) {
    var prefix = name[...]
    while let dot = prefix.lastIndex(of: UInt8(ascii: ".")) {
      prefix = prefix[..<dot]
      let parent = UnsafeBufferPointer(rebasing: prefix)
      // Those further up are there already.
      if let index = modules.index(of: parent) {
        if isFolder[index] { break }
        isFolder[index] = true
      } else {
        let known = others.count
        _ = others.intern(parent)
        if others.count == known { break }
      }
    }
  }

  /// Whether modules are below a name, which the module at an index has, if one does.
  func hasModules(below name: UnsafeBufferPointer<UInt8>, at index: Int?) -> Bool {
    index.map { isFolder[$0] } ?? (others.find(name) != nil)
  }
}
