import Foundation
import ReloadHost
import Testing

/// Plug-ins that are built by the tests, in a host that is the test's process.
@Suite struct ReloadHostTests {
  /// A plug-in whose function returns `VALUE` plus what it has counted.
  static let source = """
    #include <stdlib.h>
    #include "reload_host.h"
    struct state { int count; EXTRA };
    static struct state *state;
    static int run(void) { return VALUE + state->count++; }
    static int open_it(struct reload_context *c, void *bytes) { (void)c; state = bytes; return OPEN; }
    static int smoke(struct reload_context *c, void *s) { (void)c; (void)s; return SMOKE; }
    static int migrate(uint32_t v, const void *old, size_t n, void *now) {
      ((struct state *)now)->count = *(const int *)old + 100; return 0;
    }
    static int (*const api)(void) = run;
    const reload_plugin *reload_plugin_entry(void) {
      static const reload_plugin plugin = {
        .abi = ABI, .flags = FLAGS, .state_version = VERSION, .state_size = sizeof(struct state),
        .api = &api, .open = open_it, .smoke = smoke, .migrate = MIGRATE };
      return &plugin;
    }
    """

  static let defaults = [
    "VALUE": "1", "EXTRA": "", "OPEN": "0", "SMOKE": "0", "ABI": "RELOAD_PLUGIN_ABI", "FLAGS": "0",
    "VERSION": "1", "MIGRATE": "0",
  ]

  struct Swap: Sendable, CustomTestStringConvertible {
    var changes: [String: String]
    var flags: [String] = []
    var status: reload_status
    var message = ""
    /// What the function returns after the swap; it returned 1 before.
    var result: Int32
    var generation: UInt32

    var testDescription: String { "\(changes.sorted { $0.key < $1.key }) \(flags)" }
  }

  @Test(arguments: [
    Swap(changes: ["VALUE": "10"], status: RELOAD_OK, result: 11, generation: 2),
    Swap(
      changes: ["VALUE": "10", "FLAGS": "RELOAD_PLUGIN_UNMAPS"],
      status: RELOAD_OK,
      result: 11,
      generation: 2
    ),
    Swap(
      changes: ["VALUE": "10", "SMOKE": "7"],
      status: RELOAD_ROLLED_BACK,
      message: "p: its smoke call gave 7",
      result: 2,
      generation: 1
    ),
    Swap(
      changes: ["VALUE": "10", "OPEN": "state->count += 5, 3"],
      status: RELOAD_ROLLED_BACK,
      message: "p: open gave 3",
      result: 2,
      generation: 1
    ),
    Swap(
      changes: ["EXTRA": "long more;"],
      status: RELOAD_REFUSED,
      message:
        "p: its state changed from version 1 (4 bytes) to 1 (16 bytes), and it has no migrate",
      result: 2,
      generation: 1
    ),
    Swap(
      changes: ["EXTRA": "long more;", "VERSION": "2", "MIGRATE": "migrate"],
      status: RELOAD_OK,
      result: 102,
      generation: 2
    ),
    Swap(
      changes: ["ABI": "99"],
      status: RELOAD_REFUSED,
      message: "it has no reload_plugin_entry of version 1",
      result: 2,
      generation: 1
    ),
    Swap(
      changes: ["VALUE": "10"],
      flags: ["-Wl,-z,nodelete"],
      status: RELOAD_REFUSED,
      message: "it is linked with -z nodelete",
      result: 2,
      generation: 1
    ),
    Swap(
      changes: ["VALUE": "missing()"],
      flags: ["-Dmissing=not_there", "-w"],
      status: RELOAD_REFUSED,
      message: "undefined symbol: not_there",
      result: 2,
      generation: 1
    ),
  ])
  func aSwapWorksOrLeavesAllAsItWas(_ swap: Swap) throws {
    let plugin = try BuiltPlugin(Self.source, Self.defaults)
    #expect(reload_host_load(plugin.host, "p", plugin.path) == RELOAD_OK)
    #expect(plugin.call("p") == 1)
    try plugin.build(Self.source, Self.defaults.merging(swap.changes) { $1 }, flags: swap.flags)
    #expect(plugin.swap("p") == swap.status)
    let message = String(cString: reload_host_message(plugin.host))
    #expect(swap.message.isEmpty || message.contains(swap.message), "\(message)")
    #expect(message.isEmpty == (swap.status == RELOAD_OK))
    #expect(plugin.call("p") == swap.result)
    #expect(reload_host_generation(plugin.host, "p") == swap.generation)
    #expect(plugin.copies() == 1)
  }

  /// A plug-in in C++, whose static object makes it a program of its own at load and exit.
  static let sourceOfCPlusPlus = """
    #include <string>
    #include "reload_host.h"
    namespace {
    std::string text(VALUE, 'x');
    int run() { return static_cast<int>(text.size()); }
    int (*const api)() = run;
    const reload_plugin plugin = {.abi = RELOAD_PLUGIN_ABI, .api = &api};
    }  // namespace
    const reload_plugin *reload_plugin_entry(void) { return &plugin; }
    """

  @Test func pluginsInCPlusPlusAreSwapped() throws {
    let flags = ["-x", "c++", "-std=gnu++20", "-fno-gnu-unique"]
    let plugin = try BuiltPlugin(Self.sourceOfCPlusPlus, ["VALUE": "1"], flags: flags)
    #expect(reload_host_load(plugin.host, "plugin", plugin.path) == RELOAD_OK)
    #expect(plugin.call("plugin") == 1)
    try plugin.build(Self.sourceOfCPlusPlus, ["VALUE": "2"], flags: flags)
    #expect(plugin.swap("plugin") == RELOAD_OK)
    #expect(plugin.call("plugin") == 2)
  }

  @Test func nothingIsSwappedWhenOneOfSeveralFails() throws {
    let first = try BuiltPlugin(Self.source, Self.defaults)
    let other = first.folder + "/other.so"
    try first.build(Self.source, Self.defaults, at: other)
    #expect(reload_host_load(first.host, "a", first.path) == RELOAD_OK)
    #expect(reload_host_load(first.host, "b", other) == RELOAD_OK)
    try first.build(Self.source, Self.defaults.merging(["VALUE": "10"]) { $1 })
    try first.build(Self.source, Self.defaults.merging(["SMOKE": "1"]) { $1 }, at: other)
    #expect(first.swap("a", "b") == RELOAD_ROLLED_BACK)
    #expect(first.call("a") == 1)
    #expect(first.call("b") == 1)
    #expect(first.swap("a") == RELOAD_OK)
    #expect(first.call("a") == 11)
  }

  /// A build that failed isn't in the way of the next one, nor tried again.
  @Test func theBuildAfterAFailedOneIsTheOneThatRuns() throws {
    let plugin = try BuiltPlugin(Self.source, Self.defaults)
    #expect(reload_host_load(plugin.host, "p", plugin.path) == RELOAD_OK)
    try plugin.build(Self.source, Self.defaults.merging(["SMOKE": "1"]) { $1 })
    var changed = 0
    #expect(reload_host_refresh(plugin.host, &changed) == RELOAD_ROLLED_BACK)
    #expect(reload_host_refresh(plugin.host, &changed) == RELOAD_OK)
    #expect(changed == 0)
    try plugin.build(Self.source, Self.defaults.merging(["VALUE": "20"]) { $1 })
    #expect(reload_host_refresh(plugin.host, &changed) == RELOAD_OK)
    #expect(plugin.call("p") == 20)
  }

  @Test func onlyWhatChangedIsRefreshed() throws {
    let plugin = try BuiltPlugin(Self.source, Self.defaults)
    #expect(reload_host_load(plugin.host, "p", plugin.path) == RELOAD_OK)
    var changed = 9
    #expect(reload_host_refresh(plugin.host, &changed) == RELOAD_OK)
    #expect(changed == 0)
    try plugin.build(Self.source, Self.defaults.merging(["VALUE": "5"]) { $1 })
    #expect(reload_host_refresh(plugin.host, &changed) == RELOAD_OK)
    #expect(changed == 1)
    #expect(plugin.call("p") == 5)
  }

  @Test func whatIsNeededHasToBeThere() throws {
    let needs = Self.source.replacing(".api = &api,", with: ".api = &api, .needs = needs,")
      .replacing(
        "static int (*const api)",
        with: "static const char *const needs[] = {\"other\", 0};\nstatic int (*const api)"
      )
    let plugin = try BuiltPlugin(needs, Self.defaults)
    #expect(reload_host_load(plugin.host, "p", plugin.path) == RELOAD_REFUSED)
    #expect(
      String(cString: reload_host_message(plugin.host)) == "p: it needs other, which isn't loaded"
    )
    #expect(reload_host_api(plugin.host, "p") == nil)
  }

  @Test(arguments: [[], Array("no library".utf8), [0x7F, 0x45, 0x4C, 0x46, 2, 1]])
  func otherFilesAreRefused(_ bytes: [UInt8]) throws {
    let plugin = try BuiltPlugin(Self.source, Self.defaults)
    try Data(bytes).write(to: URL(filePath: plugin.path))
    #expect(reload_host_load(plugin.host, "p", plugin.path) == RELOAD_REFUSED)
    #expect(reload_host_check(plugin.path, nil, 0) == RELOAD_REFUSED)
  }

  /// A library whose bytes were changed is refused or loads, and never ends the check.
  @Test func damagedLibrariesDontEndTheCheck() throws {
    let plugin = try BuiltPlugin(Self.source, Self.defaults)
    let whole = try Data(contentsOf: URL(filePath: plugin.path))
    for seed in 0..<200 {
      var bytes = whole
      for step in 0..<4 { bytes[(seed * 7919 + step * 613) % 4096 % bytes.count] = UInt8(seed) }
      if seed % 5 == 0 { bytes.removeLast((seed * 131) % bytes.count) }
      try bytes.write(to: URL(filePath: plugin.path))
      _ = reload_host_check(plugin.path, nil, 0)
    }
  }
}

/// A plug-in in a folder of its own, with a host.
private final class BuiltPlugin {
  let folder: String
  let path: String
  let host: OpaquePointer

  struct BuildError: Error {}

  init(_ source: String, _ words: [String: String], flags: [String] = []) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "host-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url.appending(path: "copies"),
      withIntermediateDirectories: true
    )
    folder = url.path
    path = folder + "/plugin.so"
    host = try #require(reload_host_create(folder + "/copies"))
    try build(source, words, flags: flags)
  }

  deinit {
    reload_host_destroy(host)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Compiles the source with its upper-case words replaced.
  func build(
    _ source: String,
    _ words: [String: String],
    flags: [String] = [],
    at target: String? = nil
  ) throws {
    let file = folder + "/plugin.c"
    try Data(source.utf8).write(to: URL(filePath: file))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let include = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/ReloadHost/include").standardized.path
    let isC = !flags.contains("c++")
    process.arguments =
      (isC ? ["cc", "-std=gnu11"] : ["c++"]) + [
        "-w", "-shared", "-fPIC", "-I\(include)", "-o", target ?? path,
      ]
      + words.map { "-D\($0.key)=\($0.value)" }.sorted() + flags + [file]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BuildError() }
  }

  func call(_ name: String) -> Int32? {
    typealias Function = @convention(c) () -> Int32
    return reload_host_api(host, name)?.assumingMemoryBound(to: Function.self).pointee()
  }

  func swap(_ names: String...) -> reload_status {
    let texts = names.map { strdup($0) }
    defer { for text in texts { free(text) } }
    return texts.map { UnsafePointer($0) }.withUnsafeBufferPointer { buffer in
      reload_host_swap(host, buffer.baseAddress, buffer.count)
    }
  }

  func copies() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: folder + "/copies").count) ?? -1
  }
}
