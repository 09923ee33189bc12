/// What a member of a request must look like; the rules are those of Kinesis's own model.
indirect enum Shape: Sendable {
  case text(TextRule)
  case integer(ClosedRange<Int>?)
  case boolean
  case timestamp
  /// Base64 of at most that many bytes.
  case blob(most: Int)
  case list(of: Shape, ClosedRange<Int>)
  /// Names and texts.
  case map(keys: ClosedRange<Int>, values: ClosedRange<Int>, ClosedRange<Int>)
  case structure([Member])

  /// A member of a structure.
  struct Member: Sendable {
    let name: String
    let shape: Shape
    let isRequired: Bool

    init(_ name: String, _ shape: Shape, isRequired: Bool = false) {
      self.name = name
      self.shape = shape
      self.isRequired = isRequired
    }

    /// The name as error texts spell it.
    var spokenName: String { name.prefix(1).lowercased() + name.dropFirst() }
  }

  /// What a text must look like.
  struct TextRule: Sendable {
    var lengths: ClosedRange<Int>?
    var pattern: TextPattern?
    var words: [String]?
  }
}
