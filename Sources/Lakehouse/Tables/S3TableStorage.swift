import FoundationEssentials
public import S3Client
public import TableFormats

/// A table under a prefix of a bucket, on S3 or anything that speaks like it.
///
/// A new version of the log is written with `If-None-Match: *`, so the store must honour that and
/// every writer must use it; delta-rs does, Spark without a lock table does not.
public struct S3TableStorage: TableStorage {
  /// The bucket.
  public let bucket: S3Bucket
  /// What every key begins with: empty, or with a slash at its end.
  public let prefix: String

  /// Names the root of a table; the slash at its end may be missing.
  public init(_ bucket: S3Bucket, prefix: String) {
    self.bucket = bucket
    self.prefix = prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/"
  }

  /// `s3://bucket/prefix`.
  public var description: String { "\(bucket)/\(prefix.dropLast(prefix.isEmpty ? 0 : 1))" }

  /// The objects below a folder behind a path, in the order of their bytes.
  public func list(
    _ folder: String,
    startAfter: String?
  ) async throws(TableFormatError) -> [StoredFile] {
    let options = S3Bucket.ListOptions(startAfter: startAfter.map { prefix + $0 })
    var files: [StoredFile] = []
    do throws(S3Error) {
      for try await object in bucket.objects(under: prefix + folder, options: options) {
        let path = String(object.key.rawValue.dropFirst(prefix.count))
        files.append(
          StoredFile(
            path: path,
            size: object.size,
            modified: object.lastModified?.milliseconds ?? 0
          )
        )
      }
    } catch {
      throw failure(error, folder)
    }
    return files
  }

  /// All bytes of an object.
  public func read(_ path: String) async throws(TableFormatError) -> [UInt8] {
    do throws(S3Error) {
      return try await bucket.get(key(path)).bytes(upTo: .max)
    } catch {
      throw failure(error, path)
    }
  }

  /// Some bytes of an object.
  public func read(
    _ path: String,
    range: Range<Int>
  ) async throws(TableFormatError) -> [UInt8] {
    if range.isEmpty { return [] }
    let bytes: [UInt8]
    do throws(S3Error) {
      let options = S3Bucket.GetOptions(range: .bytes(range))
      bytes = try await bucket.get(key(path), options: options).bytes(upTo: range.count)
    } catch {
      throw failure(error, path)
    }
    guard bytes.count == range.count else {
      let detail = "\(bytes.count) of \(range.count) bytes from \(range.lowerBound) on"
      throw TableFormatError(.malformed, "\(self)/\(path)", detail: detail)
    }
    return bytes
  }

  /// Size and time of an object.
  public func file(_ path: String) async throws(TableFormatError) -> StoredFile? {
    do throws(S3Error) {
      let info = try await bucket.head(key(path))
      return StoredFile(
        path: path,
        size: info.size,
        modified: info.lastModified?.milliseconds ?? 0
      )
    } catch {
      if error.code == .noSuchKey { return nil }
      throw failure(error, path)
    }
  }

  /// Writes an object, also over one that is there.
  public func write(_ bytes: [UInt8], to path: String) async throws(TableFormatError) {
    do throws(S3Error) {
      try await bucket.put(bytes, to: key(path))
    } catch {
      throw failure(error, path)
    }
  }

  /// Writes an object unless there is one of that name.
  public func create(_ bytes: [UInt8], at path: String) async -> Creation {
    do throws(S3Error) {
      try await bucket.put(bytes, to: key(path), options: .init(condition: .ifAbsent))
      return .created
    } catch {
      if error.code == .preconditionFailed { return .taken }
      let failure = failure(error, path)
      return Self.isCertain(error) ? .refused(failure) : .unknown(failure)
    }
  }

  /// Deletes an object.
  public func delete(_ path: String) async throws(TableFormatError) {
    do throws(S3Error) {
      try await bucket.delete(key(path))
    } catch {
      throw failure(error, path)
    }
  }

  private func key(_ path: String) throws(S3Error) -> ObjectKey { try ObjectKey(prefix + path) }

  /// Whether the object is not there for sure: S3 refused it, or nothing was sent.
  private static func isCertain(_ error: S3Error) -> Bool {
    guard !error.mayHaveSucceeded, error.code != .conditionalRequestConflict else { return false }
    if let status = error.status { return (400..<500).contains(status) }
    return error.code != .cancelled && error.code != .unreachable
  }

  private func failure(_ error: S3Error, _ path: String) -> TableFormatError {
    TableFormatError(
      error.code == .noSuchKey ? .notFound : .storageFailed,
      "\(self)/\(path)",
      detail: error.description,
      underlying: error
    )
  }
}

extension Date {
  fileprivate var milliseconds: Int { Int((timeIntervalSince1970 * 1_000).rounded(.down)) }
}
