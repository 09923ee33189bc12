/// A subject that is measured in one go: our figure, the peer's and the limit's.
struct Area: Sendable {
  let name: String
  let measure: @Sendable (Bench) async throws -> Void
}
