internal import SourceText

/// The distinct identifiers of one file, as small dense numbers.
///
/// Apart from `FactPools.names`, because most identifiers of a file (locals, keywords) are in no
/// fact. Names the walk looks for have fixed numbers: see `KnownName`.
struct SymbolTable {
  private var texts: [UnsafeBufferPointer<UInt8>] = []
  private var hashes: [UInt64] = []
  /// Open addressing, a power of two long; 0 is free, else symbol + 1.
  private var slots: [UInt32] = []

  var count: Int { texts.count }

  /// Forgets the names of the last file, and puts in the known ones.
  mutating func reset() {
    texts.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    if slots.isEmpty {
      slots = [UInt32](repeating: 0, count: 1024)
    } else {
      for index in slots.indices { slots[index] = 0 }
    }
    for known in KnownName.allCases {
      let text = known.text
      let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      var hash = NodeHash()
      hash.mix(bytes)
      _ = intern(bytes, hash: hash.finish().high)
    }
  }

  /// The symbol of `text`, whose memory must live as long as the table is used.
  mutating func intern(_ text: UnsafeBufferPointer<UInt8>, hash: UInt64) -> UInt32 {
    if (texts.count + 1) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let symbol = Int(slots[slot]) - 1
      if hashes[symbol] == hash, Self.equal(texts[symbol], text) { return UInt32(symbol) }
      slot = (slot + 1) & mask
    }
    texts.append(text)
    hashes.append(hash)
    slots[slot] = UInt32(texts.count)
    return UInt32(texts.count - 1)
  }

  func text(_ symbol: UInt32) -> UnsafeBufferPointer<UInt8> { texts[Int(symbol)] }

  private static func equal(
    _ left: UnsafeBufferPointer<UInt8>,
    _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left[index] != right[index] { return false }
    return true
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [UInt32](repeating: 0, count: mask + 1)
    for symbol in texts.indices {
      var slot = Int(truncatingIfNeeded: hashes[symbol]) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(symbol + 1)
    }
  }
}

/// Names with a meaning for the walk; the raw value is the symbol.
///
/// The methods that change a builtin container in place come first.
enum KnownName: UInt32, CaseIterable {
  case append, add, update, insert, extend, pop, remove, discard, clear, setdefault, popitem, sort
  case reverse, appendleft, extendleft, popleft, rotate, intersectionUpdate, differenceUpdate
  case symmetricDifferenceUpdate
  case setattr, delattr, globals, locals, vars, exec, eval, open, path, readText, readBytes
  case get, getattr
  case `super`, classCell, typeChecking, moduleName, sys, modules, staticMethod, slots, metaclass
  case reloadKeep, lambda, wildcard

  static let mutatorCount: UInt32 = KnownName.setattr.rawValue

  /// Whether a method of this name returns what its container holds.
  static func handsOutPart(_ symbol: UInt32) -> Bool {
    symbol == KnownName.setdefault.rawValue || symbol == KnownName.get.rawValue
  }

  var text: StaticString {
    switch self {
    case .append: "append"
    case .add: "add"
    case .update: "update"
    case .insert: "insert"
    case .extend: "extend"
    case .pop: "pop"
    case .remove: "remove"
    case .discard: "discard"
    case .clear: "clear"
    case .setdefault: "setdefault"
    case .popitem: "popitem"
    case .sort: "sort"
    case .reverse: "reverse"
    case .appendleft: "appendleft"
    case .extendleft: "extendleft"
    case .popleft: "popleft"
    case .rotate: "rotate"
    case .intersectionUpdate: "intersection_update"
    case .differenceUpdate: "difference_update"
    case .symmetricDifferenceUpdate: "symmetric_difference_update"
    case .setattr: "setattr"
    case .delattr: "delattr"
    case .globals: "globals"
    case .locals: "locals"
    case .vars: "vars"
    case .exec: "exec"
    case .eval: "eval"
    case .open: "open"
    case .path: "Path"
    case .readText: "read_text"
    case .readBytes: "read_bytes"
    case .get: "get"
    case .getattr: "getattr"
    case .super: "super"
    case .classCell: "__class__"
    case .typeChecking: "TYPE_CHECKING"
    case .moduleName: "__name__"
    case .sys: "sys"
    case .modules: "modules"
    case .staticMethod: "staticmethod"
    case .slots: "__slots__"
    case .metaclass: "metaclass"
    case .reloadKeep: "__reload_keep__"
    case .lambda: "<lambda>"
    case .wildcard: "*"
    }
  }

  static func == (symbol: UInt32, known: KnownName) -> Bool { symbol == known.rawValue }
}
