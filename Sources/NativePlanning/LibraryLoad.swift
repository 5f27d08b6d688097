/// Python code that loads a library of the project by its path: `ctypes.CDLL("libx.so")`.
package struct LibraryLoad: Hashable, Sendable {
  /// The library, as the build names it.
  package var library: String
  /// The Python module.
  package var module: String
  /// Its file, relative to the project.
  package var path: String
  package var line: Int

  package init(library: String, module: String, path: String, line: Int) {
    self.library = library
    self.module = module
    self.path = path
    self.line = line
  }
}
