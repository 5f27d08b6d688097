/// The id of a name in one `NameTable`; ids of different tables don't compare.
public struct NameID: Hashable, Sendable, Comparable {
  /// The position in the table.
  public let index: UInt32

  /// Wraps a position.
  @inlinable
  public init(_ index: UInt32) { self.index = index }

  /// Whether the left name was added first.
  @inlinable
  public static func < (left: NameID, right: NameID) -> Bool { left.index < right.index }
}

/// Distinct names of one file (or of a project), stored back to back.
///
/// Ids are dense and given in order of first appearance, so the same file gives the same ids.
public struct NameTable: Sendable {
  /// The names back to back.
  public private(set) var bytes: [UInt8] = []
  /// Where each name ends in `bytes`.
  public private(set) var ends: [UInt32] = []
  /// Open addressing, a power of two long and never more than half full; 0 is free, else id + 1 with the high
  /// bits of the name's hash in those that it leaves.
  ///
  /// The bits tell most other names apart without a look at their bytes: rules ask each module for thirty
  /// names that it doesn't have, and each look was at memory that nobody had read for long.
  private var slots: [UInt32] = []

  /// An empty table.
  public init() {}

  /// How many names there are.
  public var count: Int { ends.count }

  /// The id of `name`, added when it is new.
  public mutating func intern(_ name: UnsafeBufferPointer<UInt8>) -> NameID {
    if (ends.count + 1) * 2 > slots.count { grow() }
    let hash = Self.hash(name)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if let id = id(at: slot, hash), equals(id, name) { return Self.nameID(id) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let id = ends.count
    bytes.append(contentsOf: name)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    slots[slot] = entry(id, hash)
    return Self.nameID(id)
  }

  /// The id of `name`, added when it is new.
  public mutating func intern(_ name: String) -> NameID {
    name.withBytes { intern($0) }
  }

  /// The id of `name`, if the table holds it.
  public func find(_ name: String) -> NameID? {
    name.withBytes { find($0) }
  }

  /// The id of `name`, if the table holds it.
  public func find(_ name: UnsafeBufferPointer<UInt8>) -> NameID? {
    if slots.isEmpty { return nil }
    let hash = Self.hash(name)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if let id = id(at: slot, hash), equals(id, name) { return Self.nameID(id) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The name with an id.
  public func string(_ id: NameID) -> String {
    withBytes(of: id) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls `body` with the name's bytes.
  ///
  /// Inlinable: every lookup by name goes through here, and an unspecialised call costs more than
  /// what most bodies do.
  @inlinable
  public func withBytes<R>(of id: NameID, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let index = Int(id.index)
    let start = index == 0 ? 0 : Int(ends[index - 1])
    let end = Int(ends[index])
    return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
  }

  private func equals(_ id: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = id == 0 ? 0 : Int(ends[id - 1])
    guard Int(ends[id]) - start == name.count else { return false }
    for index in 0..<name.count where bytes[start + index] != name[index] { return false }
    return true
  }

  private mutating func grow() {
    let capacity = max(16, slots.count * 2)
    slots = [UInt32](repeating: 0, count: capacity)
    for id in 0..<ends.count {
      let hash = withBytes(of: Self.nameID(id)) { Self.hash($0) }
      var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = entry(id, hash)
    }
  }

  private static func nameID(_ id: Int) -> NameID { NameID(UInt32(truncatingIfNeeded: id)) }

  /// The bits of a slot that hold an id: as the table is at most half full, id + 1 is less than its length.
  private var idBits: UInt32 { UInt32(truncatingIfNeeded: slots.count - 1) }

  /// What stands in the slot of a name.
  private func entry(_ id: Int, _ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32) & ~idBits | UInt32(truncatingIfNeeded: id + 1)
  }

  /// The id in a slot that isn't free, if it can be that of a name with this hash.
  private func id(at slot: Int, _ hash: UInt64) -> Int? {
    let entry = slots[slot]
    let isOther = (entry ^ UInt32(truncatingIfNeeded: hash >> 32)) & ~idBits != 0
    return isOther ? nil : Int(entry & idBits) - 1
  }

  /// Multiply-and-shift over eight bytes at a time, the last of which may be read twice (after wyhash); nothing
  /// outside this table sees the value.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(name)
    let count = bytes.count
    var value = UInt64(truncatingIfNeeded: count) &* 0x9e37_79b9_7f4a_7c15
    func mix(_ word: UInt64) {
      value = (value ^ word) &* 0xff51_afd7_ed55_8ccd
      value ^= value >> 32
    }
    func word<Word: FixedWidthInteger>(_ offset: Int, as: Word.Type) -> UInt64 {
      UInt64(truncatingIfNeeded: bytes.loadUnaligned(fromByteOffset: offset, as: Word.self))
    }
    if count >= 8 {
      var offset = 0
      while offset < count - 8 {
        mix(word(offset, as: UInt64.self))
        offset += 8
      }
      mix(word(count - 8, as: UInt64.self))
    } else if count >= 4 {
      mix(word(0, as: UInt32.self) << 32 | word(count - 4, as: UInt32.self))
    } else if count > 0 {
      let (first, middle, last) = (bytes[0], bytes[count / 2], bytes[count - 1])
      mix(UInt64(first) << 16 | UInt64(middle) << 8 | UInt64(last))
    }
    return value
  }
}
