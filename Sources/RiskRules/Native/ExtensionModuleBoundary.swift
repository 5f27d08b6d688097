internal import ModuleFacts
internal import NativePlanning

/// Extension modules, whose code no process loads anew.
enum ExtensionModuleBoundary: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP611",
    "extension-module-boundary",
    .blocker,
    scope: .edge,
    "CPython keeps an extension module's old code whatever is imported or reloaded"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    for library in subject.libraries where library.isExtension {
      guard let place = subject.program.initialiser(of: library.product) else { continue }
      findings.add(
        in: library.name,
        path: place.file,
        line: place.line,
        symbol: "PyInit_\(place.name)",
        "\(library.name) is an extension module: an edit of its sources needs a rebuild and a restart",
        help: "keep what changes often in Python"
      )
    }
  }
}
