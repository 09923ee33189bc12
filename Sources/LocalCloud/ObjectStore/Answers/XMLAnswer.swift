import HTTPWire
import XMLWire

/// A document that answers a call.
struct XMLAnswer: Sendable {
  static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

  let bytes: [UInt8]

  /// Writes a document with S3's namespace.
  init(_ root: String, _ content: (inout XMLWriter) -> Void = { _ in }) {
    var writer = XMLWriter()
    writer.element(root, attributes: ["xmlns": Self.namespace], content)
    bytes = writer.bytes
  }

  func response(status: Int = 200, headers: HTTPHeaders = [:]) -> HTTPResponse {
    var response = HTTPResponse(status: status, headers: headers, body: .bytes(bytes))
    response.headers["Content-Type"] = "application/xml"
    return response
  }
}

extension S3Failure {
  /// The answer with its document; HEAD and 304 have none.
  func response(to request: HTTPRequest, ids: RequestIdentifiers.Amazon) -> HTTPResponse {
    var response = HTTPResponse(status: status)
    for (name, value) in headers { response.headers.add(name, value) }
    guard request.method != .head, status != 304 else { return response }
    var writer = XMLWriter()
    writer.element("Error") { xml in
      xml.element("Code", code)
      xml.element("Message", message)
      for detail in details { xml.element(detail.name, detail.value) }
      xml.element("RequestId", ids.request)
      xml.element("HostId", ids.host)
    }
    response.headers["Content-Type"] = "application/xml"
    response.body = .bytes(writer.bytes)
    return response
  }
}
