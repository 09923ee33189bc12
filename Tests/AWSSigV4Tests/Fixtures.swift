import AWSSigV4
import Foundation
import HTTPWire

/// Reads the known answers that lie beside the tests.
enum Fixtures {
  static func load<Value: Decodable>(_ path: String, as type: Value.Type) -> Value {
    let file = URL(filePath: #filePath).appending(path: "../Fixtures/\(path)").standardized
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(type, from: Data(contentsOf: file))
    } catch {
      preconditionFailure("\(file.path): \(error)")
    }
  }

  /// `20240229T235958Z` as a date.
  static func date(_ text: String) -> Date {
    let digits = text.compactMap(\.wholeNumberValue)
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    return CivilTime(
      year: number(0..<4),
      month: number(4..<6),
      day: number(6..<8),
      hour: number(8..<10),
      minute: number(10..<12),
      second: number(12..<14)
    ).date
  }

  /// A request to a URL whose path and query are taken as they stand.
  static func request(
    _ method: String,
    _ url: String,
    headers: HTTPHeaders = [:],
    body: [UInt8] = []
  ) throws -> HTTPRequest {
    let pathStart = url.dropFirst("https://".count).firstIndex(of: "/") ?? url.endIndex
    return HTTPRequest(
      HTTPMethod(rawValue: method),
      origin: try HTTPEndpoint(String(url[..<pathStart])).origin,
      target: String(url[pathStart...]),
      headers: headers,
      body: body.isEmpty ? .empty : .bytes(body)
    )
  }
}
