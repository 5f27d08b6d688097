internal import SourceText

/// Finds the module that a dotted name means, in the modules of a layout.
///
/// What the project can't know becomes a module outside it: a name whose first part is no module of
/// the project, and a part that a namespace package lacks, for such packages may be spread over places
/// that aren't the project's.
struct ModuleResolver {
  /// What became of a dotted name.
  struct Resolution {
    /// The module, if there is one.
    var module: ModuleID?
    /// The deepest package on the way that is there.
    var found: ModuleID?
  }

  var modules: ModuleTable

  /// The module with the dotted name `name` in `base`, or at the top level.
  mutating func resolve(_ name: UnsafeBufferPointer<UInt8>, in base: ModuleID?) -> Resolution {
    var current = base
    var start = 0
    while start < name.count {
      var end = start
      while end < name.count, name[end] != UInt8(ascii: ".") { end += 1 }
      let part = modules.names.intern(UnsafeBufferPointer(rebasing: name[start..<end]))
      guard let next = step(part, from: current) else {
        return Resolution(module: nil, found: current)
      }
      current = next
      start = end + 1
    }
    return Resolution(module: current, found: current)
  }

  /// The module of that name in a namespace package; one outside the project if it has none.
  mutating func module(_ name: NameID, of namespace: ModuleID) -> ModuleID {
    modules.child(name, of: namespace) ?? addExternal(name, in: namespace)
  }

  private mutating func step(_ part: NameID, from package: ModuleID?) -> ModuleID? {
    if let module = modules.child(part, of: package) { return module }
    guard let package else { return addExternal(part, in: nil) }
    switch modules[package].kind {
    case .external, .namespace: return addExternal(part, in: package)
    // What isn't a package has submodules all the same if it enters them in `sys.modules`, as `os`
    // does. Installed code that does so is known to work.
    case .module where modules[package].isFollowed: return addExternal(part, in: package)
    case .module, .package, .extension, .library: return nil
    }
  }

  /// The module for a header outside the project, by the name in the include.
  mutating func external(header: String) -> ModuleID {
    let name = modules.names.intern(header)
    return modules.child(name, of: nil) ?? addExternal(name, in: nil)
  }

  private mutating func addExternal(_ name: NameID, in package: ModuleID?) -> ModuleID {
    modules.add(ModuleTable.Row(name: name, parent: package, kind: .external))
  }
}
