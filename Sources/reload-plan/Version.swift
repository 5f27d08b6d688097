import ClangIndexing

/// The version, and what this build can do.
enum Version {
  static let number = "0.1.0"

  /// What `--version` prints.
  ///
  /// It doesn't open libclang, which takes longer than all else a start does.
  static let text = """
    reload-plan \(number)
    Python 3.8 to 3.14 sources; C and C++ sources: \(nativeSupport)
    """

  private static var nativeSupport: String {
    LibclangLibrary.isBuilt
      ? "by the libclang that is installed, of 14 or later" : "no (\(LibclangProblem.notBuilt))"
  }
}
