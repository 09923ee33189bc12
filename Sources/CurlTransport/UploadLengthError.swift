/// A streamed body that was longer or shorter than announced.
struct UploadLengthError: Error, CustomStringConvertible {
  let announced: Int
  let given: Int?

  var description: String {
    if let given {
      "the body ended after \(given) of \(announced) bytes"
    } else {
      "the body has more than the \(announced) bytes announced"
    }
  }
}
