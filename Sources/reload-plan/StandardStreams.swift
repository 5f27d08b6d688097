import Glibc

/// The two streams a command writes to: results on the output, all else on the error stream.
enum StandardStreams {
  /// Writes a result, whole; a reader that went away ends the program as it does any filter.
  static func writeOutput(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer(writeOutput)
  }

  static func writeOutput(_ bytes: UnsafeBufferPointer<UInt8>) {
    write(bytes, to: STDOUT_FILENO)
  }

  static func writeOutput(_ text: String) {
    writeOutput(Array(text.utf8))
  }

  /// Writes one message for the person at the terminal.
  static func writeError(_ line: String) {
    writeErrorLine(Array("reload-plan: \(line)".utf8))
  }

  /// Writes one machine-readable line beside what the program itself writes.
  static func writeErrorLine(_ bytes: [UInt8]) {
    (bytes.last == 10 ? bytes : bytes + [10]).withUnsafeBufferPointer {
      write($0, to: STDERR_FILENO)
    }
  }

  private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(
        descriptor,
        UnsafeBufferPointer(rebasing: rest).baseAddress,
        rest.count
      )
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        // A full disk or a closed pipe: there is nobody left to tell but the caller.
        exit(ExitStatus.usage.code)
      }
    }
  }

  /// Whether text on the output may be coloured: a terminal that nobody asked to stay plain.
  static var outputIsColored: Bool {
    guard isatty(STDOUT_FILENO) == 1 else { return false }
    if let noColor = getenv("NO_COLOR"), noColor.pointee != 0 { return false }
    guard let terminal = getenv("TERM") else { return false }
    return String(cString: terminal) != "dumb"
  }
}
