internal import HostIO
internal import ReloadDrivers
internal import ReloadPlanning
internal import Reporting

extension LiveReload {
  /// The modules that a plan touches, and what they were.
  func freshStarts(
    _ plan: ReloadPlan,
    _ sources: [PlanJSONWriter.Source]
  ) throws -> FreshStarts {
    let touched = Set(plan.steps.map(\.module)).union(sources.map(\.module))
    let loaded = session.hello.modules.filter { $0.kind == .source && $0.file != nil }
    let names = loaded.map(\.name).filter { touched.contains($0) }
    let known = Set(names)
    let added = plan.steps.map(\.module).filter { !known.contains($0) && $0 != "__main__" }
    let changed = sources.map(\.module).filter { known.contains($0) }
    let texts = changed.isEmpty ? [:] : try session.sources(of: changed).sources
    var old = loaded.filter { changed.contains($0.name) }.map { module in
      let file = module.file ?? ""
      return FreshStarts.OldModule(
        name: module.name,
        file: file,
        isPackage: file.hasSuffix("/__init__.py"),
        source: texts[module.name]
      )
    }
    for name in distinct(added) where !session.hello.modules.contains(where: { $0.name == name }) {
      old.append(FreshStarts.OldModule(name: name, file: "", isPackage: false, source: nil))
    }
    return FreshStarts(
      modules: names + distinct(added),
      gone: sources.filter { $0.new == nil }.map(\.module),
      changed: old
    )
  }

  private func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
