import ModuleFacts
import ProgramAnalysis
import ReloadPlanning
import Testing

/// What functions that call each other do, whichever of them is asked for first.
@Suite struct FixedPointTests {
  private static let journal = "LINES = []\n"
  private static let steps = """
    import journal

    def walk(count, out):
        out.append(count)
        if count > 10:
            back(count)
            again(count)

    def back(count):
        if count > 20:
            walk(5, journal.LINES)

    def again(count):
        back(count)
        return count

    """

  /// What is said against an edit of both names that two calls read.
  private func reasons(_ first: String, _ second: String) -> [String] {
    func app(_ value: Int) -> String {
      "from steps import again, back, walk\nA = \(value)\n\(first)\nB = A\n\(second)\n"
    }
    let step = EditStep(
      "cycle",
      ["journal": Self.journal, "steps": Self.steps, "app": app(1)],
      edit: ["app": app(2)],
      order: ["app", "steps", "journal"],
      expect: []
    )
    return step.plan().findings.map(\.message)
  }

  private static let calls = ["walk(A, [])", "back(A)", "again(A)"]

  @Test(arguments: calls, calls)
  func whoIsAskedFirstDoesNotMatter(first: String, second: String) {
    let found = reasons(first, second)
    for line in [3, 5] {
      let expected = "statement at line \(line) would add to journal:LINES once more"
      #expect(found.contains { $0.contains(expected) }, "\(found)")
    }
  }
}
