internal import Glibc

/// A folder of our own that is gone when the value is.
package struct TemporaryFolder: ~Copyable {
  package let path: String

  package init() throws(SystemCallError) {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/reload-plan-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw SystemCallError("mkdtemp", base, code: errno)
    }
    path = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  deinit {
    // A walk that deletes is what `rm` is for; nothing is left to do if it fails.
    _ = ChildProcess.run("rm", ["-rf", "--", path])
  }
}
