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
  /// Open addressing, a power of two long; 0 is free, else id + 1.
  private var slots: [UInt32] = []

  /// An empty table.
  public init() {}

  /// How many names there are.
  public var count: Int { ends.count }

  /// The id of `name`, added when it is new.
  public mutating func intern(_ name: UnsafeBufferPointer<UInt8>) -> NameID {
    if (ends.count + 1) * 2 > slots.count { grow() }
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = Int(slots[slot]) - 1
      if equals(id, name) { return NameID(UInt32(truncatingIfNeeded: id)) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let id = ends.count
    bytes.append(contentsOf: name)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    slots[slot] = UInt32(truncatingIfNeeded: id + 1)
    return NameID(UInt32(truncatingIfNeeded: id))
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
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = Int(slots[slot]) - 1
      if equals(id, name) { return NameID(UInt32(truncatingIfNeeded: id)) }
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
      let name = NameID(UInt32(truncatingIfNeeded: id))
      var slot = withBytes(of: name) { Self.hash($0) } & (capacity - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = UInt32(truncatingIfNeeded: id + 1)
    }
  }

  /// FNV-1a; names are short, and nothing outside this table sees the value.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: value ^ (value >> 32))
  }
}
