// Names are promises: policies, connectors and other people's scripts count on every letter.
extension UserID {
  /// The Kafka topic of a table: `<uid>.pin`.
  public func topic(of table: Table) -> String { "\(self).\(table.rawValue)" }

  /// The Kinesis stream of a table: `streaming-<uid>-pin`.
  public func stream(of table: Table) -> String { "streaming-\(self)-\(table.rawValue)" }

  /// The Delta table the stream of a table ends in: `<uid>_pin_table`.
  public func deltaTable(of table: Table) -> String { "\(self)_\(table.rawValue)_table" }

  /// The S3 bucket: `user-<uid>-bucket`.
  public var bucket: String { "user-\(self)-bucket" }

  /// The MSK Connect plugin: `<uid>-plugin`.
  public var plugin: String { "\(self)-plugin" }

  /// The MSK Connect connector: `<uid>-connector`.
  public var connector: String { "\(self)-connector" }

  /// The Airflow DAG: `<uid>_dag`.
  public var dag: String { "\(self)_dag" }

  /// The role that EC2, MSK and MSK Connect work under: `<uid>-ec2-access-role`.
  public var accessRole: String { "\(self)-ec2-access-role" }

  /// The role under which the gateway writes to streams: `<uid>-kinesis-access-role`.
  public var streamRole: String { "\(self)-kinesis-access-role" }
}
