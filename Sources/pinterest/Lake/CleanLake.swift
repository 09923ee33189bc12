import Lakehouse
import PinterestModels
import Terminal

/// The three tables of some places, read and cleaned into memory, or clean already in Delta tables.
struct CleanLake {
  /// What was read, in one line.
  let place: String
  let frames: CleanFrames

  /// Reads and cleans as the command line says, and tells how much there was.
  init(_ call: Invocation, _ places: [String]) async throws {
    let named = try await LakePlaces(call, places)
    if places.count == 1, let tables = try await LakeTables(places[0], named, call) {
      frames = try await tables.frames()
      place = places[0]
      call.console.note("\(frames.count) rows of the Delta tables in \(place), clean already")
      return
    }
    let sources = try named.sources(only: nil)
    let all: [(Table, (any ObjectSource)?)] = [
      (.pin, sources.pin), (.geo, sources.geo), (.user, sources.user),
    ]
    for (table, source) in all where source == nil {
      throw CommandError.usage("there is no place for \(table.rawValue); name one that holds it")
    }
    let reader = CleanReader(
      reading: try ReadingOptions(call),
      cleaning: try CleaningOptions(counting: call)
    )
    let (frames, report) = try await reader.frames(from: sources)
    for (table, source) in all {
      guard let source, let read = report.reading[table] else { continue }
      tell(read, of: source, call.console)
      let gone = report.cleaning.rows(of: table) - report.cleaning.rowsKept(of: table)
      if gone > 0 { call.console.note("\(gone) of them had been there before, or were empty") }
    }
    self.frames = frames
    place =
      places.isEmpty
      ? all.compactMap { $0.1?.description }.first ?? "" : places.joined(separator: ", ")
  }
}
