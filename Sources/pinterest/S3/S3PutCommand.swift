import FoundationEssentials
import HTTPWire
import S3Client
import Terminal

let s3PutCommand = Command(
  "s3 put",
  "stores files, a pipe or a copy under a name",
  operands: "FILE…|-|s3://BUCKET/KEY s3://BUCKET/[KEY]",
  options: s3Options + [
    .flag("--recursive", "everything in a folder too"),
    .flag("--if-absent", "only where nothing has that name"),
    .value("--content-type", "TYPE", "what the bytes are; else by the file's name"),
    .value("--metadata", "NAME=VALUE", "kept with the object", repeatable: true),
    .value("--storage-class", "CLASS", "how it is kept: STANDARD_IA, GLACIER_IR, …"),
  ],
  examples: [
    "pinterest s3 put pins.json s3://my-bucket/raw/",
    "mysqldump pinterest | pinterest s3 put - s3://my-bucket/dump.sql",
  ]
) { call in
  guard call.operands.count >= 2, let last = call.operands.last else {
    throw CommandError.usage("s3 put: what to store, and s3://BUCKET/KEY")
  }
  let target = try s3Place(last)
  let sources = try PutSource.all(call.operands.dropLast(), recursive: call.has("--recursive"))
  let isFolder = target.path.isEmpty || target.path.hasSuffix("/")
  guard isFolder || (sources.count == 1 && !call.has("--recursive")) else {
    throw CommandError.usage("\(target): several files need a place that ends with a slash")
  }
  guard !isFolder || sources.allSatisfy({ $0.name != nil }) else {
    throw CommandError.usage("\(target): a pipe needs a name to be stored under")
  }
  let line = TransferLine(call.console, of: sources.count)
  defer { line.clear() }
  return try await withS3(call) { client in
    let bucket = client.bucket(target.bucket)
    return try await eachInPart(sources, atOnce: 8, call) { source in
      let key = try ObjectKey(target.path + (isFolder ? source.name ?? "" : ""))
      try await line.follow("s3://\(bucket.name)/\(key)") { progress in
        try await put(source, bucket, key, call, progress)
      }
    }
  }
}

private func put(
  _ source: PutSource,
  _ bucket: S3Bucket,
  _ key: ObjectKey,
  _ call: Invocation,
  _ progress: @escaping ProgressHandler
) async throws {
  var options = S3Bucket.PutOptions(settings: try settings(for: source, call))
  if call.has("--if-absent") { options.condition = .ifAbsent }
  options.progress = progress
  switch source {
  case .pipe(let path):
    // Only the parts of a pipe are held in memory; three keep the whole process under 64 MiB.
    options.transfer = TransferSettings()
    options.transfer?.concurrency = 3
    try await bucket.put(.stream(StandardPipe.input(from: path)), to: key, options: options)
  case .file(let path, _): try await bucket.put(file: path, to: key, options: options)
  case .object(let reference): try await bucket.copy(reference, to: key)
  }
}

private func settings(for source: PutSource, _ call: Invocation) throws -> ObjectSettings {
  var settings = ObjectSettings()
  settings.contentType = call["--content-type"] ?? source.contentType
  settings.storageClass = call["--storage-class"].map(StorageClass.init(rawValue:))
  for pair in call.all("--metadata") {
    guard let equals = pair.firstIndex(of: "="), equals > pair.startIndex else {
      throw CommandError.usage("--metadata \(pair): NAME=VALUE is wanted")
    }
    settings.metadata[String(pair[..<equals])] = String(pair[equals...].dropFirst())
  }
  return settings
}
