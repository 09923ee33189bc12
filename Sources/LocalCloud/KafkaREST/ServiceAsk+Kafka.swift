import EventLog
import HTTPWire
import JSONBytes

/// What the proxy's calls look for in a request.
extension ServiceAsk {
  /// The topic of the path; a name no topic can have is a topic that is not there.
  func topic() throws(KafkaRESTFailure) -> TopicName {
    do { return try TopicName(text("topic")) } catch { throw .topicNotFound }
  }

  /// The partition of the path; what is no number is no path.
  func partition() throws(KafkaRESTFailure) -> Int {
    guard let number = Int(text("partition")) else { throw .notFound }
    return number
  }

  func body(upTo limit: Int = 1 << 20) async throws(KafkaRESTFailure) -> [UInt8] {
    do { return try await request.body.collect(upTo: limit) } catch {
      throw KafkaRESTFailure(reading: error)
    }
  }

  /// The body as a JSON object; an empty one is an object without members.
  func object() async throws(KafkaRESTFailure) -> JSONObject {
    let bytes = try await body()
    if bytes.isEmpty { return JSONObject() }
    do {
      guard let object = try JSONValue(parsing: bytes).object else {
        throw KafkaRESTFailure.badRequest("the body is no JSON object")
      }
      return object
    } catch let error as JSONError {
      throw .badRequest("\(error)")
    } catch let error as KafkaRESTFailure {
      throw error
    } catch {
      throw .badRequest("\(error)")
    }
  }
}
