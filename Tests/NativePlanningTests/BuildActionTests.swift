import Testing

@testable import NativePlanning

/// What commands of builds make of what.
@Suite struct BuildActionTests {
  @Test(arguments: [
    ("cc -Iinc -c -o out/a.o src/a.c", "compile /p/out/a.o: /p/src/a.c"),
    ("gcc -pthread -c ./a.c", "compile /p/a.o: /p/a.c"),
    ("ccache g++ -DX -c ../q/b.cpp -ob.o", "compile /p/b.o: /q/b.cpp"),
    ("ar rcs libx.a a.o b.o", "archive /p/libx.a: /p/a.o /p/b.o"),
    ("gcc-ar -qc libx.a a.o", "archive /p/libx.a: /p/a.o"),
    ("ar t libx.a", nil),
    ("cc -shared -o libx.so a.o -L. -ly -Wl,-soname,x", "library /p/libx.so: /p/a.o -ly"),
    ("cc a.o main.c -l m -o prog", "program /p/prog: /p/a.o /p/main.c -lm"),
    ("cc -E a.c", nil), ("cc -MM a.c", nil), ("cc --version", nil), ("cc -c a.o", nil), ("", nil),
  ])
  func commandsAreRead(_ command: String, _ expected: String?) {
    let words = command.split(separator: " ").map(String.init)
    let action = BuildAction(folder: "/p", arguments: words)
    #expect(action.map(Self.text) == expected)
  }

  static func text(_ action: BuildAction) -> String {
    let kind =
      switch action.kind {
      case .compile: "compile"
      case .archive: "archive"
      case .link(let isShared): isShared ? "library" : "program"
      }
    let inputs = action.inputs + action.libraries.map { "-l\($0)" }
    return "\(kind) \(action.output): " + inputs.joined(separator: " ")
  }

  @Test func productsHoldTheUnitsOfTheirArchives() {
    let commands = [
      "cc -c a.c", "cc -c b.c", "cc -c main.c", "ar rcs libab.a a.o b.o",
      "cc -shared -o libs.so b.o", "cc -o prog main.o libab.a -ls", "cc -o prog main.o -lab -ls",
    ]
    let actions = commands.compactMap {
      BuildAction(folder: "/p", arguments: $0.split(separator: " ").map(String.init))
    }
    let build = NativeBuild(actions, root: "/p")
    let lines = build.products.map { product in
      let units = product.units.map { build.units[$0].source }
      let libraries = product.libraries.map { build.products[$0].path }
      return "\(product.path): \((units + libraries).joined(separator: " "))"
    }
    #expect(lines == ["libab.a: a.c b.c", "libs.so: b.c", "prog: main.c a.c b.c libs.so"])
  }
}
