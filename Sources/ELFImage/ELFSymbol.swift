/// One row of a library's dynamic symbol table.
package struct ELFSymbol: Hashable, Sendable {
  package enum Binding: Hashable, Sendable {
    case local, global, weak
    /// One for the whole process, whoever loads it: such a library never unloads.
    case unique
    case other(UInt8)
  }

  package enum Kind: Hashable, Sendable {
    case none, object, function, threadLocal, indirect
    case other(UInt8)
  }

  package var name: String
  package var binding: Binding
  package var kind: Kind
  package var isDefined: Bool
  /// Default or protected: others may refer to it.
  package var isVisible: Bool
  package var size: UInt64

  /// Whether other libraries can be bound to it.
  package var isExported: Bool { isDefined && isVisible && binding != .local }

  init(_ reader: ByteReader, at offset: UInt64, names: UInt64) throws(ELFProblem) {
    let start = UInt64(try reader.word(offset))
    name = start == 0 ? "" : try reader.text(try at(names, start))
    let info = try reader.byte(try at(offset, 4))
    binding =
      switch info >> 4 {
      case 0: .local
      case 1: .global
      case 2: .weak
      case 10: .unique
      default: .other(info >> 4)
      }
    kind =
      switch info & 15 {
      case 0: .none
      case 1: .object
      case 2: .function
      case 6: .threadLocal
      case 10: .indirect
      default: .other(info & 15)
      }
    let visibility = try reader.byte(try at(offset, 5)) & 3
    isVisible = visibility == 0 || visibility == 3
    isDefined = try reader.half(try at(offset, 6)) != 0
    size = try reader.long(try at(offset, 16))
  }
}
