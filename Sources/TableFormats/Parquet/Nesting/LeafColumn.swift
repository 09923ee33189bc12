/// A column that has values in the file, rather than columns inside.
struct LeafColumn: Hashable, Sendable {
  /// Which of a row group's column chunks it is.
  let index: Int
  /// The names from the root on.
  let path: [String]
  /// How its values lie.
  let form: ValueForm

  /// The names with points in between.
  var name: String { path.joined(separator: ".") }
}
