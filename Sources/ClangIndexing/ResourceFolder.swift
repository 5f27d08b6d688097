internal import Glibc
internal import HostIO

/// Finds the headers that belong to a compiler itself: `stddef.h`, `stdarg.h` and the like.
///
/// libclang looks for them beside the program that it is loaded into, which is the wrong place.
enum ResourceFolder {
  /// The folder for the library at `path`; `nil` if the machine has none of any version.
  static func of(library path: String, version: String) -> String? {
    let major = String(version.prefix { $0 != "." })
    var places: [String] = []
    if let slash = path.lastIndex(of: "/") { places.append(String(path[..<slash])) }
    places.append("/usr/lib/llvm-\(major)/lib")
    places += (14...24).reversed().map { "/usr/lib/llvm-\($0)/lib" }
    for place in places {
      // Folders were named by the whole version up to 15, by the major since.
      for name in [version, major] {
        if let folder = existing("\(place)/clang/\(name)") { return folder }
      }
    }
    // Another version's headers serve better than none.
    for other in (14...24).reversed() {
      let names = ["\(other)"] + (0...6).reversed().map { "\(other).0.\($0)" }
      for name in names {
        if let folder = existing("/usr/lib/llvm-\(other)/lib/clang/\(name)") { return folder }
      }
    }
    return nil
  }

  /// Whether the machine has the headers of a version.
  static func exists(ofMajor major: Int) -> Bool {
    let names = ["\(major)"] + (0...6).map { "\(major).0.\($0)" }
    return names.contains { existing("/usr/lib/llvm-\(major)/lib/clang/\($0)") != nil }
  }

  private static func existing(_ folder: String) -> String? {
    FileStatus.isFile("\(folder)/include/stddef.h") ? folder : nil
  }
}
