internal import Glibc

/// Where this user's short-lived files are: requests, sockets, the unpacked agent.
package enum RuntimeFolder {
  /// The folder for a process whose environment has this `XDG_RUNTIME_DIR`.
  ///
  /// The agent decides by the same rule (`transport.py`), so both meet in one folder.
  package static func path(sessionFolder: String?) -> String {
    let user = geteuid()
    if let folder = sessionFolder, folder.hasPrefix("/") {
      var state = stat()
      if stat(folder, &state) == 0, state.st_uid == user {
        var path = folder[...]
        while path.hasSuffix("/") { path = path.dropLast() }
        return "\(path)/reload-plan"
      }
    }
    return "/tmp/reload-plan-\(user)"
  }

  /// The folder for this process itself.
  package static var own: String {
    path(sessionFolder: getenv("XDG_RUNTIME_DIR").map { String(cString: $0) })
  }
}
