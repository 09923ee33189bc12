import Digests
import HTTPWire

/// Fetches one object into an open file: the first range tells how large it is, the others follow
/// side by side and only of the same content.
struct Downloader: Sendable {
  private let bucket: S3Bucket
  private let key: ObjectKey
  private let options: S3Bucket.DownloadOptions
  private let transfer: TransferSettings
  private let file: LocalFile
  private let files: FileThread

  init(
    _ bucket: S3Bucket,
    _ key: ObjectKey,
    _ options: S3Bucket.DownloadOptions,
    _ file: LocalFile,
    _ files: FileThread
  ) {
    self.bucket = bucket
    self.key = key
    self.options = options
    transfer = options.transfer ?? bucket.engine.configuration.transfer
    self.file = file
    self.files = files
  }

  func fetch() async throws(S3Error) -> ObjectInfo {
    let partSize = max(1, transfer.partSize)
    let first = try await start(upTo: partSize)
    let size = first.info.size
    let meter = ProgressMeter(total: size, options.progress)
    guard size > partSize else {
      _ = try await save(first, at: 0, meter, nil)
      return first.info
    }
    let whole = try await checksum(of: first.info)
    let algorithm = whole?.algorithm
    let ranges = stride(from: 0, to: size, by: partSize).lazy.map {
      $0..<min($0 + partSize, size)
    }
    let pieces = try await inWindow(of: transfer.concurrency, ranges) {
      number,
      range throws(S3Error) in
      let object = number == 1 ? first : try await part(range, of: first.info)
      return try await save(object, at: range.lowerBound, meter, algorithm)
    }
    if let whole { try check(pieces, against: whole, of: first.info) }
    return first.info
  }

  /// The first range; an empty object has none, and is asked for as it is.
  private func start(upTo count: Int) async throws(S3Error) -> S3Object {
    var asked = S3Bucket.GetOptions(range: .bytes(0..<count), versionID: options.versionID)
    asked.conditions = options.conditions
    asked.customerKey = options.customerKey
    do { return try await bucket.get(key, options: asked) } catch {
      guard error.code == .invalidRange else { throw error }
      asked.range = nil
      return try await bucket.get(key, options: asked)
    }
  }

  private func part(_ range: Range<Int>, of info: ObjectInfo) async throws(S3Error) -> S3Object {
    var asked = S3Bucket.GetOptions(range: .bytes(range), versionID: options.versionID)
    asked.conditions.ifMatches = info.etag
    asked.customerKey = options.customerKey
    do { return try await bucket.get(key, options: asked) } catch {
      guard error.code == .preconditionFailed else { throw error }
      var error = error
      error.code = .changedDuringRead
      throw error
    }
  }

  /// A range comes without the checksum of the whole: it is asked for while the first one waits.
  private func checksum(of info: ObjectInfo) async throws(S3Error) -> ObjectChecksum? {
    guard bucket.engine.configuration.checksums.response == .whenSupported else { return nil }
    var asked = S3Bucket.GetOptions(versionID: options.versionID)
    asked.conditions.ifMatches = info.etag
    asked.customerKey = options.customerKey
    guard let checksum = try await bucket.head(key, options: asked).checksum,
      !checksum.isComposite, checksum.algorithm.isCombinable
    else { return nil }
    return checksum
  }

  private func save(
    _ object: S3Object,
    at start: Int,
    _ meter: ProgressMeter,
    _ algorithm: ChecksumAlgorithm?
  ) async throws(S3Error) -> WrittenPiece {
    try await files.write(object.chunks, to: file, from: start, summing: algorithm, meter)
  }

  private func check(
    _ pieces: [WrittenPiece],
    against whole: ObjectChecksum,
    of info: ObjectInfo
  ) throws(S3Error) {
    let values = pieces.sorted { $0.start < $1.start }.map { ($0.checksum, $0.size) }
    guard ObjectChecksum(combining: values, whole.algorithm)?.value == whole.value else {
      let complaint = "\(whole.algorithm.rawValue) should be \(whole.value)"
      throw S3Error(.checksumMismatch, complaint).located("GetObject", bucket.name, key)
    }
  }
}
