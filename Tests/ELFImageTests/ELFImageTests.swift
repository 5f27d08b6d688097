import Foundation
import Testing

@testable import ELFImage

@Suite struct ELFImageTests {
  /// A library of this machine's that every one has.
  static let library: [UInt8] = {
    let paths = [
      "/lib/x86_64-linux-gnu/libc.so.6", "/lib/aarch64-linux-gnu/libc.so.6", "/lib64/libc.so.6",
    ]
    return paths.lazy.compactMap { try? Data(contentsOf: URL(filePath: $0)) }.first.map {
      Array($0)
    }
      ?? []
  }()

  @Test func theCLibraryIsRead() throws {
    let image = try ELFImage(Self.library)
    #expect(image.soname == "libc.so.6")
    #expect(image.exports.contains("malloc"))
    #expect(image.tlsSize > 0)
    #expect(image.pythonModules == [])
  }

  @Test(arguments: [
    ([], ELFProblem.notELF), (Array("#!/bin/sh\n".utf8), .notELF),
    ([0x7F, 0x45, 0x4C, 0x46, 1, 1], .unsupported),
    ([0x7F, 0x45, 0x4C, 0x46, 2, 1] + [UInt8](repeating: 0xFF, count: 58), .outOfBounds),
  ])
  func otherBytesAreRefused(_ bytes: [UInt8], _ problem: ELFProblem) {
    #expect(throws: problem) { try ELFImage(bytes) }
  }

  /// A file that ends early, or with bytes changed, gives an error or facts and never traps.
  @Test(arguments: 0..<8) func damagedFilesNeverTrap(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    // The headers, the dynamic section and the tables are what is read.
    let image = try ELFImage(Self.library)
    #expect(image.hasDynamicSection)
    for round in 0..<40 {
      var bytes = Self.library
      if round.isMultiple(of: 4) {
        bytes.removeLast(Int(random.next() % UInt64(bytes.count)))
      }
      for _ in 0..<(1 << (round % 8)) where !bytes.isEmpty {
        let zone = random.next().isMultiple(of: 2) ? min(bytes.count, 1024) : bytes.count
        bytes[Int(random.next() % UInt64(zone))] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = try? ELFImage(bytes)
    }
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
