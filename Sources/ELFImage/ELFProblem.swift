/// Why bytes can't be read as a library.
package enum ELFProblem: Error, Hashable, Sendable {
  /// They don't begin as an ELF file does.
  case notELF
  /// 32 bits, or the other order of bytes.
  case unsupported
  /// Something points outside the file.
  case outOfBounds
}

extension ELFProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notELF: "it isn't an ELF file"
    case .unsupported: "it isn't a 64-bit little-endian ELF file"
    case .outOfBounds: "it is damaged: something in it points outside the file"
    }
  }
}
