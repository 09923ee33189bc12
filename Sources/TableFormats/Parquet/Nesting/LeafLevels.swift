/// The values a run of rows has in one leaf: where they are, and the levels that say what is missing.
struct LeafLevels {
  /// Which slots of the leaf's column hold values.
  var slots: [Int] = []
  /// A level a value and a level everything that is missing.
  var definitions: [UInt8] = []
  /// Empty outside of lists.
  var repetitions: [UInt8] = []
  /// How many of them there are.
  var count = 0
}
