import Foundation
import HostIO
import Testing

/// When a result that was kept still holds.
@Suite struct InputRecordTests {
  @Test(arguments: [
    "nothing", "same size and time", "appeared", "gone", "in the folder", "time", "replaced",
  ])
  func anyChangeIsNoticed(_ change: String) throws {
    let project = try ProjectFolder(["a.h": "one", "b.h": "two"])
    let paths = ["", "/a.h", "/b.h", "/missing.h"].map { project.path + $0 }
    let record = try #require(Self.record(of: paths))
    #expect(Self.length(record) == record.count)

    let file = URL(filePath: project.path + "/a.h")
    let manager = FileManager.default
    let time = try manager.attributesOfItem(atPath: file.path)[.modificationDate]
    switch change {
    case "same size and time":
      try Data("uno".utf8).write(to: file)
      let attributes = [FileAttributeKey.modificationDate: try #require(time)]
      try manager.setAttributes(attributes, ofItemAtPath: file.path)
    case "appeared": try Data().write(to: URL(filePath: project.path + "/missing.h"))
    case "gone": try manager.removeItem(at: file)
    case "in the folder": try Data().write(to: URL(filePath: project.path + "/other.h"))
    case "time":
      try manager.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 9)],
        ofItemAtPath: file.path
      )
    case "replaced": try Data("one".utf8).write(to: file, options: .atomic)
    default: break
    }
    #expect((Self.length(record) == record.count) == (change == "nothing"))
  }

  /// What changes while a result is made may be in it or not.
  @Test func whatChangedMeanwhileIsNotTrusted() throws {
    let start = InputRecord.Start()
    let project = try ProjectFolder(["a.h": "one"])
    #expect(InputRecord.make(of: [project.path + "/a.h"], since: start) == nil)
  }

  @Test func damagedRecordsNeverTrap() throws {
    let project = try ProjectFolder(["a.h": "one"])
    let record = try #require(Self.record(of: [project.path, project.path + "/a.h"]))
    for position in record.indices {
      var bytes = record
      bytes[position] ^= 0x81
      #expect(Self.length(bytes) != bytes.count)
      _ = Self.length(Array(record[..<position]))
    }
  }

  /// A record of files that are older than the work.
  private static func record(of paths: [String]) -> [UInt8]? {
    for _ in 0..<500 {
      Thread.sleep(forTimeInterval: 0.01)
      if let record = InputRecord.make(of: paths, since: InputRecord.Start()) { return record }
    }
    return nil
  }

  private static func length(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { InputRecord.lengthIfCurrent($0) }
  }
}
