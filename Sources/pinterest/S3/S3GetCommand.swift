import FoundationEssentials
import S3Client
import Terminal

let s3GetCommand = Command(
  "s3 get",
  "fetches an object into a file, a folder or a pipe",
  operands: "s3://BUCKET/KEY [FILE|FOLDER|-]",
  options: s3Options + [.flag("--recursive", "every object whose key begins like that")],
  examples: [
    "pinterest s3 get s3://my-bucket/raw/pins.json",
    "pinterest s3 get s3://my-bucket/dump.sql - | less",
    "pinterest s3 get --recursive s3://my-bucket/topics/ ./topics",
  ]
) { call in
  try call.expectOperands(atMost: 2)
  let source = try call.operand(0, "s3://BUCKET/KEY")
  let target = call.operands.count == 2 ? call.operands[1] : "."
  return try await withS3(call) { client in
    guard !call.has("--recursive") else {
      let place = try s3Place(source)
      return try await getAll(client.bucket(place.bucket), under: place.path, into: target, call)
    }
    let (name, key) = try s3Object(source)
    let bucket = client.bucket(name)
    if target == "-" {
      try await StandardPipe.write(try await bucket.get(key).chunks)
    } else {
      let line = TransferLine(call.console, of: 1)
      defer { line.clear() }
      try await get(bucket, key, into: file(for: key, in: target), line)
    }
    return .done
  }
}

private func getAll(
  _ bucket: S3Bucket,
  under prefix: String,
  into folder: String,
  _ call: Invocation
) async throws -> ExitCode {
  var keys: [ObjectKey] = []
  for try await object in bucket.objects(under: prefix) { keys.append(object.key) }
  let line = TransferLine(call.console, of: keys.count)
  defer { line.clear() }
  return try await eachInPart(keys, atOnce: 8, call) { key in
    // A key may hold "..": what it names must not come to lie outside of the folder.
    let names = key.rawValue.dropFirst(prefix.count).split(separator: "/")
    guard !names.isEmpty, !names.contains(".."), !key.rawValue.hasSuffix("/") else {
      throw CommandError(.failed, "s3://\(bucket.name)/\(key): no file can have that name")
    }
    let path = ([folder] + names.map(String.init)).joined(separator: "/")
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try await get(bucket, key, into: path, line)
  }
}

private func get(
  _ bucket: S3Bucket,
  _ key: ObjectKey,
  into path: String,
  _ line: TransferLine
) async throws {
  // What is no file, /dev/null for one, stays what it is.
  guard !StandardPipe.isThere(path) else {
    return try await StandardPipe.write(try await bucket.get(key).chunks, to: path)
  }
  try await line.follow(path) { progress in
    var options = S3Bucket.DownloadOptions()
    options.progress = progress
    try await bucket.download(key, toFile: path, options: options)
  }
}

/// The file an object goes into: the one named, or one of its own name in the folder named.
private func file(for key: ObjectKey, in target: String) throws -> String {
  var isFolder = false
  let exists = FileManager.default.fileExists(atPath: target, isDirectory: &isFolder)
  guard (exists && isFolder) || target.hasSuffix("/") else { return target }
  guard let name = key.rawValue.split(separator: "/").last, name != "..", name != "." else {
    throw CommandError.usage("\(key): say under what name it shall be kept")
  }
  return target.hasSuffix("/") ? "\(target)\(name)" : "\(target)/\(name)"
}
