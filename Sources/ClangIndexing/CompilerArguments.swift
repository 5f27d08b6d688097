/// The part of a compile command that decides what the compiler reads.
enum CompilerArguments {
  /// The command for libclang: without what is built and where to, and with the resource folder.
  static func cleaned(_ unit: CompilationDatabase.Unit, resourceFolder: String?) -> [String] {
    var arguments = unit.arguments[...]
    let compiler = arguments.popFirst() ?? "cc"
    // A wrapper such as ccache stands before the compiler.
    if isWrapper(compiler), arguments.first.map({ !$0.hasPrefix("-") }) ?? false {
      arguments.removeFirst()
    }
    var result = [isCPlusPlus(compiler, unit) ? "clang++" : "clang"]
    if let resourceFolder { result += ["-resource-dir", resourceFolder] }
    while let argument = arguments.popFirst() {
      if argument == "--" { break }
      if withValue.contains(argument) {
        _ = arguments.popFirst()
      } else if isKept(argument), !isSource(argument, unit) {
        result.append(argument)
        if keptWithValue.contains(argument), let value = arguments.popFirst() {
          result.append(value)
        }
      }
    }
    return result + added + ["-fsyntax-only", unit.file]
  }

  /// One error must not hide the next; of warnings, those that say what runs at load and at exit.
  static let added = [
    "-ferror-limit=0", "-Wno-everything", "-Wglobal-constructors", "-Wexit-time-destructors",
  ]

  /// Options that say where output goes, with their value as the next word.
  private static let withValue: Set<String> = [
    "-o", "-MF", "-MT", "-MQ", "-MJ", "--serialize-diagnostics", "-dumpbase", "-dumpdir",
    "-aux-info",
  ]

  /// Options with a value that must not be taken for the source or for an option.
  private static let keptWithValue: Set<String> = [
    "-I", "-D", "-U", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-isysroot",
    "-x", "-target", "-arch", "-Xclang", "-iprefix", "-iwithprefix", "-iwithprefixbefore",
  ]

  private static func isKept(_ argument: String) -> Bool {
    if keptWithValue.contains(argument) { return true }
    guard argument.hasPrefix("-") else { return !argument.hasSuffix(".o") }
    if ["-c", "-S", "-E", "-MD", "-MMD", "-MP", "-MG", "-M", "-MM", "-pipe"].contains(argument) {
      return false
    }
    if argument.hasPrefix("-o") || argument.hasPrefix("-Werror") { return false }
    // GCC's own switches mean nothing to clang, which would reject some; those that set macros do.
    if argument.hasPrefix("-f") { return keptFeatures.contains(String(argument.dropFirst(2))) }
    return argument != "-w" && (!argument.hasPrefix("-W") || argument.hasPrefix("-Wp,"))
  }

  /// `-f` options that change which macros are defined or how sources are read.
  private static let keptFeatures: Set<String> = [
    "PIC", "PIE", "pic", "pie", "openmp", "exceptions", "no-exceptions", "rtti", "no-rtti",
    "freestanding", "hosted", "signed-char", "unsigned-char", "short-wchar", "short-enums",
    "char8_t", "no-char8_t", "modules", "coroutines", "fast-math", "blocks", "ms-extensions",
    "plan9-extensions", "sanitize=address", "sanitize=thread", "sanitize=memory",
  ]

  private static func isSource(_ argument: String, _ unit: CompilationDatabase.Unit) -> Bool {
    if argument.hasPrefix("-") { return false }
    let path = argument.hasPrefix("/") ? argument : unit.folder + "/" + argument
    return path == unit.file || lastPart(path) == lastPart(unit.file)
  }

  private static func isWrapper(_ program: String) -> Bool {
    ["ccache", "sccache", "distcc", "icecc"].contains(lastPart(program))
  }

  /// Whether the driver takes sources as C++ whatever their suffix; the suffix decides otherwise.
  private static func isCPlusPlus(_ compiler: String, _ unit: CompilationDatabase.Unit) -> Bool {
    lastPart(compiler).contains("++") && !unit.file.hasSuffix(".c")
  }

  private static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
