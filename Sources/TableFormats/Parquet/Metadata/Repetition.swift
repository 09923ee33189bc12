/// How often a field stands in its parent.
enum Repetition: Int, Sendable {
  case required = 0
  case optional = 1
  case repeated = 2
}
