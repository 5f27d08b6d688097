/// What was found for names, classes or functions of modules (or for members of classes), one by one.
///
/// Open addressing over a multiplied key: a dictionary's hashing took a tenth of the time of the lookups, and a row
/// for each module, nearly all of it empty, megabytes that the kernel had to give. Behind a pointer, as a look into a
/// variable of an object is checked for overlaps each time, and there are a hundred thousand.
final class ModuleMemo<Element> {
  private struct Entry {
    var key: UInt64
    var element: Element
  }

  private struct Table {
    /// A power of two, at most half of them taken: the position of an entry + 1, or 0.
    var slots: UnsafeMutableBufferPointer<UInt32>
    /// In the order they came.
    var entries: UnsafeMutableBufferPointer<Entry>
    var count = 0

    init(capacity: Int) {
      slots = .allocate(capacity: 2 * capacity)
      slots.initialize(repeating: 0)
      entries = .allocate(capacity: capacity)
    }

    /// The slot of a key, or the free one where it belongs.
    func slot(of key: UInt64) -> Int {
      let shift = UInt64(64 - slots.count.trailingZeroBitCount)
      var slot = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) &>> shift)
      while slots[slot] != 0, entries[Int(slots[slot]) - 1].key != key {
        slot = (slot &+ 1) & (slots.count &- 1)
      }
      return slot
    }

    mutating func grow() {
      var larger = Table(capacity: 2 * entries.count)
      larger.count = count
      _ = larger.entries.moveInitialize(fromContentsOf: entries[..<count])
      for place in 0..<count {
        larger.slots[larger.slot(of: larger.entries[place].key)] = UInt32(place + 1)
      }
      slots.deallocate()
      entries.deallocate()
      self = larger
    }
  }

  private let table: UnsafeMutablePointer<Table>

  /// Has room for so many elements at first.
  init(capacity: Int = 64) {
    var power = 1
    while power < capacity { power *= 2 }
    table = .allocate(capacity: 1)
    table.initialize(to: Table(capacity: power))
  }

  deinit {
    table.pointee.entries[..<table.pointee.count].deinitialize()
    table.pointee.entries.deallocate()
    table.pointee.slots.deallocate()
    table.deallocate()
  }

  private static func key(_ module: Int, _ position: Int) -> UInt64 {
    UInt64(module) << 32 | UInt64(UInt32(position))
  }

  subscript(module: Int, position: Int) -> Element? {
    let place = table.pointee.slots[table.pointee.slot(of: Self.key(module, position))]
    return place == 0 ? nil : table.pointee.entries[Int(place) - 1].element
  }

  /// Keeps an element, in place of what was there.
  func set(_ element: Element, _ module: Int, _ position: Int) {
    if table.pointee.count == table.pointee.entries.count { table.pointee.grow() }
    let key = Self.key(module, position)
    let slot = table.pointee.slot(of: key)
    let place = table.pointee.slots[slot]
    if place != 0 {
      table.pointee.entries[Int(place) - 1].element = element
      return
    }
    let entry = Entry(key: key, element: element)
    table.pointee.entries.initializeElement(at: table.pointee.count, to: entry)
    table.pointee.count += 1
    table.pointee.slots[slot] = UInt32(table.pointee.count)
  }
}
