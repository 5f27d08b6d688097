import Foundation
import Testing

/// A `__main__.py` ends with the program: what that does isn't done anew for a change of what it calls.
@Suite struct MainModuleTests {
  private static let files = [
    "shop/__init__.py": "",
    "shop/pages.py": "def page():\n    return 'old'\n",
    "shop/setup.py": "def prepare():\n    print('old')\n",
    "shop/__main__.py": """
    from shop.pages import page
    from shop.setup import prepare

    prepare()
    print(page())

    """,
  ]

  /// The verdict on a change of one file.
  private func verdict(_ path: String, _ change: (String) -> String) throws -> String? {
    let (before, after) = (try Scratch(), try Scratch())
    try before.write(Self.files)
    try after.write(Self.files)
    try after.write([path: change(Self.files[path] ?? "")])
    let result = try Program.run(["check", "--json", "--from", before.url.path, after.url.path])
    return (result.json as? [String: Any])?["verdict"] as? String
  }

  @Test func theLastCallIsTheProgram() throws {
    #expect(try verdict("shop/pages.py") { $0.replacing("old", with: "new") } == "patch")
  }

  @Test func whatRanBeforeItWouldHaveToRunAgain() throws {
    #expect(try verdict("shop/setup.py") { $0.replacing("old", with: "new") } == "restart")
  }
}
