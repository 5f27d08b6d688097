internal import HostIO
internal import SourceText

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// A file that a unit reads.
final class VisitedFile {
  /// Relative to the project, or absolute outside it.
  let path: String
  let isOwn: Bool
  let isMain: Bool
  /// Whether it is asked what lies outside its declarations.
  let isOutlined: Bool
  /// As the parser saw it.
  let bytes: UnsafeBufferPointer<UInt8>?
  /// What belongs to declarations.
  var cuts: [Range<Int>] = []
  /// Where symbols are.
  var extents: [(range: Range<Int>, symbol: Int)] = []
  private var isSorted = false
  /// Functions of a header that nothing may reach: what they use is then used by nobody.
  var functions: [Range<Int>] = []
  /// Definitions of the project's macros by where they are used.
  private(set) var expansions: [Int: [CXCursor]] = [:]
  private var expansionOffsets: [Int]?

  init(
    path: String,
    isOwn: Bool,
    isMain: Bool,
    isOutlined: Bool,
    bytes: UnsafeBufferPointer<UInt8>?
  ) {
    self.path = path
    self.isOwn = isOwn
    self.isMain = isMain
    self.isOutlined = isOutlined
    self.bytes = bytes
  }

  func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8>? {
    guard let bytes, range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    return UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// Of the project's files the content, of others size and time: those change by installing.
  var digest: ContentDigest {
    if isOwn, let bytes { return ContentDigest(bytes) }
    return ContentDigest(stampOf: path)
  }

  /// Notes that a macro is used.
  func addExpansion(of definition: CXCursor, at offset: Int) {
    expansions[offset, default: []].append(definition)
    expansionOffsets = nil
  }

  /// Whether a macro of the project is used in a part of the file.
  func hasExpansion(in range: Range<Int>) -> Bool {
    if expansions.isEmpty { return false }
    let offsets = expansionOffsets ?? expansions.keys.sorted()
    expansionOffsets = offsets
    let first = offsets.partitioningIndex { $0 >= range.lowerBound }
    return first < offsets.count && offsets[first] < range.upperBound
  }

  /// Whether a place that is in no symbol is in a function.
  func isUnreached(_ offset: Int) -> Bool { functions.contains { $0.contains(offset) } }

  /// The innermost symbol around a place; -1 if there is none.
  func symbol(at offset: Int) -> Int {
    if !isSorted {
      extents.sort {
        ($0.range.lowerBound, -$0.range.count) < ($1.range.lowerBound, -$1.range.count)
      }
      isSorted = true
    }
    // Extents nest or lie apart, and nesting is shallow.
    var index = extents.partitioningIndex { $0.range.lowerBound > offset } - 1
    var steps = 0
    while index >= 0, steps < 64 {
      if extents[index].range.contains(offset) { return extents[index].symbol }
      index -= 1
      steps += 1
    }
    return -1
  }
}

/// The files of one unit, by libclang's handles.
final class VisitedFiles {
  private let table: Libclang
  private let unit: CXTranslationUnit
  private var files: [CXFile: VisitedFile] = [:]
  private var last: (handle: CXFile, file: VisitedFile)?
  /// The path of the unit's source.
  var source: String?
  /// Paths of headers that are asked what lies outside their declarations.
  var outlined: Set<String> = []
  /// In the order in which they were met.
  private(set) var known: [VisitedFile] = []

  init(table: Libclang, unit: CXTranslationUnit) {
    self.table = table
    self.unit = unit
  }

  func file(_ handle: CXFile?, _ boundary: inout ProjectBoundary) -> VisitedFile? {
    guard let handle else { return nil }
    // Neighbours are mostly of one file.
    if let last, last.handle == handle { return last.file }
    let found = files[handle] ?? make(handle, &boundary)
    last = (handle, found)
    return found
  }

  private func make(_ handle: CXFile, _ boundary: inout ProjectBoundary) -> VisitedFile {
    let text = table.getFileName(handle)
    let name = table.getCString(text).map { String(cString: $0) } ?? ""
    table.disposeString(text)
    let relative = boundary.relative(name)
    var bytes: UnsafeBufferPointer<UInt8>?
    if relative != nil {
      var size = 0
      if let start = table.getFileContents(unit, handle, &size) {
        bytes = UnsafeRawBufferPointer(start: start, count: size).bindMemory(to: UInt8.self)
      }
    }
    // A file with another text than on disk may be known by two spellings of its path.
    if let relative, let same = known.first(where: { $0.isOwn && $0.path == relative }) {
      files[handle] = same
      return same
    }
    let isMain = relative != nil && relative == source
    let made = VisitedFile(
      path: relative ?? FileStatus.absolutePath(of: name) ?? name,
      isOwn: relative != nil,
      isMain: isMain,
      isOutlined: isMain || relative.map { outlined.contains($0) } ?? false,
      bytes: bytes
    )
    files[handle] = made
    known.append(made)
    return made
  }

  /// Where something is written, or where the macro that makes it is used.
  func place(
    _ location: CXSourceLocation,
    _ boundary: inout ProjectBoundary
  ) -> (file: VisitedFile, offset: Int, line: Int)? {
    var handle: CXFile?
    var line: UInt32 = 0
    var offset: UInt32 = 0
    table.getExpansionLocation(location, &handle, &line, nil, &offset)
    return file(handle, &boundary).map { ($0, Int(offset), Int(line)) }
  }

  /// Where the words are that something is made of: of what a macro's own text makes, where it is used.
  func wording(
    _ location: CXSourceLocation,
    _ boundary: inout ProjectBoundary
  ) -> (file: VisitedFile, offset: Int)? {
    var handle: CXFile?
    var offset: UInt32 = 0
    table.getFileLocation(location, &handle, nil, nil, &offset)
    return file(handle, &boundary).map { ($0, Int(offset)) }
  }

  /// The text that a cursor covers.
  func span(
    of cursor: CXCursor,
    _ boundary: inout ProjectBoundary
  ) -> (file: VisitedFile, range: Range<Int>)? {
    let extent = table.getCursorExtent(cursor)
    var end: CXFile?
    var endOffset: UInt32 = 0
    table.getExpansionLocation(table.getRangeEnd(extent), &end, nil, nil, &endOffset)
    guard let (file, offset, _) = place(table.getRangeStart(extent), &boundary),
      self.file(end, &boundary) === file, Int(endOffset) >= offset
    else { return nil }
    return (file, offset..<Int(endOffset))
  }

  /// The handles of all files that were read, the source first.
  func inclusions() -> [CXFile] {
    var found = Inclusions()
    withUnsafeMutablePointer(to: &found) { found in
      table.getInclusions(
        unit,
        { file, _, _, found in
          guard let file, let found else { return }
          let list = found.assumingMemoryBound(to: Inclusions.self)
          if list.pointee.seen.insert(file).inserted { list.pointee.handles.append(file) }
        },
        found
      )
    }
    return found.handles
  }

  private struct Inclusions {
    var seen: Set<CXFile> = []
    var handles: [CXFile] = []
  }
}
#endif
