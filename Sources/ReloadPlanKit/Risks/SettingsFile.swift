internal import HostIO

/// The file in which a project has its settings for reload-plan.
struct SettingsFile {
  var text: String
  /// Relative to the project.
  var name: String
  /// What the keys of our tables begin with in it.
  var table: String

  /// Files that may hold settings; the first that is there counts.
  static let places = [("reload-plan.toml", ""), ("pyproject.toml", "tool.reload-plan.")]

  /// The settings of the project in `folder`; nil when it has none of the files.
  static func read(projectAt folder: String) -> SettingsFile? {
    for (name, table) in places {
      guard let bytes = try? FileBytes.contents(of: "\(folder)/\(name)") else { continue }
      return SettingsFile(text: String(decoding: bytes, as: UTF8.self), name: name, table: table)
    }
    return nil
  }
}
