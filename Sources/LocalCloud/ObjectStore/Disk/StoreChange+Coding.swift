import Digests
import EventLog
import HTTPWire

/// Where a log finds the files it names.
protocol PieceFiles {
  /// The log itself.
  var log: StoredFile { get }

  /// A file of one large object.
  func file(_ name: String) throws -> StoredFile
}

extension StoreChange {
  private enum Kind: UInt8 {
    case bucketSet = 1
    case bucketRemoved, stored, replaced, removed, uploadBegun, partStored, uploadEnded
  }

  /// Writes the change; its bytes must have their place in files by now.
  func encode(to writer: inout ByteWriter) {
    switch self {
    case .bucketSet(let settings):
      writer.put(Kind.bucketSet.rawValue)
      writer.put(settings)
    case .bucketRemoved(let name):
      writer.put(Kind.bucketRemoved.rawValue)
      writer.put(name)
    case .stored(let bucket, let key, let version):
      writer.put(Kind.stored.rawValue)
      writer.put(bucket)
      writer.put(key.text)
      writer.put(version)
    case .replaced(let bucket, let key, let version):
      writer.put(Kind.replaced.rawValue)
      writer.put(bucket)
      writer.put(key.text)
      writer.put(version)
    case .removed(let bucket, let key, let version):
      writer.put(Kind.removed.rawValue)
      writer.put(bucket)
      writer.put(key.text)
      writer.put(version)
    case .uploadBegun(let bucket, let upload):
      writer.put(Kind.uploadBegun.rawValue)
      writer.put(bucket)
      writer.put(upload)
    case .partStored(let bucket, let upload, let part):
      writer.put(Kind.partStored.rawValue)
      writer.put(bucket)
      writer.put(upload)
      writer.put(part)
    case .uploadEnded(let bucket, let upload):
      writer.put(Kind.uploadEnded.rawValue)
      writer.put(bucket)
      writer.put(upload)
    }
  }

  /// Reads a change.
  init(_ reader: inout ByteReader, _ files: some PieceFiles) throws {
    guard let kind = Kind(rawValue: try reader.byte()) else { throw ByteReader.Malformed() }
    if kind == .bucketSet {
      self = .bucketSet(try reader.bucketSettings())
      return
    }
    let bucket = try reader.text()
    switch kind {
    case .bucketSet, .bucketRemoved: self = .bucketRemoved(bucket)
    case .stored:
      self = .stored(bucket: bucket, ObjectKey(try reader.text()), try reader.version(files))
    case .replaced:
      self = .replaced(bucket: bucket, ObjectKey(try reader.text()), try reader.version(files))
    case .removed:
      self = .removed(bucket: bucket, ObjectKey(try reader.text()), version: try reader.text())
    case .uploadBegun: self = .uploadBegun(bucket: bucket, try reader.upload())
    case .partStored:
      self = .partStored(bucket: bucket, upload: try reader.text(), try reader.part(files))
    case .uploadEnded: self = .uploadEnded(bucket: bucket, upload: try reader.text())
    }
  }
}
