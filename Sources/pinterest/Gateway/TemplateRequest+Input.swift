import JSONBytes
import LocalCloud

extension TemplateRequest {
  private static let members: Set<String> = ["body", "params", "context", "stageVariables"]

  /// Reads a request as a person writes it: the body alone, or an object that has one.
  ///
  /// An object counts as a description of a request where all of its members are `body`, `params`,
  /// `context` and `stageVariables`, and the body is among them.
  init(_ input: [UInt8], isBare: Bool) {
    let text = String(decoding: input, as: UTF8.self)
    guard !isBare, let object = (try? JSONValue(parsing: input))?.object, let body = object["body"],
      object.members.allSatisfy({ Self.members.contains($0.key) })
    else {
      self.init(body: text)
      return
    }
    let params = object["params"]
    self.init(
      body: body.string ?? "\(body)",
      path: Self.texts(params?["path"]),
      query: Self.texts(params?["querystring"]),
      headers: Self.texts(params?["header"]),
      context: object["context"]?.object ?? [:],
      stageVariables: Self.texts(object["stageVariables"])
    )
  }

  private static func texts(_ value: JSONValue?) -> [String: String] {
    let members = value?.object?.members ?? []
    return Dictionary(members.map { ($0.key, $0.value.string ?? "\($0.value)") }) { $1 }
  }
}
