internal import ModuleFacts
internal import NativePlanning

/// Python code that loads a library by its path.
enum InPlaceLibraryOverwrite: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP814",
    "in-place-library-overwrite",
    .blocker,
    scope: .edge,
    "A path that was loaded stands for its old code, and writing into a mapped file kills the process"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    for load in subject.loads {
      findings.add(
        in: load.module,
        path: load.path,
        line: load.line,
        symbol: load.library,
        "\(load.module) loads \(load.library) by its path: a rebuilt library is not loaded again, and must not be written over the old one",
        help: "restart after a rebuild"
      )
    }
  }
}
