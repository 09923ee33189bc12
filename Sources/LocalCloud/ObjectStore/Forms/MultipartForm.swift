/// The fields of a `multipart/form-data` body up to the file, and the file (RFC 7578).
struct MultipartForm: Sendable {
  /// Field names in lower case; of a name that stands twice, the first counts.
  private(set) var fields: [String: String] = [:]
  /// What stands in place of `${filename}`.
  private(set) var fileName = ""
  /// The field `file`, behind which nothing counts.
  private(set) var file: [UInt8]?

  /// Reads a body; `nil` where it is no form.
  init?(_ body: [UInt8], boundary: String) {
    let limit = Array("--\(boundary)".utf8)
    guard body.starts(with: limit) else { return nil }
    var position = limit.count
    let separator = Array("\r\n".utf8) + limit
    while file == nil, body[position...].starts(with: "\r\n".utf8) {
      guard let headEnd = body.firstIndex(of: Array("\r\n\r\n".utf8), from: position),
        let end = body.firstIndex(of: separator, from: headEnd + 2)
      else { return nil }
      let head = String(decoding: body[position + 2..<max(headEnd, position + 2)], as: UTF8.self)
      add(head, body[min(headEnd + 4, end)..<end])
      position = end + separator.count
    }
  }

  private mutating func add(_ head: String, _ content: ArraySlice<UInt8>) {
    let lines = head.split(separator: "\r\n")
    guard
      let disposition = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
      let name = Self.parameter("name", of: disposition)?.lowercased()
    else { return }
    guard name == "file" else {
      if fields[name] == nil { fields[name] = String(decoding: content, as: UTF8.self) }
      return
    }
    file = Array(content)
    fileName = Self.parameter("filename", of: disposition) ?? ""
  }

  /// The boundary a `Content-Type` names.
  static func boundary(of contentType: String) -> String? {
    guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
    return parameter("boundary", of: contentType[...])
  }

  private static func parameter(_ name: String, of text: Substring) -> String? {
    for part in text.split(separator: ";").dropFirst() {
      let trimmed = part.drop { $0 == " " }
      guard trimmed.lowercased().hasPrefix("\(name)=") else { continue }
      let value = trimmed.dropFirst(name.count + 1)
      return value.hasPrefix("\"") ? String(value.dropFirst().prefix { $0 != "\"" }) : String(value)
    }
    return nil
  }
}

extension [UInt8] {
  /// Where these bytes stand first, at or behind a place.
  fileprivate func firstIndex(of wanted: [UInt8], from start: Int) -> Int? {
    var place = start
    while place + wanted.count <= count,
      let next = self[place...(count - wanted.count)].firstIndex(of: wanted[0])
    {
      if self[next..<next + wanted.count].elementsEqual(wanted) { return next }
      place = next + 1
    }
    return nil
  }
}
