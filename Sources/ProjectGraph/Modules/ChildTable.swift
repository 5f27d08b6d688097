internal import SourceText

/// Finds a module by its package and the last part of its name: open addressing over both ids.
struct ChildTable: Sendable {
  private var keys: [UInt64] = []
  /// Module + 1; 0 is free.
  private var values: [UInt32] = []
  private var count = 0

  func find(_ name: NameID, of parent: ModuleID?) -> ModuleID? {
    if keys.isEmpty { return nil }
    let key = Self.key(name, parent)
    var slot = Self.hash(key) & (keys.count - 1)
    while values[slot] != 0 {
      if keys[slot] == key { return ModuleID(rawValue: values[slot] - 1) }
      slot = (slot + 1) & (keys.count - 1)
    }
    return nil
  }

  mutating func insert(_ module: ModuleID, name: NameID, parent: ModuleID?) {
    if (count + 1) * 2 > keys.count { grow() }
    place(Self.key(name, parent), module.rawValue + 1)
    count += 1
  }

  private mutating func place(_ key: UInt64, _ value: UInt32) {
    var slot = Self.hash(key) & (keys.count - 1)
    while values[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
    keys[slot] = key
    values[slot] = value
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    let capacity = max(64, keys.count * 2)
    keys = [UInt64](repeating: 0, count: capacity)
    values = [UInt32](repeating: 0, count: capacity)
    for slot in oldKeys.indices where oldValues[slot] != 0 { place(oldKeys[slot], oldValues[slot]) }
  }

  private static func key(_ name: NameID, _ parent: ModuleID?) -> UInt64 {
    UInt64(parent.map { $0.rawValue + 1 } ?? 0) << 32 | UInt64(name.index)
  }

  /// Fibonacci hashing: the keys are small and dense, so the product's high bits spread them.
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32)
  }
}
