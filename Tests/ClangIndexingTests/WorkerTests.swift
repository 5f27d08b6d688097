import Foundation
import NativeFacts
import Testing

@testable import ClangIndexing

/// Files that end their worker, and workers that can't work.
@Suite(.enabled(if: Machine.hasLibclang, "libclang isn't installed")) struct WorkerTests {
  /// A sum so deep that the parser's stack ends.
  static let sum = "int x = " + Array(repeating: "1", count: 200_000).joined(separator: "+") + ";"

  @Test func aFileThatCrashesTheParserIsLeftOutAndTheRunGoesOn() async throws {
    let project = try ProjectFolder([
      "a.c": "#include \"a.h\"\n", "a.h": "", "hostile.c": Self.sum, "z.c": "#include \"a.h\"\n",
    ])
    let pool = ClangWorkerPool(program: Machine.program, root: project.path)
    let units = ["a.c", "hostile.c", "z.c"].map { project.unit($0, flags: []) }
    let outcomes = try await pool.index(units.map { UnitRequest(unit: $0) }, jobs: 1)
    #expect(outcomes.map { project.lines(of: $0) } == [["a.c:1 a.h"], ["fatal"], ["z.c:1 a.h"]])
  }

  @Test func memoryIsLimited() async throws {
    let project = try ProjectFolder(["a.c": Self.doublings(26) + "int n = 0 M26;\n", "z.c": ""])
    try await check(project, ClangWorkerLimits(cpuSeconds: 60, memoryBytes: 600 << 20))
  }

  @Test func timeIsLimited() async throws {
    let project = try ProjectFolder(["a.c": Self.doublings(26) + "int n = 0 M26;\n", "z.c": ""])
    try await check(project, ClangWorkerLimits(cpuSeconds: 1, memoryBytes: 8 << 30))
  }

  /// Macros of which each is twice the one before.
  static func doublings(_ count: Int) -> String {
    (1...count).reduce("#define M0 + 1\n") { $0 + "#define M\($1) M\($1 - 1) M\($1 - 1)\n" }
  }

  /// `a.c` breaks the limits, and `z.c` is indexed all the same.
  func check(_ project: ProjectFolder, _ limits: ClangWorkerLimits) async throws {
    let pool = ClangWorkerPool(program: Machine.program, root: project.path, limits: limits)
    let units = ["a.c", "z.c"].map { project.unit($0, flags: []) }
    let outcomes = try await pool.index(units.map { UnitRequest(unit: $0) }, jobs: 1)
    // Without memory some versions end and others give up.
    #expect(outcomes.first == .fatal || outcomes.first == .rejected)
    #expect(project.lines(of: try #require(outcomes.last)) == [])
  }

  @Test func anotherProgramIsNoWorker() async throws {
    let project = try ProjectFolder(["a.c": ""])
    for program in ["/bin/true", "/nowhere"] {
      let pool = ClangWorkerPool(program: program, root: project.path)
      await #expect(throws: LibclangProblem.noWorker(program: program)) {
        _ = try await pool.index([UnitRequest(unit: project.unit("a.c", flags: []))], jobs: 1)
      }
    }
  }
}
