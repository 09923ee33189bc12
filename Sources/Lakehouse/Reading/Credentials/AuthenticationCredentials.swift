public import AWSSigV4
import CSVBytes

/// The course's `authentication_credentials`: keys as rows of a table, as AWS hands them out.
///
/// The columns `Access key ID` and `Secret access key` must be there, `User name` may be.
public struct AuthenticationCredentials: Sendable {
  /// A row of the table.
  private struct Row {
    let userName: String?
    let credentials: Credentials
  }

  private let rows: [Row]
  private let source: String

  /// Reads the table from CSV with a header; `source` is what errors call it.
  public init(csv bytes: [UInt8], source: String) throws(LakehouseError) {
    var records: [[CSVField]] = []
    do throws(CSVError) {
      var reader = CSVReader()
      // The console of AWS begins its files with a byte order mark.
      try reader.read(bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes[3...] : bytes[...]) {
        records.append($0)
      }
      try reader.finish { records.append($0) }
    } catch {
      throw LakehouseError(.malformedRecord, source, detail: "\(error)", underlying: error)
    }
    try self.init(table: records.map { $0.map(\.text) }, source: source)
  }

  /// Takes a table whose first row names the columns; `source` is what errors call it.
  public init(table: [[String]], source: String) throws(LakehouseError) {
    let names = (table.first ?? []).map { $0.lowercased() }
    func column(_ name: String) -> Int? { names.firstIndex(of: name.lowercased()) }
    guard let key = column("Access key ID"), let secret = column("Secret access key") else {
      throw LakehouseError(
        .malformedRecord,
        source,
        detail: "the columns Access key ID and Secret access key are not both there"
      )
    }
    let user = column("User name")
    self.source = source
    rows = try table.dropFirst().enumerated().map { number, row throws(LakehouseError) in
      guard row.count > max(key, secret), !row[key].isEmpty, !row[secret].isEmpty else {
        throw LakehouseError(.malformedRecord, "\(source) row \(number + 1)", detail: "no keys")
      }
      return Row(
        userName: user.flatMap { row.count > $0 ? row[$0] : nil },
        credentials: Credentials(accessKeyID: row[key], secretAccessKey: row[secret])
      )
    }
  }

  /// The keys of a user, or those of the first row.
  public func credentials(of userName: String? = nil) throws(LakehouseError) -> Credentials {
    let row = rows.first { userName == nil || $0.userName == userName }
    guard let row else {
      throw LakehouseError(
        .nothingFound,
        source,
        detail: userName.map { "no row has the user name \($0)" } ?? "no row is there"
      )
    }
    return row.credentials
  }
}
