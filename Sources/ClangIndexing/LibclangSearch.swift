internal import Glibc
internal import HostIO

/// Where libclang may be, best first.
package struct LibclangSearch: Equatable, Sendable {
  /// What the environment names: then nothing else is tried.
  package var chosen: String?
  /// Paths, and names that the dynamic linker looks up.
  package var candidates: [String]

  /// The majors that are looked for, new to old; those between the ends may not exist.
  private static let majors = Array((14...24).reversed())

  /// The search on this machine.
  package static func current() -> LibclangSearch {
    if let chosen = variable("RELOAD_PLAN_LIBCLANG"), !chosen.isEmpty {
      return LibclangSearch(chosen: chosen, candidates: [path(in: chosen)])
    }
    // One that has its own headers reads what includes them; another's may not fit.
    let majors =
      majors.filter { ResourceFolder.exists(ofMajor: $0) }
      + majors.filter { !ResourceFolder.exists(ofMajor: $0) }
    var candidates = majors.map { "libclang-\($0).so.1" }
    for major in majors {
      let folder = "/usr/lib/llvm-\(major)/lib"
      candidates += ["\(folder)/libclang.so.1", "\(folder)/libclang-\(major).so.1"]
        .filter { FileStatus.isFile($0) }
    }
    candidates.append("libclang.so.1")
    candidates += pythonPackages()
    // Last, because it doesn't find its own headers.
    candidates += toolchains()
    return LibclangSearch(chosen: nil, candidates: candidates)
  }

  /// Where the dynamic linker may find a library of that name, or the path itself.
  static func files(named name: String) -> [String] {
    if name.hasPrefix("/") { return FileStatus.isFile(name) ? [name] : [] }
    let folders = ["/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
    return (folders + ["/usr/lib", "/usr/lib64"]).map { "\($0)/\(name)" }
      .filter { FileStatus.isFile($0) }
  }

  /// The library in a folder, or the path itself.
  private static func path(in chosen: String) -> String {
    guard FileStatus.isFolder(chosen) else { return chosen }
    // Debian's folders may hold only the name with the version.
    let versioned = FolderList.names(of: chosen).filter {
      $0.hasPrefix("libclang-") && $0.hasSuffix(".so.1") && !$0.hasPrefix("libclang-cpp")
    }
    let names = ["libclang.so", "libclang.so.1"] + versioned
    return names.map { "\(chosen)/\($0)" }.first { FileStatus.isFile($0) } ?? chosen
  }

  /// The library in the Python package `libclang`, in the active environment and the system's.
  private static func pythonPackages() -> [String] {
    let prefixes = [variable("VIRTUAL_ENV"), "/usr/local", "/usr"].compactMap { $0 }
    var found: [String] = []
    for prefix in prefixes {
      for minor in (8...14).reversed() {
        for folder in ["site-packages", "dist-packages"] {
          let path = "\(prefix)/lib/python3.\(minor)/\(folder)/clang/native/libclang.so"
          if FileStatus.isFile(path) { found.append(path) }
        }
      }
    }
    return found
  }

  /// The library beside a `swift` on `PATH`.
  private static func toolchains() -> [String] {
    let folders = (variable("PATH") ?? "").split(separator: ":")
    return folders.compactMap { folder in
      guard let swift = FileStatus.absolutePath(of: "\(folder)/swift"),
        let slash = swift.lastIndex(of: "/")
      else {
        return nil
      }
      let path = "\(swift[..<slash])/../lib/libclang.so"
      return FileStatus.isFile(path) ? path : nil
    }
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
