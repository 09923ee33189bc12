import HTTPWire
public import S3Client

/// The objects of a bucket below a prefix, or those a pattern means.
///
/// A path without wildcards is an object, or a folder with everything below it; names that begin
/// with a dot or an underscore are passed over behind what was spelled out, as Spark does.
public struct S3Source: ObjectSource {
  private let shelf: Shelf

  /// Reads from `s3://bucket/path`; wildcards may stand in the path.
  public init(_ bucket: S3Bucket, _ path: String) throws(LakehouseError) {
    shelf = Shelf(bucket: bucket, path: path, pattern: try KeyPattern(path))
  }

  /// `s3://bucket/path`.
  public var description: String { shelf.description }

  /// Reads every object, with as many requests at once as the limits say.
  public func read(
    _ limits: ReadingLimits,
    _ take: @escaping @Sendable (ObjectBatch) -> Bool
  ) async throws(LakehouseError) {
    try await FetchPass(shelf, limits, take).run()
  }

  private struct Shelf: ObjectShelf {
    let bucket: S3Bucket
    let path: String
    let pattern: KeyPattern

    var description: String { "\(bucket)/\(path)" }

    var pages: AsyncThrowingMapSequence<S3Listing<ObjectPage>.Pages, [ListedObject]> {
      bucket.objects(under: pattern.prefix).pages.map { [pattern] page in
        page.items.lazy.filter { pattern.matches($0.key.rawValue) }.map {
          ListedObject(key: $0.key.rawValue, size: $0.size)
        }
      }
    }

    func name(of object: ListedObject) -> String { "\(bucket)/\(object.key)" }

    func bytes(of object: ListedObject) async throws(LakehouseError) -> [UInt8] {
      do throws(S3Error) {
        return try await bucket.get(ObjectKey(object.key)).bytes()
      } catch {
        throw Self.error(name(of: object), error)
      }
    }

    func chunks(of object: ListedObject) async throws(LakehouseError) -> HTTPByteStream {
      do throws(S3Error) {
        return try await bucket.get(ObjectKey(object.key)).chunks
      } catch {
        throw Self.error(name(of: object), error)
      }
    }

    private static func error(_ name: String, _ error: S3Error) -> LakehouseError {
      LakehouseError(.unreadable, name, detail: error.description, underlying: error)
    }
  }
}
