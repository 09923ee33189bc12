import AWSSigV4
import FoundationEssentials
import Lakehouse
import PinterestModels
import S3Client
import TableFormats
import Terminal

/// Makes sources of the places a command line names: folders, patterns, `s3://…`.
struct LakePlaces {
  private let call: Invocation
  private let named: [String]
  private let user: UserID?
  private let keys: Credentials?

  /// Takes the operands for places, or those that an option names.
  init(_ call: Invocation, _ places: [String]? = nil) async throws {
    self.call = call
    named = places ?? call.operands
    user = try call.userID()
    keys = try await Self.keys(call)
    for place in named {
      if let warning = try withLakeErrors({ try MountURL(place)?.warning }) {
        call.console.warn(warning)
      }
    }
  }

  /// The source of one place, whatever lies there.
  func source(_ place: String) throws -> any ObjectSource {
    try withLakeErrors {
      guard let url = try MountURL(place) else { return FolderSource(place) }
      return try S3Source(bucket(of: url), url.path)
    }
  }

  /// A folder that may hold tables.
  enum Folder {
    case local(String)
    /// A prefix that is empty or ends with a slash.
    case s3(S3Bucket, prefix: String)

    /// Where a table in it lies.
    func storage(of table: String) -> any TableStorage {
      switch self {
      case .local(let path): LocalTableFolder("\(path)/\(table)")
      case .s3(let bucket, let prefix): S3TableStorage(bucket, prefix: prefix + table)
      }
    }
  }

  /// The folder a place may be, reached with the same keys as its objects.
  func folder(_ place: String) throws -> Folder {
    let isClosed = place.hasSuffix("/")
    guard let url = try withLakeErrors({ try MountURL(place) }) else {
      return .local(isClosed ? String(place.dropLast()) : place)
    }
    return try .s3(
      bucket(of: url),
      prefix: isClosed || url.path.isEmpty ? url.path : url.path + "/"
    )
  }

  /// The sources of all tables that are wanted.
  ///
  /// A place whose name tells its table is that table's; any other holds all three. Without a place
  /// it is the bucket of the user.
  func sources(only table: Table?) throws -> LakeSources {
    var places: [Table: String] = [:]
    for place in try named.isEmpty ? [defaultPlace()] : named {
      let own = TablePlaces.table(of: place)
      for table in own.map({ [$0] }) ?? Table.allCases {
        guard places[table] == nil || own == nil else {
          throw CommandError.usage("\(place): there is another place for \(table.rawValue)")
        }
        places[table] = try places[table] ?? (own == nil ? path(of: table, in: place) : place)
      }
    }
    let wanted = places.filter { table == nil || $0.key == table }
    guard !wanted.isEmpty else {
      throw CommandError.usage("--table \(table?.rawValue ?? ""): no place is one of that table")
    }
    return LakeSources(
      pin: try wanted[.pin].map(source),
      geo: try wanted[.geo].map(source),
      user: try wanted[.user].map(source)
    )
  }

  /// The source of one table: the place itself where its name tells so, else what it holds of it.
  func source(of table: Table, isNamed: Bool) throws -> any ObjectSource {
    let place = try named.first ?? defaultPlace()
    return try source(isNamed ? place : path(of: table, in: place))
  }

  private func path(of table: Table, in place: String) throws -> String {
    let url = try withLakeErrors { try MountURL(place) }
    guard let user, url != nil else {
      return TablePlaces.path(of: table, in: place, of: user)
    }
    return TablePlaces.path(ofTopic: table, in: place, of: user)
  }

  /// Where the sink of a user writes.
  private func defaultPlace() throws -> String {
    if let bucket = call["--bucket"] { return "s3://\(bucket)/topics" }
    guard let user else {
      throw CommandError.usage(
        "say where to read: a folder, s3://BUCKET/topics, or whose bucket by --user-id"
      )
    }
    return "s3://\(user.bucket)/topics"
  }

  private func bucket(of url: MountURL) throws -> S3Bucket {
    let credentials = url.credentials ?? keys
    let client = try s3Client(call, credentials: credentials.map { StaticCredentials($0) })
    do { return client.bucket(try BucketName(url.bucket)) } catch {
      throw CommandError.usage(error.description)
    }
  }

  /// The keys of `--keys`: a CSV file, or the Delta table of the course.
  private static func keys(_ call: Invocation) async throws -> Credentials? {
    guard let path = call["--keys"] else { return nil }
    do {
      let table = try await DeltaTable.open(tableStorage(path, call))
      return try await AuthenticationCredentials(table).credentials(of: call["--keys-user"])
    } catch let error as TableFormatError where error.code == .notFound {
      // No table is there, so it is a file.
    } catch {
      throw CommandError(.badConfiguration, "\(error)")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError(.badConfiguration, "\(path): the file cannot be read")
    }
    do {
      return try AuthenticationCredentials(csv: [UInt8](data), source: path)
        .credentials(of: call["--keys-user"])
    } catch {
      throw CommandError(.badConfiguration, error.description)
    }
  }
}
