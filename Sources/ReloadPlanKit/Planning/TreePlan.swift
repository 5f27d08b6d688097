internal import HostIO
internal import ModuleFacts
internal import PythonIndexing
package import ReloadPlanning
package import Reporting

/// A plan without a process: from what the files said to what they say.
///
/// It takes all modules for loaded, and for started in the order of their names.
package struct TreePlan: Sendable {
  package var plan: ReloadPlan
  package var sources: [PlanJSONWriter.Source]
}

extension Workspace {
  /// The plan from the files of another tree to those of this project.
  ///
  /// - Throws: `WorkspaceError` when one of them can't be read or has no Python in it.
  package func plan(fromTree old: String) throws(WorkspaceError) -> TreePlan {
    var before = Workspace(path: old)
    before.roots = roots
    before.options = options
    return plan(from: try before.moduleSources(), to: try moduleSources())
  }

  /// The plan from a revision of the project's git repository to its files.
  ///
  /// - Throws: `WorkspaceError`, and `GitError` when git has no answer.
  package func plan(since revision: String) throws -> TreePlan {
    let new = try moduleSources()
    let tree = try GitTree(folder: path, revision: revision)
    return plan(from: try oldSources(new, tree), to: new)
  }

  /// What the modules said in a revision: unchanged ones as they are, without asking git.
  private func oldSources(_ new: [ModuleSource], _ tree: GitTree) throws -> [ModuleSource] {
    let changed = try tree.changedFiles()
    var old = new.filter { !changed.contains($0.path) }
    let names = Dictionary(new.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let roots = Set(new.map { Self.root(of: $0) })
    for path in changed.sorted() where path.hasSuffix(".py") {
      guard let bytes = try tree.contents(of: path) else { continue }
      if let known = names[path] {
        old.append(
          ModuleSource(
            name: known.name, path: path, isPackage: known.isPackage, bytes: bytes))
      } else if let (name, isPackage) = Self.module(at: path, roots: roots) {
        old.append(ModuleSource(name: name, path: path, isPackage: isPackage, bytes: bytes))
      }
    }
    return old
  }

  /// The folder that a module's dotted name starts from.
  private static func root(of source: ModuleSource) -> String {
    var parts = source.path.split(separator: "/").map(String.init)
    let depth = source.name.split(separator: ".").count + (source.isPackage ? 1 : 0)
    parts.removeLast(min(depth, parts.count))
    return parts.joined(separator: "/")
  }

  /// The module that a file which is gone was, below the deepest root.
  private static func module(at path: String, roots: Set<String>) -> (String, Bool)? {
    let fitting = roots.filter { $0.isEmpty || path.hasPrefix($0 + "/") }
    guard let root = fitting.max(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
    var rest = root.isEmpty ? path : String(path.dropFirst(root.count + 1))
    rest.removeLast(3)
    var parts = rest.split(separator: "/").map(String.init)
    let isPackage = parts.last == "__init__"
    if isPackage { parts.removeLast() }
    return parts.isEmpty ? nil : (parts.joined(separator: "."), isPackage)
  }

  /// Compares two sets of sources, module by module.
  func plan(from old: [ModuleSource], to new: [ModuleSource]) -> TreePlan {
    var indexer = FullIndexer(options: options)
    let before = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(new.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var modules: [PlanRequest.Module] = []
    var sources: [PlanJSONWriter.Source] = []
    for name in Set(before.keys).union(after.keys).sorted() {
      guard let shown = after[name] ?? before[name] else { continue }
      let isChanged = before[name]?.bytes != after[name]?.bytes
      let newFacts = after[name].map { indexer.facts(of: $0.bytes) }
      let oldFacts = isChanged ? before[name].map { indexer.facts(of: $0.bytes) } : newFacts
      modules.append(
        PlanRequest.Module(
          name: name, path: shown.path, isPackage: shown.isPackage, old: oldFacts, new: newFacts,
          isChanged: isChanged, isLoaded: before[name] != nil))
      if isChanged {
        sources.append(
          PlanJSONWriter.Source(
            module: name, path: shown.path, old: before[name].map { digest($0.bytes) },
            new: after[name].map { digest($0.bytes) }))
      }
    }
    return TreePlan(plan: Planner.plan(PlanRequest(modules: modules)), sources: sources)
  }
}
