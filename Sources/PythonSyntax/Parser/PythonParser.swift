/// Parses Python source: any bytes give a tree and diagnostics.
public enum PythonParser {
  /// The tree of one file.
  ///
  /// Whoever parses many files keeps a `ParserWorkspace`.
  public static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>,
    options: ParseOptions = .init()
  ) -> SyntaxTree {
    var workspace = ParserWorkspace(options: options)
    return workspace.parse(bytes)
  }

  /// The tree of a text.
  public static func parse(_ text: String, options: ParseOptions = .init()) -> SyntaxTree {
    var text = text
    return text.withUTF8 { parse($0, options: options) }
  }
}
