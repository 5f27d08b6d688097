internal import CReloadAgent
internal import HostIO

/// The Python agent, embedded in this binary, and its place on disk.
package enum AgentFiles {
  /// Writes the agent into the runtime folder and returns the folder to put on `PYTHONPATH`.
  ///
  /// The folder is named by the agent's content. Each file is compared and replaced by renaming,
  /// so programs that start at the same moment see whole files.
  package static func unpack() throws(DriverError) -> String {
    do throws(PrivateFolderError) {
      let runtime = try PrivateFolder(path: RuntimeFolder.own)
      let home = try PrivateFolder(path: "\(runtime.path)/agent-\(digest.prefix(24))")
      let package = try PrivateFolder(path: "\(home.path)/\(packageName)")
      for index in 0..<reload_agent_file_count {
        let file = reload_agent_file_at(index)
        let path = String(cString: file.path)
        let bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
        if path.hasPrefix("\(packageName)/") {
          try place(bytes, String(path.dropFirst(packageName.count + 1)), in: package)
        } else {
          try place(bytes, path, in: home)
        }
      }
      return home.path
    } catch {
      throw .runtimeFolder(error)
    }
  }

  private static let packageName = AgentProtocol.folder

  private static var digest: String {
    var all: [UInt8] = []
    for index in 0..<reload_agent_file_count {
      let file = reload_agent_file_at(index)
      all += String(cString: file.path).utf8
      all.append(0)
      all += UnsafeBufferPointer(start: file.bytes, count: file.size)
    }
    return all.withUnsafeBufferPointer { SHA256.hexadecimal(of: $0) }
  }

  private static func place(
    _ bytes: [UInt8],
    _ name: String,
    in folder: borrowing PrivateFolder
  ) throws(PrivateFolderError) {
    if folder.contents(of: name) != bytes { try folder.write(bytes, as: name) }
  }
}
