/// What says which commit is checked out.
package enum GitHead {
  /// The files that decide it for the repository around `folder`; `nil` where it isn't kept in plain files.
  package static func inputs(of folder: String) -> [String]? {
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY"]
    where ProcessReplacement.environment(variable) != nil {
      return nil
    }
    var place = folder
    while !FileStatus.isFolder(place + "/.git") {
      // A work tree of its own has a file of that name.
      if FileStatus.isFile(place + "/.git") { return nil }
      guard let slash = place.lastIndex(of: "/"), slash != place.startIndex else { return nil }
      place = String(place[..<slash])
    }
    let git = place + "/.git"
    guard !FileStatus.isFolder(git + "/reftable"),
      let bytes = try? FileBytes.contents(of: git + "/HEAD")
    else { return nil }
    var paths = ["HEAD", "packed-refs", "config", "info/attributes", "refs/replace", "shallow"].map
    {
      "\(git)/\($0)"
    }
    let head = String(decoding: bytes, as: UTF8.self)
    if head.hasPrefix("ref: ") {
      let name = head.dropFirst(5).prefix { $0 != "\n" }
      paths.append("\(git)/\(name)")
    }
    for variable in ["HOME", "XDG_CONFIG_HOME"] {
      guard let home = ProcessReplacement.environment(variable) else { continue }
      paths += ["\(home)/.gitconfig", "\(home)/git/config", "\(home)/.config/git/config"]
    }
    // A repository that comes to be nearer would be another.
    var nearer = folder
    while nearer.utf8.count > place.utf8.count {
      paths.append(nearer + "/.git")
      guard let slash = nearer.lastIndex(of: "/") else { break }
      nearer = String(nearer[..<slash])
    }
    return paths
  }
}
