import FoundationEssentials
import S3Client
import Terminal

/// Something that can be stored.
enum PutSource: Sendable {
  /// Standard input, or what else with a path cannot tell its length: a named pipe, `<(command)`.
  case pipe(path: String?)
  /// A file, and the name it has below the folder that was asked for.
  case file(path: String, name: String)
  /// An object that is in S3 already.
  case object(ObjectReference)

  /// Its name below a folder; a pipe has none.
  var name: String? {
    switch self {
    case .pipe: nil
    case .file(_, let name): name
    case .object(let reference): reference.key.rawValue.split(separator: "/").last.map(String.init)
    }
  }

  /// What the file's name says of its bytes.
  var contentType: String? {
    guard case .file(let path, _) = self, let dot = path.lastIndex(of: ".") else { return nil }
    return switch path[dot...].dropFirst().lowercased() {
    case "json": "application/json"
    case "ndjson", "jsonl": "application/x-ndjson"
    case "csv": "text/csv"
    case "txt", "log": "text/plain"
    case "html": "text/html"
    case "xml": "application/xml"
    case "parquet": "application/vnd.apache.parquet"
    case "gz": "application/gzip"
    case "jpg", "jpeg": "image/jpeg"
    case "png": "image/png"
    default: nil
    }
  }

  /// What the operands of the command name.
  static func all(
    _ operands: some Sequence<String>,
    recursive: Bool
  ) throws(CommandError) -> [PutSource] {
    var sources: [PutSource] = []
    for operand in operands {
      if operand == "-" {
        sources.append(.pipe(path: nil))
      } else if S3URI.isS3(operand) {
        let (bucket, key) = try s3Object(operand)
        sources.append(.object(ObjectReference(bucket: bucket, key: key)))
      } else {
        sources += try files(operand, recursive)
      }
    }
    return sources
  }

  private static func files(
    _ path: String,
    _ recursive: Bool
  ) throws(CommandError) -> [PutSource] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandError(.failed, "\(path): no such file")
    }
    guard isFolder else {
      if StandardPipe.isThere(path) { return [.pipe(path: path)] }
      return [.file(path: path, name: URL(filePath: path).lastPathComponent)]
    }
    guard recursive else { throw .usage("\(path) is a folder; --recursive stores what is in it") }
    let found = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return found.sorted().compactMap { name in
      let file = "\(path)/\(name)"
      var isFolder = false
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder else {
        return nil
      }
      return .file(path: file, name: name)
    }
  }
}
