import CMariaDB

/// The memory that libmariadb writes a row into, and the way from there to values.
@safe final class MariaDBRowBuffer {
  private struct Column {
    let name: String
    let kind: enum_field_types
  }

  private let columns: [Column]
  private let binds: UnsafeMutablePointer<MYSQL_BIND>
  private let numbers: UnsafeMutablePointer<Int64>
  private let times: UnsafeMutablePointer<MYSQL_TIME>
  private let texts: UnsafeMutablePointer<UnsafeMutableRawBufferPointer>
  private let lengths: UnsafeMutablePointer<UInt>
  private let areNull: UnsafeMutablePointer<my_bool>
  private let areCut: UnsafeMutablePointer<my_bool>

  init(describing result: UnsafeMutablePointer<MYSQL_RES>) {
    let count = Int(unsafe mysql_num_fields(result))
    columns = (0..<count).map { index in
      let field = unsafe mysql_fetch_field_direct(result, UInt32(index))
      guard let field = unsafe field else { return Column(name: "", kind: MYSQL_TYPE_STRING) }
      return unsafe Column(
        name: String(cString: field.pointee.name),
        kind: Self.transferKind(of: field.pointee.type)
      )
    }
    unsafe binds = Self.zeroed(count)
    unsafe numbers = Self.zeroed(count)
    unsafe times = Self.zeroed(count)
    unsafe texts = .allocate(capacity: count)
    unsafe lengths = Self.zeroed(count)
    unsafe areNull = Self.zeroed(count)
    unsafe areCut = Self.zeroed(count)
    for index in 0..<count {
      unsafe (texts + index).initialize(to: .allocate(byteCount: 1_024, alignment: 1))
    }
  }

  deinit {
    for index in columns.indices { unsafe texts[index].deallocate() }
    unsafe texts.deallocate()
    unsafe binds.deallocate()
    unsafe numbers.deallocate()
    unsafe times.deallocate()
    unsafe lengths.deallocate()
    unsafe areNull.deallocate()
    unsafe areCut.deallocate()
  }

  var names: [String] { columns.map(\.name) }

  /// Tells the library where to write; `false` where it refuses.
  func bind(to statement: UnsafeMutablePointer<MYSQL_STMT>) -> Bool {
    for index in columns.indices { point(index) }
    return unsafe mysql_stmt_bind_result(statement, binds) == 0
  }

  /// Gets the whole of texts that did not fit, in more room; `false` where the library refuses.
  func fetchWhatWasCut(from statement: UnsafeMutablePointer<MYSQL_STMT>) -> Bool {
    for index in columns.indices where unsafe areCut[index] != 0 {
      let needed = Int(unsafe lengths[index])
      if unsafe needed > texts[index].count {
        unsafe texts[index].deallocate()
        unsafe texts[index] = .allocate(byteCount: needed, alignment: 1)
        point(index)
      }
      let failed = unsafe mysql_stmt_fetch_column(statement, binds + index, UInt32(index), 0)
      guard failed == 0 else { return false }
    }
    // The library keeps a copy of the places, and some have moved.
    return unsafe mysql_stmt_bind_result(statement, binds) == 0
  }

  /// The row that was read last.
  var values: [MariaDBValue] { columns.indices.map(value) }

  private func value(_ index: Int) -> MariaDBValue {
    guard unsafe areNull[index] == 0 else { return .null }
    let number = unsafe numbers[index]
    switch columns[index].kind {
    case MYSQL_TYPE_LONGLONG: return .integer(number)
    case MYSQL_TYPE_FLOAT: return .float(Float(bitPattern: UInt32(truncatingIfNeeded: number)))
    case MYSQL_TYPE_DOUBLE: return .double(Double(bitPattern: UInt64(bitPattern: number)))
    case MYSQL_TYPE_DATETIME: return .moment(MariaDBValue.Moment(unsafe times[index]))
    default:
      let bytes = unsafe texts[index].prefix(Int(lengths[index]))
      return .text(unsafe String(decoding: bytes, as: UTF8.self))
    }
  }

  private func point(_ index: Int) {
    unsafe binds[index] = MYSQL_BIND()
    unsafe binds[index].buffer_type = columns[index].kind
    unsafe binds[index].is_null = areNull + index
    unsafe binds[index].error = areCut + index
    unsafe binds[index].length = lengths + index
    switch columns[index].kind {
    case MYSQL_TYPE_DATETIME:
      unsafe binds[index].buffer = UnsafeMutableRawPointer(times + index)
      unsafe binds[index].buffer_length = UInt(MemoryLayout<MYSQL_TIME>.size)
    case MYSQL_TYPE_STRING:
      unsafe binds[index].buffer = texts[index].baseAddress
      unsafe binds[index].buffer_length = UInt(texts[index].count)
    default:
      unsafe binds[index].buffer = UnsafeMutableRawPointer(numbers + index)
      unsafe binds[index].buffer_length = UInt(MemoryLayout<Int64>.size)
    }
  }

  private static func zeroed<Element>(_ count: Int) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: count)
    unsafe UnsafeMutableRawPointer(memory)
      .initializeMemory(as: UInt8.self, repeating: 0, count: count * MemoryLayout<Element>.stride)
    return unsafe memory
  }

  /// The form a column travels in: numbers and times as such, everything else as text.
  private static func transferKind(of kind: enum_field_types) -> enum_field_types {
    switch kind {
    case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_LONG, MYSQL_TYPE_INT24, MYSQL_TYPE_LONGLONG,
      MYSQL_TYPE_YEAR:
      MYSQL_TYPE_LONGLONG
    case MYSQL_TYPE_FLOAT, MYSQL_TYPE_DOUBLE: kind
    case MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP, MYSQL_TYPE_DATE: MYSQL_TYPE_DATETIME
    default: MYSQL_TYPE_STRING
    }
  }
}

extension MariaDBValue.Moment {
  fileprivate init(_ time: MYSQL_TIME) {
    self = MariaDBValue.Moment(
      year: Int(time.year),
      month: Int(time.month),
      day: Int(time.day),
      hour: Int(time.hour),
      minute: Int(time.minute),
      second: Int(time.second),
      microsecond: Int(time.second_part)
    )
  }
}
