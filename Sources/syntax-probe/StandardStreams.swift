import Glibc

/// Reading and writing whole files by descriptor.
enum StandardStreams {
  static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var at = 0
      while at < buffer.count {
        let written = Glibc.write(
          descriptor,
          buffer.baseAddress.map { $0 + at },
          buffer.count - at
        )
        if written <= 0 { return }
        at += written
      }
    }
  }

  /// The bytes of a file; none if it can't be read.
  static func read(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    if descriptor < 0 { return [] }
    defer { close(descriptor) }
    return readAll(descriptor)
  }

  static func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
