import OwnThread
import PinterestModels

/// One connection on a thread of its own, made when it is needed and again when it was lost.
actor MariaDBSession {
  private let thread = ThreadExecutor(name: "mariadb")
  private let settings: MariaDBSettings
  private let reconnectTime: Duration
  private let clock: any Clock<Duration>
  private var connection: MariaDBConnection?
  private var statements: [String: MariaDBStatement] = [:]
  /// The statement whose rows are being streamed, and the position of its next row.
  private var stream: (statement: MariaDBStatement, next: Int)?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  init(_ settings: MariaDBSettings, reconnectTime: Duration, clock: any Clock<Duration>) {
    self.settings = settings
    self.reconnectTime = reconnectTime
    self.clock = clock
  }

  /// All rows of a statement whose only parameter, if it has one, is a position.
  func rows(
    of sql: String,
    _ table: Table,
    at position: Int?
  ) async throws(RowSourceError) -> [[Cell]] {
    try await retrying(table, at: position) { () throws(MariaDBError) in
      let statement = try self.statement(sql)
      try statement.execute(position.map { [Int64($0)] } ?? [])
      var rows: [[Cell]] = []
      while let values = try statement.next() { rows.append(values.map(Cell.init)) }
      return rows
    }
  }

  /// The next rows of a stream; after a loss it starts again where it was.
  func nextPage(
    of sql: String,
    _ table: Table,
    from position: Int,
    size: Int
  ) async throws(RowSourceError) -> [[Cell]] {
    try await retrying(table, at: position) { () throws(MariaDBError) in
      if self.stream?.next != position {
        let statement = try self.statement(sql)
        try statement.execute([Int64(position)])
        self.stream = (statement, position)
      }
      var page: [[Cell]] = []
      while page.count < size, let values = try self.stream?.statement.next() {
        page.append(values.map(Cell.init))
      }
      self.stream?.next += page.count
      return page
    }
  }

  private func statement(_ sql: String) throws(MariaDBError) -> MariaDBStatement {
    if let statement = statements[sql] { return statement }
    let statement = try open().prepare(sql)
    statements[sql] = statement
    return statement
  }

  private func open() throws(MariaDBError) -> MariaDBConnection {
    if let connection { return connection }
    let opened = try MariaDBConnection(settings)
    connection = opened
    return opened
  }

  /// Does `work`, and does it again over a new connection as long as the loss of one is the reason.
  private func retrying<Value>(
    _ table: Table,
    at position: Int?,
    _ work: () throws(MariaDBError) -> Value
  ) async throws(RowSourceError) -> Value {
    var waited = Duration.zero
    var pause = Duration.milliseconds(50)
    // Who was never connected has most likely the wrong address, and should hear of it at once.
    var wasConnected = connection != nil
    while true {
      do { return try work() } catch {
        wasConnected = wasConnected || connection != nil
        forgetConnection()
        guard wasConnected, error.isLoss, waited < reconnectTime else {
          let place = RowSourceError.Place(table, at: position)
          throw RowSourceError(error, source: settings.location, place: place)
        }
      }
      do { try await clock.sleep(for: pause) } catch {
        throw RowSourceError(.cancelled, source: settings.location)
      }
      waited += pause
      pause = min(pause * 2, .seconds(1))
    }
  }

  private func forgetConnection() {
    stream = nil
    statements = [:]
    connection = nil
  }
}

extension MariaDBError {
  /// Whether a new connection may help.
  fileprivate var isLoss: Bool { code == .connectionLost || code == .unreachable }
}

extension RowSourceError {
  fileprivate init(_ error: MariaDBError, source: String, place: Place) {
    let code: Code =
      switch error.code {
      case .unreachable, .connectionLost, .tlsFailed: .unreachable
      case .accessDenied: .accessDenied
      case .noTable, .noDatabase: .noSuchTable
      case .noColumn: .noSuchColumn
      case .badSettings: .invalidConfiguration
      case .badValue: .malformedRow
      default: Code(description: error.code.description)
      }
    self.init(
      code,
      source: source,
      place: place,
      detail: error.number == 0 ? error.detail : "\(error.number): \(error.detail)",
      underlying: error
    )
  }
}

extension Cell {
  /// A table's value as rows take it.
  fileprivate init(_ value: MariaDBValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(Int(number))
    // The shortest decimal of the 32-bit number is what MySQL shows; its 64-bit twin has more digits.
    case .float(let number): self = .number(Double(number.description) ?? Double(number))
    case .double(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .moment(let moment):
      let time = WireTimestamp(
        year: moment.year,
        month: moment.month,
        day: moment.day,
        hour: moment.hour,
        minute: moment.minute,
        second: moment.second,
        microsecond: moment.microsecond
      )
      self = time.map { .timestamp($0) } ?? .null
    }
  }
}
