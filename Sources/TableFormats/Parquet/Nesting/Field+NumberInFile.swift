extension Field {
  /// The note that has a column's number in a file, called as pyarrow calls it.
  static let numberInFile = "PARQUET:field_id"
}
