internal import HostIO

/// Reads the options of a Python command line that keep the start-up hook out.
enum PythonOptions {
  /// What they mean for starting the agent.
  enum Isolation: Equatable {
    /// Nothing stands in the way, or the program isn't Python.
    case none
    /// The environment is ignored (`-I`, `-E`): the agent has to be started by a boot line, which goes
    /// before the word at this position of the command.
    case ignoresEnvironment(programAt: Int)
    /// No start-up hook runs, or there is no place for a boot line.
    case closed(option: String)
  }

  /// What a command's own options mean, or those in its script's first line.
  static func isolation(command: [String], program: String) -> Isolation {
    if isPython(program) || command.first.map(isPython) == true {
      let (found, end) = options(command.dropFirst())
      if found.contains("S") { return .closed(option: "-S") }
      if found.isEmpty { return .none }
      // An interpreter that reads its input has no program to put a boot line before.
      return end < command.count && command[end] != "-"
        ? .ignoresEnvironment(programAt: end) : .closed(option: "-\(found[0])")
    }
    let line = ScriptHeader.interpreter(ofFile: program)
    guard let first = line.firstIndex(where: isPython) else { return .none }
    let (found, _) = options(line[(first + 1)...])
    return found.first.map { .closed(option: "-\($0)") } ?? .none
  }

  static func isPython(_ program: String) -> Bool {
    let name = program.split(separator: "/").last ?? ""
    for prefix in ["python", "pypy"] where name.hasPrefix(prefix) {
      return name.dropFirst(prefix.count).allSatisfy { $0.isNumber || $0 == "." }
    }
    return false
  }

  /// The letters among I, E and S that are given, and where the script, `-c`, `-m` or `-` stands.
  private static func options(_ words: ArraySlice<String>) -> (letters: [Character], end: Int) {
    var found: [Character] = []
    var rest = words
    while let word = rest.first, word.hasPrefix("-"), word != "-" {
      if word == "--" { return (found, rest.startIndex + 1) }
      if word.hasPrefix("-c") || word.hasPrefix("-m") { break }
      rest = rest.dropFirst()
      if word == "--check-hash-based-pycs" { rest = rest.dropFirst() }
      if word.hasPrefix("--") { continue }
      let letters = Array(word.dropFirst())
      letters: for (index, letter) in letters.enumerated() {
        switch letter {
        case "I", "E", "S": found.append(letter)
        // `-Ic CODE`: no boot line fits into that.
        case "c", "m": return (found, .max)
        case "W", "X":
          // The value is the rest of the word, or the next word.
          if index == letters.count - 1 { rest = rest.dropFirst() }
          break letters
        default: break
        }
      }
    }
    return (found, rest.startIndex)
  }
}
