/// What a file is to a project, by its name.
package enum FileKind: UInt8, Sendable {
  /// `.py`
  case source
  /// `.pyi`
  case stub
  /// `.so` and `.pyd`, with or without a version tag.
  case binary
  /// `pyproject.toml`
  case manifest
  /// `pyvenv.cfg`: the folder is a virtual environment.
  case environmentMark
  /// A C or C++ source or header; a name doesn't make it one, only a compile command does.
  case native

  /// The kind of a file of that name; `nil` if it doesn't matter.
  package init?(fileName: UnsafeBufferPointer<UInt8>) {
    if Self.hasSuffix(fileName, ".py") {
      self = .source
    } else if Self.hasSuffix(fileName, ".pyi") {
      self = .stub
    } else if Self.hasSuffix(fileName, ".so") || Self.hasSuffix(fileName, ".pyd") {
      self = .binary
    } else if fileName.elementsEqual("pyproject.toml".utf8) {
      self = .manifest
    } else if fileName.elementsEqual("pyvenv.cfg".utf8) {
      self = .environmentMark
    } else {
      return nil
    }
  }

  /// Whether such a file is read to index it.
  package var isCode: Bool { self == .source || self == .stub }

  /// The part of a file's name that names the module.
  ///
  /// `lib.cpython-313-x86_64-linux-gnu.so` and `lib.abi3.so` are the module `lib`.
  package func stem(
    of fileName: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    let end: Int
    switch self {
    case .source: end = fileName.count - 3
    case .stub: end = fileName.count - 4
    case .binary: end = fileName.firstIndex(of: UInt8(ascii: ".")) ?? fileName.count
    case .manifest, .environmentMark, .native: end = fileName.count
    }
    return UnsafeBufferPointer(rebasing: fileName[..<max(end, 0)])
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
