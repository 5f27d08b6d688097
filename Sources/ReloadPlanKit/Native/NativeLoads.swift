internal import HostIO
internal import NativePlanning
internal import ProjectGraph
internal import PythonSyntax
internal import SourceText

/// Python code that loads a library of the project: `ctypes.CDLL("libx.so")`, `ffi.dlopen(path / "libx.so")`.
struct NativeLoads: ~Copyable {
  private let libraries: [(path: String, file: [UInt8])]
  private var parser = ParserWorkspace()

  /// - Parameter libraries: Paths of the libraries that the project's build makes.
  init(libraries: [String]) {
    self.libraries = libraries.map { path in
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return (path, Array(name.utf8))
    }
  }

  /// One edge for each module and library that it names in a loading call.
  mutating func links(_ layout: SourceLayout, in folder: String) -> [NativeLink] {
    loads(layout, in: folder).map { load, isImportTime in
      NativeLink(
        kind: .dynamic,
        from: load.module,
        to: load.library,
        line: load.line,
        names: [],
        isImportTime: isImportTime
      )
    }
  }

  /// Each loading call that names a library, and whether it runs when the module is imported.
  mutating func loads(
    _ layout: SourceLayout,
    in folder: String
  ) -> [(load: LibraryLoad, isImportTime: Bool)] {
    if libraries.isEmpty { return [] }
    var found: [(load: LibraryLoad, isImportTime: Bool)] = []
    for file in layout.sources {
      guard let module = layout.moduleOfFile[file.position] else { continue }
      let relative = layout.files.path(of: file)
      let place = relative.hasPrefix("/") ? relative : folder + "/" + relative
      guard let bytes = try? FileBytes.contents(of: place) else { continue }
      // Most files name no library, and need not be parsed.
      let named = libraries.filter { Self.contains($0.file, in: bytes[...]) }
      if named.isEmpty { continue }
      let name = layout.modules.name(of: module)
      for call in calls(in: bytes) {
        for library in named where Self.contains(library.file, in: bytes[call.range]) {
          let load = LibraryLoad(
            library: library.path,
            module: name,
            path: relative,
            line: call.line
          )
          found.append((load, call.isAtTop))
        }
      }
    }
    return found
  }

  private struct LoadingCall {
    var range: Range<Int>
    var line: Int
    var isAtTop: Bool
  }

  private mutating func calls(in bytes: [UInt8]) -> [LoadingCall] {
    let tree = bytes.withUnsafeBufferPointer { parser.parse($0) }
    var found: [LoadingCall] = []
    for index in 1..<max(1, tree.nodeCount) {
      let node = NodeID(UInt32(index))
      guard tree.kind(node) == .call else { continue }
      let callee = tree.range(Call(tree, node).function)
      let name = bytes[Int(callee.start)..<min(Int(callee.end), bytes.count)]
      let loaders = ["CDLL", "PyDLL", "LoadLibrary", "dlopen"]
      guard loaders.contains(where: { name.suffix($0.utf8.count).elementsEqual($0.utf8) }) else {
        continue
      }
      let range = tree.range(node)
      let start = Int(range.start)
      let before = bytes[..<start]
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      // What is indented may be in a function.
      let first = bytes[lineStart...].first
      found.append(
        LoadingCall(
          range: start..<min(Int(range.end), bytes.count),
          line: line,
          isAtTop: first != UInt8(ascii: " ") && first != UInt8(ascii: "\t")
        )
      )
    }
    return found
  }

  private static func contains(_ name: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, bytes.count >= name.count else { return false }
    var rest = bytes
    while let start = rest.firstIndex(of: first) {
      if bytes[start...].prefix(name.count).elementsEqual(name) {
        let next = start + name.count
        // The whole name, up to the end of the literal.
        if next < bytes.endIndex,
          bytes[next] == UInt8(ascii: "\"") || bytes[next] == UInt8(ascii: "'")
        {
          return true
        }
      }
      rest = bytes[(start + 1)...]
    }
    return false
  }
}
