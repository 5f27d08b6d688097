/// Reads numbers and texts at offsets of a file, each access checked.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var count: UInt64 { UInt64(bytes.count) }

  func byte(_ offset: UInt64) throws(ELFProblem) -> UInt8 {
    bytes[try position(offset, 1)]
  }

  func half(_ offset: UInt64) throws(ELFProblem) -> UInt16 {
    UInt16(
      littleEndian: bytes.loadUnaligned(
        fromByteOffset: try position(offset, 2),
        as: UInt16.self
      )
    )
  }

  func word(_ offset: UInt64) throws(ELFProblem) -> UInt32 {
    UInt32(
      littleEndian: bytes.loadUnaligned(
        fromByteOffset: try position(offset, 4),
        as: UInt32.self
      )
    )
  }

  func long(_ offset: UInt64) throws(ELFProblem) -> UInt64 {
    UInt64(
      littleEndian: bytes.loadUnaligned(
        fromByteOffset: try position(offset, 8),
        as: UInt64.self
      )
    )
  }

  /// The bytes up to the next zero; names of C++ can be long, but not without end.
  func text(_ offset: UInt64) throws(ELFProblem) -> String {
    let start = try position(offset, 1)
    let limit = min(bytes.count, start + (1 << 20))
    var end = start
    while end < limit, bytes[end] != 0 { end += 1 }
    guard end < limit else { throw .outOfBounds }
    return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  private func position(_ offset: UInt64, _ size: UInt64) throws(ELFProblem) -> Int {
    guard offset <= count, size <= count - offset else { throw .outOfBounds }
    return Int(offset)
  }
}

/// `base + index * stride`, or out of bounds.
func at(_ base: UInt64, _ index: UInt64 = 0, _ stride: UInt64 = 1) throws(ELFProblem) -> UInt64 {
  let (product, overflows) = index.multipliedReportingOverflow(by: stride)
  let (sum, exceeds) = base.addingReportingOverflow(product)
  guard !overflows, !exceeds else { throw .outOfBounds }
  return sum
}
