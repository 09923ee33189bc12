import FoundationEssentials
import Lakehouse
import TableFormats
import Terminal

/// The folder a run leaves behind, for whoever wants to look around.
struct KeptRun {
  /// The folder.
  let folder: String
  /// Where the cloud keeps its state.
  var cloud: String { "\(folder)/cloud" }
  /// Where the report goes.
  var report: String { "\(folder)/insights.html" }

  init(folder: String) throws {
    self.folder = folder
    let contents = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    // A cloud that has posts already would count them twice.
    guard contents.isEmpty else {
      throw CommandError.usage("--keep \(folder): there is something in it; name a new folder")
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw CommandError(.failed, "--keep \(folder): \(error)") }
  }

  /// Leaves the cleaned tables as Parquet files.
  func keep(_ frames: CleanFrames) throws {
    try write(frames.pins, "pin")
    try write(frames.geolocations, "geo")
    try write(frames.users, "user")
  }

  /// What can be done with it.
  var hint: String {
    """
    kept in \(folder): the cleaned tables as Parquet, the report, and the cloud; to go on with it:
      pinterest up --data-dir \(cloud)
    """
  }

  private func write<Row: CleanRow>(_ rows: [Row], _ name: String) throws {
    let bytes = try ParquetWriter.bytes(of: ColumnBatch(rows))
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(name).parquet"))
  }
}
