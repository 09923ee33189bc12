public import Lakehouse
import PinterestModels

/// What every object source must do; each implementation's tests ask for the complaints and expect
/// none.
///
/// The implementation puts ``objects`` where it reads from, and makes sources of paths among them.
public struct ObjectSourceConformance: Sendable {
  /// Makes a source of a path, with wildcards or without, relative to where the objects were put.
  public typealias Make = @Sendable (_ path: String) async throws -> any ObjectSource

  private let make: Make

  /// Prepares to examine what `make` makes.
  public init(_ make: @escaping Make) { self.make = make }

  /// The objects, in no order; each record bears the place it should be read at.
  public static let objects: [(key: String, bytes: [UInt8])] =
    visible.reversed() + [
      ("topics/a.user/.hidden.json", line(900)), ("topics/a.user/_SUCCESS", Array("no JSON".utf8)),
      ("topics/a.user/_log/0.json", line(901)), ("topics/ab.user/partition=0/x.json", line(902)),
      ("empty/.keep", []),
    ]

  /// In the order of the keys' bytes: `.` comes before `/`, and `-` before both.
  private static let visible: [(key: String, bytes: [UInt8])] = [
    ("topics/a.user/partition=0-x.json", line(0)),
    ("topics/a.user/partition=0.json", line(1)),
    ("topics/a.user/partition=0/10.json", line(2)),
    ("topics/a.user/partition=0/2.json", line(3) + line(4)),
    ("topics/a.user/partition=0/empty.json", []),
    ("topics/a.user/partition=0/large.json", (5..<2_000).flatMap { line($0) }),
    ("topics/a.user/partition=0/ü é.json", line(2_000)),
    ("topics/a.user/partition=1/10.json", line(2_001)),
    ("topics/a.user/partition=1/deep/er/1.ndjson", line(2_002)),
  ]

  private static func line(_ index: Int) -> [UInt8] {
    User(index: index, firstName: "A", lastName: "B", age: 20).json + [0x0a]
  }

  /// Everything that is wrong with the sources, in words.
  public func complaints() async -> [String] {
    var complaints: [String] = []
    for (name, limits) in Self.limits {
      complaints += await expect(Array(0...2_002), of: "topics/a.user", limits, name)
      complaints += await expect(Array(0...2_002), of: "topics/a.user/", limits, name)
    }
    let folder = "topics/a.user"
    for (path, wanted) in [
      ("\(folder)/partition=0/*.json", Array(2...2_000)),
      ("\(folder)/*/*.json", Array(2...2_001)),
      ("\(folder)/*.json", [0, 1]),
      ("\(folder)/partition=?/10.json", [2, 2_001]),
      ("\(folder)/partition=[01]/{10,2}.json", [2, 3, 4, 2_001]),
      ("\(folder)/partition=1", [2_001, 2_002]),
      ("\(folder)/partition=1*", [2_001, 2_002]),
      ("\(folder)/**.ndjson", [2_002]),
      ("\(folder)/partition=0/ü é.json", [2_000]),
      ("\(folder)/partition=0/[ü] ?.json", [2_000]),
      ("topics/*/partition=0/x.json", [902]),
      ("topics/a.user/partition=0.json", [1]),
    ] {
      complaints += await expect(wanted, of: path, ReadingLimits(), "")
    }
    for path in ["nowhere", "nowhere/*.json", "topics/a.user/*.csv", "topics/a.use", "empty"] {
      complaints += await expectNothing(at: path)
    }
    return complaints + (await complaintsAboutEnding())
  }

  /// Limits that cut batches and objects in many ways.
  private static let limits: [(name: String, ReadingLimits)] = {
    var all: [(String, ReadingLimits)] = [("as they are", ReadingLimits())]
    for (threads, objects, bytes) in [(1, 1, 1 << 20), (3, 2, 700), (4, 512, 33), (2, 3, 90_000)] {
      var limits = ReadingLimits()
      (limits.threads, limits.batchObjects, limits.batchBytes) = (threads, objects, bytes)
      limits.batchesAhead = threads
      limits.requests = threads * 2
      all.append(("\(threads) threads, \(objects) objects, \(bytes) bytes", limits))
    }
    return all
  }()

  private func expect(
    _ wanted: [Int],
    of path: String,
    _ limits: ReadingLimits,
    _ how: String
  ) async -> [String] {
    do {
      var reader = LakeReader(try await make(path))
      reader.options.limits = limits
      let (rows, report) = try await reader.rows(of: User.self)
      var complaints: [String] = []
      let found = rows.map { $0.index ?? -1 }
      if found != wanted {
        complaints.append("\(path) \(how): reads \(found.prefix(20))… (\(found.count) rows)")
      }
      if !report.isClean { complaints.append("\(path) \(how): finds \(report.findings)") }
      if report.records != wanted.count {
        complaints.append("\(path) \(how): counts \(report.records) records")
      }
      if path == "topics/a.user", report.objects != 9 || report.emptyObjects != 1 {
        complaints.append("\(path) \(how): counts \(report.objects) objects")
      }
      return complaints
    } catch {
      return ["\(path) \(how): threw \(error)"]
    }
  }

  private func expectNothing(at path: String) async -> [String] {
    do {
      let (rows, _) = try await LakeReader(try await make(path)).rows(of: User.self)
      return ["\(path): reads \(rows.count) rows where nothing is"]
    } catch let error as LakehouseError {
      let isNamed = error.subject.contains(path) && error.code == .nothingFound
      return isNamed ? [] : ["\(path): says \(error)"]
    } catch {
      return ["\(path): threw \(error)"]
    }
  }

  /// Enough is enough, and what the reader's user throws comes back.
  private func complaintsAboutEnding() async -> [String] {
    struct Halt: Error {}
    do {
      var reader = LakeReader(try await make("topics/a.user"))
      reader.options.limit = 7
      reader.options.limits.batchBytes = 100
      var complaints: [String] = []
      let (rows, report) = try await reader.rows(of: User.self)
      if rows.map(\.index) != Array(0..<7) || report.records != 7 {
        complaints.append("a limit of 7 gives \(rows.map(\.index))")
      }
      reader.options.limit = nil
      do {
        try await reader.forEachBatch(of: User.self) { _ in throw Halt() }
        complaints.append("an error of the caller is lost")
      } catch is Halt {}
      return complaints
    } catch {
      return ["ending early threw \(error)"]
    }
  }
}
