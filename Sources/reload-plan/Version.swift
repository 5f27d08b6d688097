import ClangIndexing

/// The version, and what this build can do.
enum Version {
  static let number = "0.1.0"

  /// What `--version` prints.
  ///
  /// Looking for libclang takes longer than all else a start does, so it is done only when somebody
  /// asks.
  static var text: String {
    guard CommandLine.arguments.contains("--version") else { return number }
    return """
      reload-plan \(number)
      Python 3.8 to 3.14 sources; C and C++ sources: \(nativeSupport)
      """
  }

  private static var nativeSupport: String {
    do {
      let library = try LibclangLibrary.open()
      return "libclang \(library.version) (\(library.path))"
    } catch {
      return "no (libclang: \(error))"
    }
  }
}
