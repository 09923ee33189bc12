/// Why a request is refused; the connection is closed behind the answer.
struct Rejection: Error, Hashable {
  let status: Int
  let reason: String

  init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  static func malformed(_ reason: String) -> Rejection { Rejection(400, reason) }
}
