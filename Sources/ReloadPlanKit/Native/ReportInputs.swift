internal import ClangIndexing
internal import HostIO
internal import NativePlanning
internal import ProjectGraph

extension Workspace {
  /// All that a report on the project depends on beside the command, absolute; `nil` if that isn't known.
  ///
  /// With a baseline the report compares the project with that.
  package func reportInputs(since baseline: PlanBaseline?) async -> [String]? {
    guard
      let found = try? await NativeSources.read(projectAt: path, worker: nativeWorker, jobs: jobs),
      found.isWhole, let configuration = try? RiskConfiguration.read(projectAt: path)
    else { return nil }
    let root = found.root
    var paths = inputs(of: found, try? layout().0.files)
    // Plans ask built libraries what they are.
    paths.formUnion(found.build.products.map { BuildPath.absolute($0.path, in: root) })
    paths.formUnion(configuration.effectTables.map { BuildPath.absolute($0, in: root) })
    switch baseline {
    case nil: break
    case .tree(let folder):
      guard let before = FileStatus.absolutePath(of: folder) else { return nil }
      var other = Workspace(path: before)
      other.roots = roots
      paths.formUnion(Self.tree(before, try? other.layout().0.files))
      for name in NativeFileNames.all(in: before) {
        paths.insert("\(before)/\(name)")
        paths.insert("\(root)/\(name)")
      }
      if let description = try? BuildDescription.read(projectAt: before) {
        paths.formUnion(description.inputs)
      }
    case .revision("HEAD"):
      guard let head = GitHead.inputs(of: root) else { return nil }
      paths.formUnion(head)
      paths.formUnion(Self.tree(root, nil).map { "\($0)/.gitattributes" })
      paths.formUnion(NativeFileNames.all(in: root).map { "\(root)/\($0)" })
    case .revision, .files: return nil
    }
    return paths.sorted()
  }
}
