/// Which folders hold no code of the project.
///
/// One place for the rule: the walker asks it before it enters a folder, discovery asks it again of
/// snapshots that were made otherwise.
package enum FolderRules {
  /// Whether a folder of that name is left out whatever is in it.
  package static func isLeftOut(name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = name.first else { return false }
    if first == UInt8(ascii: ".") { return true }
    switch first {
    // Catalogues of gettext: two in five of the folders of django, and never code.
    case UInt8(ascii: "L"): if name.elementsEqual("LC_MESSAGES".utf8) { return true }
    case UInt8(ascii: "_"): if name.elementsEqual("__pycache__".utf8) { return true }
    case UInt8(ascii: "n"): if name.elementsEqual("node_modules".utf8) { return true }
    case UInt8(ascii: "s"): if name.elementsEqual("site-packages".utf8) { return true }
    default: break
    }
    return hasSuffix(name, ".egg-info") || hasSuffix(name, ".dist-info")
  }

  /// Whether a folder of that name is what a build leaves behind, unless it is a package.
  package static func isBuildOutput(name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.elementsEqual("build".utf8) || name.elementsEqual("dist".utf8)
  }

  private static func hasSuffix(_ name: UnsafeBufferPointer<UInt8>, _ suffix: StaticString) -> Bool
  {
    let start = name.count - suffix.utf8CodeUnitCount
    guard start > 0 else { return false }
    for index in 0..<suffix.utf8CodeUnitCount where name[start + index] != suffix.utf8Start[index] {
      return false
    }
    return true
  }
}
