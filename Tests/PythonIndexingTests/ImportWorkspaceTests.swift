import Foundation
import Glibc
import HostIO
import ProjectGraph
import ReloadPlanKit
import Testing

/// A folder that is removed with what is in it.
private final class ScratchFolder {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  init() throws { folder = try TemporaryFolder() }

  func folder(_ name: String) { mkdir(path + "/" + name, 0o755) }

  func link(_ name: String, to target: String) { symlink(target, path + "/" + name) }

  func file(_ name: String, _ text: String) {
    write(Array((path + "/" + name).utf8CString), text)
  }

  /// Writes a file whose name is any bytes.
  func write(_ name: [CChar], _ text: String) {
    guard let stream = fopen(name, "w") else { return }
    fputs(text, stream)
    fclose(stream)
  }
}

@Suite struct ImportWorkspaceTests {
  private func graph(_ folder: ScratchFolder, jobs: Int = 1) async throws -> ProjectGraph {
    var workspace = Workspace(path: folder.path)
    workspace.jobs = jobs
    return try await workspace.graph()
  }

  @Test func linkLoops() async throws {
    let folder = try ScratchFolder()
    folder.folder("p")
    folder.file("p/__init__.py", "import p.a")
    folder.file("p/a.py", "")
    folder.link("p/again", to: "..")
    folder.link("p/self", to: "self")
    folder.link("q", to: "p")
    folder.link("gone.py", to: "nowhere.py")
    let graph = try await graph(folder)
    #expect(graph.lines(parents: false) == ["p -> p.a import"])
    #expect(graph.diagnostics.map(\.path) == ["gone.py"])
    #expect(graph.diagnostics.map(\.kind) == [.unreadable])
  }

  @Test func namesThatAreNoText() async throws {
    let folder = try ScratchFolder()
    folder.file("a.py", "import b")
    let name = Array((folder.path + "/").utf8CString.dropLast()) + [CChar(bitPattern: 0xff)]
    folder.write(name + Array(".py".utf8CString), "")
    let graph = try await graph(folder)
    #expect(graph.diagnostics.map(\.kind) == [.misnamed])
    #expect(graph.diagnostics.map(\.path) == ["\u{fffd}.py"])
  }

  @Test func nothingToRead() async throws {
    let folder = try ScratchFolder()
    folder.file("readme.txt", "")
    await #expect(throws: WorkspaceError.noPython(path: folder.path)) {
      _ = try await graph(folder)
    }
    await #expect(throws: WorkspaceError.self) {
      _ = try await Workspace(path: folder.path + "/missing").graph()
    }
    folder.file("a.py", "")
    await #expect(throws: WorkspaceError.missingRoot(root: "src", project: folder.path)) {
      var workspace = Workspace(path: folder.path)
      workspace.roots = ["src"]
      _ = try await workspace.graph()
    }
  }

  @Test func sameForAnyNumberOfWorkers() async throws {
    let folder = try ScratchFolder()
    for index in 0..<100 {
      let imports = (0..<index).map { "import m\($0)\nfrom m\($0) import n\(index % 7), o\($0)\n" }
      folder.file("m\(index).py", imports.joined() + "import x\(99 - index)\n")
    }
    let one = try await graph(folder, jobs: 1)
    let lines = one.lines(parents: true)
    for jobs in [2, 3, 8] {
      #expect(try await graph(folder, jobs: jobs).lines(parents: true) == lines)
    }
  }
}
