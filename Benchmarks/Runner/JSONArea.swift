import Foundation
import JSONBytes
import PinterestModels

/// The three records read and written: over bytes and by `Codable`, beside the fastest of Python and C.
let jsonArea = Area(name: "json") { bench in
  try bench.makeData()
  let peers = try JSONPeers(bench)
  try await measure(Pin.self, PlainPin.self, bench, peers, goals: (decode: 0.60, encode: 0.35))
  try await measure(
    Geolocation.self,
    PlainGeolocation.self,
    bench,
    peers,
    goals: (decode: 0.12, encode: 0.14)
  )
  try await measure(User.self, PlainUser.self, bench, peers, goals: (decode: 0.12, encode: 0.09))
}

/// The rows as Foundation's own coders like them best: columns of one type, dates as texts.
private struct PlainPin: Codable {
  let index: Int
  let unique_id, title, description, poster_name, follower_count, tag_list: String
  let is_image_or_video, image_src: String
  let downloaded: Int
  let save_location, category: String
}

private struct PlainGeolocation: Codable {
  let ind: Int
  let timestamp: String
  let latitude, longitude: Double
  let country: String
}

private struct PlainUser: Codable {
  let ind: Int
  let first_name, last_name: String
  let age: Int
  let date_joined: String
}

/// What peers and limits printed, both in the same run.
private struct JSONPeers {
  private let python: String
  private let simdjson: String
  private let writer: String

  init(_ bench: Bench) throws {
    python = try bench.python("json_py.py", ["3"])
    simdjson = try bench.output(
      of: bench.compiled("json_simdjson.cpp", libraries: ["-lsimdjson"]),
      ["7"]
    )
    writer = try bench.output(
      of: bench.compiled("json_encode.cpp", libraries: ["-lsimdjson"]),
      ["7"]
    )
  }

  func python(_ name: String, _ table: Table) throws -> Double {
    try figure(of: name, table, "cpu-s", in: python)
  }

  func simdjson(_ table: Table) throws -> Double {
    try figure(of: "C++/simdjson", table, "cpu-s", in: simdjson)
  }

  func writer(_ table: Table) throws -> Double {
    try figure(of: "C direct writer", table, "cpu-us", in: writer)
  }

  /// The number before `unit` in the line that begins with `name` and is about `table`.
  private func figure(
    of name: String,
    _ table: Table,
    _ unit: String,
    in text: String
  ) throws -> Double {
    for line in text.split(separator: "\n") where line.hasPrefix(name) {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.contains(Substring(table.rawValue)),
        let place = words.firstIndex(where: { $0.hasPrefix(unit) }),
        let number = Double(words[place - 1])
      else { continue }
      return number
    }
    throw BenchError(description: "no \(name) \(table.rawValue) in: \(text)")
  }
}

private func measure<Row: TableRow, Plain: Codable>(
  _ type: Row.Type,
  _ plain: Plain.Type,
  _ bench: Bench,
  _ peers: JSONPeers,
  goals: (decode: Double, encode: Double)
) async throws {
  let table = Row.table
  let file = bench.folder.appending(path: "data/\(table.rawValue).ndjson")
  let lines = [UInt8](try Data(contentsOf: file)).split(separator: 0x0a).map { Array($0) }
  let rows = try lines.map { try Row(json: $0) }
  func report(
    _ what: String,
    peer: String? = nil,
    _ peerValue: Double? = nil,
    limit: Double? = nil,
    goal: Double? = nil,
    rounds: Int = 9,
    _ round: () throws -> Void
  ) async throws {
    let ours = try await Bench.microsecondsPerOperation(count: lines.count, rounds: rounds) {
      try round()
    }
    try bench.report(
      Figure(
        case: "json-\(what)-\(table.rawValue)",
        unit: "cpu-us/op",
        ours: ours,
        peer: peer,
        peerValue: peerValue,
        limit: limit,
        goal: goal
      )
    )
  }
  try await report(
    "decode",
    peer: "msgspec",
    peers.python("msgspec.Struct decode", table),
    limit: peers.simdjson(table),
    goal: goals.decode
  ) {
    for line in lines { _ = try Row(json: line) }
  }
  try await report(
    "encode",
    peer: "orjson",
    peers.python("ENC orjson.dumps", table),
    limit: peers.writer(table),
    goal: goals.encode
  ) {
    var output: [UInt8] = []
    for index in rows.indices {
      output.removeAll(keepingCapacity: true)
      rows[index].append(to: &output)
    }
  }
  try await report("relay") {
    var output: [UInt8] = []
    for line in lines {
      output.removeAll(keepingCapacity: true)
      try JSONScanner.scan(line) { json throws(JSONError) in try json.copyValue(to: &output) }
    }
  }
  let peer = "json.dumps"
  try await report(
    "codable-encode",
    peer: peer,
    peers.python("ENC \(peer)(default=handler)", table),
    rounds: 3
  ) {
    let encoder = JSONEncoder()
    for row in rows { _ = try encoder.encode(row) }
  }
  let data = lines.map { Data($0) }
  try await report(
    "codable-decode",
    peer: "orjson",
    peers.python("orjson.loads(+fromiso)", table),
    rounds: 3
  ) {
    let decoder = JSONDecoder()
    for line in data { _ = try decoder.decode(Row.self, from: line) }
  }
  try await report("foundation-decode", rounds: 3) {
    let decoder = JSONDecoder()
    for line in data { _ = try decoder.decode(Plain.self, from: line) }
  }
  let plainRows = try data.map { try JSONDecoder().decode(Plain.self, from: $0) }
  try await report("foundation-encode", rounds: 3) {
    let encoder = JSONEncoder()
    for row in plainRows { _ = try encoder.encode(row) }
  }
}
