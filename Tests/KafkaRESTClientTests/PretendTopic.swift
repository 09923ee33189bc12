import Foundation
import HTTPWire
import Synchronization

/// Keeps the numbers that are posted to it, in the order they come, and answers as a proxy would.
final class PretendTopic: Sendable {
  private struct Body: Decodable {
    struct Record: Decodable { var value: Int }
    var records: [Record]
  }

  private let stored = Mutex<[Int]>([])

  /// What was stored so far.
  var values: [Int] { stored.withLock { $0 } }

  /// The numbers in the body of a produce.
  static func numbers(in body: [UInt8]) -> [Int] {
    let body = try? JSONDecoder().decode(Body.self, from: Data(body))
    return body?.records.map(\.value) ?? []
  }

  /// Stores the numbers of a body and reports where; `refusing` names those it will not have.
  func store(_ body: [UInt8], refusing: Set<Int> = []) -> String {
    let numbers = Self.numbers(in: body)
    let entries = stored.withLock { stored in
      numbers.map { number in
        if refusing.contains(number) {
          return #"{"partition":null,"offset":null,"error_code":50002,"error":"not \#(number)"}"#
        }
        stored.append(number)
        return #"{"partition":0,"offset":\#(stored.count - 1),"error_code":null,"error":null}"#
      }
    }
    return #"{"offsets":[\#(entries.joined(separator: ","))]}"#
  }

  /// Stores the numbers of a request.
  func store(_ request: HTTPRequest, refusing: Set<Int> = []) -> HTTPResponse {
    guard case .bytes(let body) = request.body else { return HTTPResponse(status: 400) }
    return HTTPResponse(status: 200, body: .bytes(Array(store(body, refusing: refusing).utf8)))
  }

  /// Stores whatever is posted.
  var reply: ScriptedTransport.Reply {
    .respond { request async throws(HTTPTransportError) in self.store(request) }
  }
}
