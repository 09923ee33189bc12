/// A value as a table holds it.
enum MariaDBValue: Hashable, Sendable {
  case null
  case integer(Int64)
  /// A FLOAT column: 32 bits, so that -89.9787 is not shown as -89.97869873046875.
  case float(Float)
  case double(Double)
  case text(String)
  case moment(Moment)

  /// The fields of a DATETIME, which has no time zone.
  struct Moment: Hashable, Sendable {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var microsecond: Int
  }
}
