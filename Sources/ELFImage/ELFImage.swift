/// What the dynamic linker knows of a library or program, read from its file.
///
/// Only program headers and the dynamic section are needed, so stripped files are read as well. Nothing is
/// trusted: every offset is checked, and no loop is longer than the file.
package struct ELFImage: Hashable, Sendable {
  package var soname = ""
  package var needed: [String] = []
  /// `DT_RUNPATH`, or the older `DT_RPATH`.
  package var runPath = ""
  /// `dlclose` never unloads it.
  package var isNeverDeleted = false
  package var bindsNow = false
  /// Its own symbols come first when it is bound.
  package var isSymbolic = false
  package var hasStaticTLS = false
  package var hasTextRelocations = false
  /// Functions that run at load; one is the compiler's own.
  package var initialisers = 0
  /// Functions that run when it is closed; one is the compiler's own.
  package var finalisers = 0
  package var tlsSize: UInt64 = 0
  /// The dynamic symbol table without its first, empty row.
  package var symbols: [ELFSymbol] = []
  package var hasDynamicSection = false

  /// Reads a file's bytes.
  package init(_ bytes: UnsafeRawBufferPointer) throws(ELFProblem) {
    let reader = ByteReader(bytes)
    guard bytes.count >= 4, try reader.word(0) == 0x464C_457F else { throw .notELF }
    guard bytes.count >= 64, try reader.byte(4) == 2, try reader.byte(5) == 1 else {
      throw .unsupported
    }
    let segments = try Segments(reader)
    tlsSize = segments.tlsSize
    guard let dynamic = segments.dynamic else { return }
    let entries = try DynamicEntries(reader, dynamic)
    hasDynamicSection = true
    read(entries)
    guard let table = entries[.stringTable] else { return }
    let names = try segments.offset(of: table)
    needed = []
    for start in entries.needed { needed.append(try reader.text(try at(names, start))) }
    if let start = entries[.soname] { soname = try reader.text(try at(names, start)) }
    if let start = entries[.runPath] ?? entries[.rpath] {
      runPath = try reader.text(try at(names, start))
    }
    guard let symbolTable = entries[.symbolTable] else { return }
    let count = try SymbolCount(reader, segments, entries).value
    let first = try segments.offset(of: symbolTable)
    guard count <= reader.count / 24 else { throw .outOfBounds }
    for index in 1..<max(1, count) {
      symbols.append(try ELFSymbol(reader, at: try at(first, index, 24), names: names))
    }
  }

  /// Reads the bytes of an array.
  package init(_ bytes: [UInt8]) throws(ELFProblem) {
    self = try bytes.withUnsafeBufferPointer { buffer throws(ELFProblem) in
      try ELFImage(UnsafeRawBufferPointer(buffer))
    }
  }

  private mutating func read(_ entries: DynamicEntries) {
    let flags = entries[.flags] ?? 0
    let more = entries[.flags1] ?? 0
    isNeverDeleted = more & 0x8 != 0
    bindsNow = flags & 0x8 != 0 || more & 0x1 != 0 || entries[.bindNow] != nil
    isSymbolic = flags & 0x2 != 0 || entries[.symbolic] != nil
    hasStaticTLS = flags & 0x10 != 0
    hasTextRelocations = flags & 0x4 != 0 || entries[.textRelocations] != nil
    initialisers = Int(clamping: (entries[.initArraySize] ?? 0) / 8)
    finalisers = Int(clamping: (entries[.finiArraySize] ?? 0) / 8)
  }

  /// Names of symbols that are one for the whole process.
  package var uniqueSymbols: [String] {
    symbols.filter { $0.isDefined && $0.binding == .unique }.map(\.name)
  }

  /// Names that others can be bound to, sorted.
  package var exports: [String] { symbols.filter(\.isExported).map(\.name).sorted() }

  /// Names that it takes from elsewhere, sorted.
  package var imports: [String] {
    symbols.filter { !$0.isDefined && !$0.name.isEmpty }.map(\.name).sorted()
  }

  /// Names of the Python modules that it initialises, sorted.
  package var pythonModules: [String] {
    exports.filter { $0.hasPrefix("PyInit_") }.map { String($0.dropFirst("PyInit_".count)) }
  }
}
