import FoundationEssentials
import HTTPWire
import JSONBytes
import Terminal

private let example =
  #"echo '{"url":"https://examplebucket.s3.amazonaws.com/test.txt","headers":{"Range":"#
  + #""bytes=0-9"},"date":"20130524T000000Z","accessKeyID":"AKIAIOSFODNN7EXAMPLE","#
  + #""secretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}' | pinterest sigv4 "#

let sigV4ExplainCommand = Command(
  "sigv4 explain",
  "takes the signature of each request apart: one JSON object a line in, one out",
  examples: [example + "explain"]
) { call in try await answerLines(call, SignatureAnswer.explain) }

let sigV4SignCommand = Command(
  "sigv4 sign",
  "signs each request, or presigns its URL: one JSON object a line in, one out",
  examples: [example + "sign"]
) { call in try await answerLines(call, SignatureAnswer.sign) }

let sigV4VerifyCommand = Command(
  "sigv4 verify",
  "says whose each signed request is, or which part of it does not hold",
  examples: ["pinterest sigv4 verify < signed-requests.ndjson"]
) { call in try await answerLines(call, SignatureAnswer.verify) }

/// Answers every line of standard input with one line; a line that cannot be understood is answered
/// with what is wrong about it.
private func answerLines(
  _ call: Invocation,
  _ answer: (SignatureInput) throws -> JSONObject
) async throws -> ExitCode {
  try call.expectOperands(atMost: 0)
  let limit = 64 << 20
  var code = ExitCode.done
  for try await line in StandardPipe.lines(upTo: limit)
  where !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) {
    do {
      guard line.count <= limit else {
        throw SignatureInputError("the line is longer than \(limit) bytes")
      }
      let input = try SignatureInput(line, environment: call.environment, now: Date())
      let answer = try answer(input)
      call.console.print(JSONValue.object(answer).description)
      if answer["verdict"]?.string == "refused", code == .done { code = .assertionFailed }
    } catch {
      call.console.print(JSONValue.object(["error": .string("\(error)")]).description)
      code = .doneInPart
    }
  }
  return code
}
