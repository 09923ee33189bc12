public import PinterestModels

/// Finds the tables by the names of their folders and files.
public enum TablePlaces {
  /// The table whose objects a path leads to, as one of its names tells; `nil` where none does.
  ///
  /// `<uid>.pin` is a topic, `pin` and `pinterest_data` a folder or a file, whatever the ending.
  public static func table(of path: String) -> Table? {
    for name in path.split(separator: "/").reversed() {
      let words = name.split(separator: ".").filter { !endings.contains($0) }
      guard let word = words.last else { continue }
      let table = Table.allCases.first { word == $0.rawValue || word == $0.databaseName }
      if let table { return table }
    }
    return nil
  }

  /// The path of a table below a folder that holds all three.
  ///
  /// With a user id only that user's topic is meant, besides names that belong to nobody.
  public static func path(of table: Table, in folder: String, of user: UserID?) -> String {
    let root = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    let plain = [table.rawValue, table.databaseName].flatMap { [$0, "\($0).*json*"] }
    let topic = user.map { $0.topic(of: table) } ?? "*.\(table.rawValue)"
    return "\(root){\(([topic] + plain).joined(separator: ","))}"
  }

  /// The path of a table in the bucket of a user, as the sink writes it.
  public static func path(ofTopic table: Table, in folder: String, of user: UserID) -> String {
    let root = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    return "\(root)\(user.topic(of: table))/"
  }

  private static let endings: [Substring] = ["json", "ndjson", "jsonl", "gz"]
}
