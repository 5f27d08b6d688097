import Foundation
import NativeFacts
import Testing

@testable import ClangIndexing

/// What is known of one unit.
@Suite(.enabled(if: Machine.hasLibclang, "libclang isn't installed")) struct UnitFactsTests {
  @Test func symbolsOfC() async throws {
    try await check(
      "a.c",
      [
        "a.c": """
        #include "a.h"
        int shared = 0;
        static int calls;
        static const char *const names[] = {"a"};
        __thread int tls;
        __attribute__((visibility("hidden"))) int hidden(void) { return 1; }
        #define UP __attribute__((constructor))
        UP static void up(void) { calls = 1; }
        static int back(int x) { return x; }
        static int (*table[])(int) = {back};
        void give(int (*)(int));
        int run(struct pt *p) { static int n; give(back); return p->x + helper(n) + hidden(); }
        """,
        "a.h": """
        #define N 3
        #define TWICE(x) ((x) * N)
        #define OTHER 1
        struct pt { int x; char c; double d; unsigned f : 3; };
        struct unused { int x; };
        enum color { RED, GREEN = 5 };
        static inline int helper(int v) { return TWICE(v) + GREEN; }
        static inline int idle(int v) { return v; }
        """,
      ],
      symbols: [
        "GREEN enumerator 5 a.h", "N macro a.h", "TWICE macro a.h", "UP macro own",
        "back function internal own", "calls variable internal own", "give function external own",
        "helper function internal inline a.h", "hidden function external hidden own",
        "n variable none static own", "names variable internal constant own",
        "pt record external a.h", "run function external own", "shared variable external own",
        "table variable internal own", "tls variable external thread own",
        "up function internal constructor own",
      ],
      uses: [
        "TWICE macro N", "helper macro TWICE", "helper value GREEN", "hidden call",
        "run address back",
        "run call give", "run call helper", "run call hidden", "run member pt", "run type pt",
        "run variable n", "table address back", "up macro UP", "up variable calls",
        "up write calls",
      ].filter { $0 != "hidden call" },
      layouts: ["struct pt 24/8: x@0 c@32 d@64 f@128:3"],
      escapes: ["back argument give", "back table table"]
    )
  }

  @Test func symbolsOfCPlusPlus() async throws {
    try await check(
      "b.cpp",
      [
        "b.cpp": """
        struct Base { virtual ~Base(); virtual int f() = 0; int v; };
        struct D : Base { int f() override { return v; } int w; };
        struct Loud { Loud(); ~Loud(); };
        static Loud loud;
        thread_local Loud each;
        template <class T> T add(T a, T b) { return a + b; }
        int use() { auto l = [](int q) { return q; }; return add(1, 2) + l(2); }
        Base *make() { return new D; }
        """
      ],
      symbols: [
        "Base record external own", "D function external inline own", "D record external own",
        "Loud function external own", "Loud record external own", "add template external own",
        "each variable external thread dynamic exit own", "f function external inline virtual own",
        "f function external virtual pure own", "lambda 1 of use lambda none own",
        "loud variable internal dynamic exit own", "make function external own",
        "operator() function internal inline own", "use function external own",
        "~Base function external virtual own",
      ],
      uses: nil,
      layouts: [
        "Base 16/8: v@64 [~Base() f() = 0]", "D 16/8: w@96 (Base) [f()]", "Loud 1/1:",
      ],
      escapes: ["operator() argument operator()"]
    )
  }

  /// Which functions the text of a macro names where it is used, as `macro kind function`.
  @Test(arguments: [
    ("", "save_to(v, 0)", ["-"]),
    ("#define save(x) save_to(x, __FILE__)", "save(other(v))", ["save call save_to"]),
    ("#define save save_to", "save(v, 0)", ["save call save_to"]),
    ("#define save save_to", "pass(save)", ["save address save_to"]),
    ("#define JOIN(a) a ## _to(v, 0)", "JOIN(save)", ["JOIN call save_to"]),
    ("#define APPLY(f) f(v)", "APPLY(other)", ["-"]),
    ("#define in(x) save_to(x, 0)\n#define out(x) in(x)", "out(v)", ["out call save_to"]),
    ("#define in(x) save_to(x, 0)\n#define id(x) x", "id(in(v))", ["in call save_to"]),
    ("#define save(x) save_to(x, 0)", "other(v)", ["-"]),
  ])
  func macrosStandForFunctions(_ macros: String, _ body: String, _ found: [String]) async throws {
    for file in ["m.c", "m.cpp"] {
      let project = try ProjectFolder([
        "m.h": macros,
        file: """
        #include "m.h"
        int save_to(int x, const char *file);
        int other(int x);
        int pass(int (*f)(int, const char *));
        int user(int v) { return \(body); }
        """,
      ])
      guard case .indexed(let facts) = try await project.index(file, flags: []) else {
        Issue.record("\(file) isn't indexed")
        continue
      }
      #expect(facts.problems == [])
      let uses = facts.uses.filter { use in
        use.kind != .macro && use.from >= 0 && facts.symbols[use.from].kind == .macro
      }
      let lines = uses.map {
        "\(facts.symbols[$0.from].name) \($0.kind) \(facts.symbols[$0.to].name)"
      }
      #expect(lines.sorted() == found.filter { $0 != "-" }, "\(file)")
      // The caller is one as well.
      let isCalled = facts.uses.contains {
        $0.kind != .macro && facts.symbols[$0.to].name == "save_to"
          && $0.from >= 0 && facts.symbols[$0.from].name == "user"
      }
      #expect(isCalled == (body.contains("save") || body.contains("in(") || body == "out(v)"))
    }
  }

  /// Which variables are changed, of those that are used.
  @Test(arguments: [
    (
      "w.c",
      """
      int set, added, raised, given, filled[3], inner[2][2], read, *at, copied[2];
      struct pair { int left, right; } member, *behind;
      char text[9], name[9];
      char *strcpy(char *, const char *);
      int strcmp(const char *, const char *);
      void take(int *);
      int all(int i) {
        set = 1; added += 2; raised++; take(&given); filled[i] = 1; inner[i][0] = 2;
        *at = 3; at[i] = 4; member.left = 5; behind->right = 6;
        strcpy(text, name);
        return read == 7 ? strcmp(name, "a") : copied[read] + filled[i];
      }
      """,
      ["added", "filled", "given", "inner", "member", "raised", "set", "text"]
    ),
    (
      "w.cpp",
      """
      struct List { void add(int); int size() const; List &operator+=(int); bool operator==(int) const; };
      List grown, joined, asked, passed, shown;
      int count, value;
      void change(List &); void show(const List &); void raise(int &); void use(int);
      int all() {
        grown.add(1); joined += 2; change(passed); show(shown); raise(count); use(value);
        return asked.size() + (asked == 3);
      }
      """,
      ["count", "grown", "joined", "passed"]
    ),
  ])
  func variablesThatAreChanged(_ file: String, _ source: String, _ names: [String]) async throws {
    let project = try ProjectFolder([file: source])
    guard case .indexed(let facts) = try await project.index(file, flags: []) else {
      Issue.record("\(file) isn't indexed")
      return
    }
    #expect(facts.problems == [])
    let written = facts.uses.filter { $0.kind == .write }.map { facts.symbols[$0.to].name }
    #expect(written.sorted() == names)
  }

  func check(
    _ file: String,
    _ files: [String: String],
    symbols: [String],
    uses: [String]?,
    layouts: [String],
    escapes: [String]
  ) async throws {
    let project = try ProjectFolder(files)
    guard case .indexed(let facts) = try await project.index(file, flags: []) else {
      Issue.record("\(file) isn't indexed")
      return
    }
    #expect(facts.problems == [])
    #expect(facts.symbols.map { Self.text($0, file) }.sorted() == symbols)
    if let uses {
      let found = facts.uses.map { use in
        let from = use.from < 0 ? "-" : facts.symbols[use.from].name
        return "\(from) \(use.kind) \(facts.symbols[use.to].name)"
      }
      #expect(found.sorted() == uses)
    }
    #expect(facts.layouts.map { Self.text($0, facts) }.sorted() == layouts)
    let taken = facts.escapes.map { "\(facts.symbols[$0.function].name) \($0.way) \($0.target)" }
    #expect(taken.sorted() == escapes)
    #expect(UnitFacts(encoded: facts.encoded()) == facts)
  }

  static func text(_ symbol: NativeSymbol, _ source: String) -> String {
    var words = [symbol.name, "\(symbol.kind)"]
    if symbol.kind == .enumerator {
      words.append("\(symbol.value)")
    } else if symbol.kind != .macro {
      words.append("\(symbol.linkage)")
    }
    let names: [(NativeSymbol.Traits, String)] = [
      (.hidden, "hidden"), (.inline, "inline"), (.virtual, "virtual"), (.pure, "pure"),
      (.constant, "constant"), (.threadLocal, "thread"), (.localStatic, "static"),
      (.constructor, "constructor"), (.dynamicInitialiser, "dynamic"), (.exitDestructor, "exit"),
    ]
    words += names.filter { symbol.traits.contains($0.0) }.map(\.1)
    words.append(symbol.traits.contains(.own) ? "own" : symbol.file)
    return words.joined(separator: " ")
  }

  static func text(_ layout: RecordLayout, _ facts: UnitFacts) -> String {
    let fields = layout.fields.map { field in
      " \(field.name)@\(field.offsetBits)" + (field.widthBits.map { ":\($0)" } ?? "")
    }
    let bases = layout.bases.isEmpty ? "" : " (\(layout.bases.joined(separator: " ")))"
    let virtuals = layout.virtuals.isEmpty ? "" : " [\(layout.virtuals.joined(separator: " "))]"
    let name = facts.symbols[layout.symbol].type
    return "\(name) \(layout.size)/\(layout.alignment):\(fields.joined())\(bases)\(virtuals)"
  }

  /// Bytes that are no facts are refused.
  @Test func damagedBytesAreRefused() throws {
    var facts = UnitFacts()
    facts.moduleLines = ["import a", "import b"]
    let bytes = facts.encoded()
    for length in 0..<bytes.count { #expect(UnitFacts(encoded: Array(bytes[..<length])) == nil) }
    for position in bytes.indices {
      for change in [0x01, 0x80, 0xFF] as [UInt8] {
        var other = bytes
        other[position] ^= change
        _ = UnitFacts(encoded: other)
      }
    }
  }

  @Test(arguments: [
    ("int f( int a ) { return a ; }", "int f(int a){/* x */ return a; } // y\n", true),
    ("a + +b", "a ++b", false), ("a - b", "a-b", true), ("\"a  b\"", "\"a b\"", false),
    ("#define f(x) x", "#define f (x) x", false), ("R\"(/* a */)\"", "R\"()\"", false),
    ("int a;\n#if X\nint b;\n#endif\n", "int a;\n#if X /* c */\nint b;\n#endif\n", true),
    ("1'000", "1'0 00", false), ("a\\\nb", "ab", true), ("'\"' /* \" */ 'b'", "'\"' 'b'", true),
  ])
  func commentsAndLayoutDontCount(_ left: String, _ right: String, _ areEqual: Bool) {
    let digests = [left, right].map { NativeText.digest(of: Array($0.utf8)) }
    #expect((digests[0] == digests[1]) == areEqual)
  }

  @Test(arguments: [
    (
      "export module a.b:c;\nimport std;\n  import <vector>;\nint important;\nmodule;\n",
      ["module a.b:c", "import std", "import <vector>"]
    ),
    ("// import x;\nimport(y);\n", []),
  ])
  func moduleLinesAreFound(_ text: String, _ lines: [String]) {
    let found = Array(text.utf8).withUnsafeBufferPointer { ModuleScan.lines(of: $0) }
    #expect(found == lines)
  }
}
