/// The program headers: what of the file is where in memory.
struct Segments {
  private var loads: [(address: UInt64, offset: UInt64, size: UInt64)] = []
  private(set) var dynamic: (offset: UInt64, size: UInt64)?
  private(set) var tlsSize: UInt64 = 0

  init(_ reader: ByteReader) throws(ELFProblem) {
    let start = try reader.long(32)
    let size = UInt64(try reader.half(54))
    let count = UInt64(try reader.half(56))
    guard count == 0 || size >= 56 else { throw .outOfBounds }
    for index in 0..<count {
      let header = try at(start, index, size)
      let offset = try reader.long(try at(header, 8))
      let address = try reader.long(try at(header, 16))
      let inFile = try reader.long(try at(header, 32))
      switch try reader.word(header) {
      case 1: loads.append((address, offset, inFile))
      case 2: dynamic = (offset, inFile)
      case 7: tlsSize = try reader.long(try at(header, 40))
      default: break
      }
    }
  }

  /// Where in the file an address is.
  func offset(of address: UInt64) throws(ELFProblem) -> UInt64 {
    for load in loads where address >= load.address && address - load.address < load.size {
      return try at(load.offset, address - load.address)
    }
    throw .outOfBounds
  }
}

/// The dynamic section: numbers by tag.
struct DynamicEntries {
  enum Tag: UInt64 {
    case pltRelocationsSize = 2
    case hash = 4
    case stringTable = 5
    case symbolTable = 6
    case relocations = 7
    case relocationsSize = 8
    case soname = 14
    case rpath = 15
    case symbolic = 16
    case textRelocations = 22
    case pltRelocations = 23
    case bindNow = 24
    case initArraySize = 27
    case finiArraySize = 28
    case runPath = 29
    case flags = 30
    case gnuHash = 0x6FFF_FEF5
    case flags1 = 0x6FFF_FFFB
  }

  private var values: [Tag: UInt64] = [:]
  /// Offsets of the names of needed libraries, in order.
  private(set) var needed: [UInt64] = []

  init(_ reader: ByteReader, _ place: (offset: UInt64, size: UInt64)) throws(ELFProblem) {
    guard place.size <= reader.count else { throw .outOfBounds }
    for index in 0..<place.size / 16 {
      let entry = try at(place.offset, index, 16)
      let tag = try reader.long(entry)
      let value = try reader.long(try at(entry, 8))
      if tag == 0 { break }
      if tag == 1 {
        needed.append(value)
      } else if let tag = Tag(rawValue: tag) {
        values[tag] = value
      }
    }
  }

  subscript(tag: Tag) -> UInt64? { values[tag] }
}

/// How many rows the dynamic symbol table has, which nothing says outright.
struct SymbolCount {
  let value: UInt64

  init(
    _ reader: ByteReader,
    _ segments: Segments,
    _ entries: DynamicEntries
  ) throws(ELFProblem) {
    if let count = try? Self.bySections(reader) {
      value = count
    } else if let table = entries[.hash] {
      value = UInt64(try reader.word(try at(try segments.offset(of: table), 4)))
    } else {
      // The hash holds what is defined, relocations what is used.
      let hashed = try Self.byHash(reader, segments, entries)
      value = max(hashed, try Self.byRelocations(reader, segments, entries))
    }
  }

  /// From the section headers, which a stripped file keeps but need not have.
  private static func bySections(_ reader: ByteReader) throws(ELFProblem) -> UInt64? {
    let start = try reader.long(40)
    let size = UInt64(try reader.half(58))
    let count = UInt64(try reader.half(60))
    guard start > 0, size >= 64 else { return nil }
    for index in 0..<count {
      let header = try at(start, index, size)
      if try reader.word(try at(header, 4)) == 11 {
        return try reader.long(try at(header, 32)) / 24
      }
    }
    return nil
  }

  private static func byHash(
    _ reader: ByteReader,
    _ segments: Segments,
    _ entries: DynamicEntries
  ) throws(ELFProblem) -> UInt64 {
    guard let table = entries[.gnuHash] else { return 0 }
    let start = try segments.offset(of: table)
    let buckets = UInt64(try reader.word(start))
    let first = UInt64(try reader.word(try at(start, 4)))
    let bloom = UInt64(try reader.word(try at(start, 8)))
    let bucket = try at(try at(start, 16), bloom, 8)
    guard buckets <= reader.count / 4 else { throw .outOfBounds }
    var last: UInt64 = 0
    for index in 0..<buckets { last = max(last, UInt64(try reader.word(try at(bucket, index, 4)))) }
    if last < first { return first }
    // The last chain ends with a number that is odd.
    let chains = try at(bucket, buckets, 4)
    while try reader.word(try at(chains, last - first, 4)) & 1 == 0 { last += 1 }
    return last + 1
  }

  private static func byRelocations(
    _ reader: ByteReader,
    _ segments: Segments,
    _ entries: DynamicEntries
  ) throws(ELFProblem) -> UInt64 {
    var highest: UInt64 = 0
    let tables: [(DynamicEntries.Tag, DynamicEntries.Tag)] = [
      (.relocations, .relocationsSize), (.pltRelocations, .pltRelocationsSize),
    ]
    for (table, size) in tables {
      guard let address = entries[table], let bytes = entries[size] else { continue }
      guard bytes <= reader.count else { throw .outOfBounds }
      let start = try segments.offset(of: address)
      for index in 0..<bytes / 24 {
        highest = max(highest, try reader.long(try at(start, index * 24 + 8)) >> 32)
      }
    }
    return highest == 0 ? 0 : highest + 1
  }
}
