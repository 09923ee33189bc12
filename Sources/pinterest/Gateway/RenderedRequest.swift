import Digests
import JSONBytes

/// What a template has made, looked at with the eyes of Kinesis.
struct RenderedRequest {
  /// What a person should know about it before Kinesis complains.
  private(set) var remarks: [String] = []

  init(_ text: String) {
    let document: JSONValue
    do { document = try JSONValue(parsing: text) } catch {
      remarks = ["this is no JSON: \(error); Kinesis answers SerializationException"]
      return
    }
    let records = document["Records"]?.array ?? [document]
    for (index, record) in records.enumerated() {
      guard let data = record["Data"] else { continue }
      let place = document["Records"] == nil ? "Data" : "Data of record \(index + 1)"
      if let remark = Self.remark(on: data, place) { remarks.append(remark) }
    }
  }

  private static func remark(on data: JSONValue, _ place: String) -> String? {
    guard let text = data.string else { return "\(place) is no text; Kinesis wants base64" }
    guard let bytes = Base64.decode(text) else {
      return "\(place) is not base64: \(text.prefix(60))"
    }
    let content = String(decoding: bytes, as: UTF8.self)
    let isJSON = (try? JSONValue(parsing: content)) != nil
    return "\(place) is stored as \(bytes.count) bytes\(isJSON ? "" : ", no JSON"): "
      + "\(content.prefix(120))"
  }
}
