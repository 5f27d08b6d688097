internal import HostIO

/// Reads the options of a Python command line that keep the start-up hook out.
enum PythonOptions {
  /// The first of `-I`, `-E` and `-S` that a command gives Python, itself or in its script's
  /// first line; `nil` when there is none or the program isn't Python.
  static func isolating(command: [String], program: String) -> String? {
    if isPython(program) || command.first.map(isPython) == true {
      return isolating(options: command.dropFirst())
    }
    let line = ScriptHeader.interpreter(ofFile: program)
    guard let first = line.firstIndex(where: isPython) else { return nil }
    return isolating(options: line[(first + 1)...])
  }

  static func isPython(_ program: String) -> Bool {
    let name = program.split(separator: "/").last ?? ""
    for prefix in ["python", "pypy"] where name.hasPrefix(prefix) {
      return name.dropFirst(prefix.count).allSatisfy { $0.isNumber || $0 == "." }
    }
    return false
  }

  /// Options end at the script, at `-c` and `-m`, or at `-`.
  private static func isolating(options: ArraySlice<String>) -> String? {
    var rest = options
    while let word = rest.popFirst(), word.hasPrefix("-"), word != "-", word != "--" {
      if word == "--check-hash-based-pycs" { rest = rest.dropFirst() }
      if word.hasPrefix("--") { continue }
      let letters = Array(word.dropFirst())
      letters: for (index, letter) in letters.enumerated() {
        switch letter {
        case "I", "E", "S": return "-\(letter)"
        case "c", "m": return nil
        case "W", "X":
          // The value is the rest of the word, or the next word.
          if index == letters.count - 1 { rest = rest.dropFirst() }
          break letters
        default: break
        }
      }
    }
    return nil
  }
}
