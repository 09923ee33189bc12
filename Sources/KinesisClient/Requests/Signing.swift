import AWSSigV4
import FoundationEssentials
import HTTPWire

/// What one attempt is signed with, and what the next one learns from.
struct Signing: Sendable {
  let endpoint: HTTPEndpoint
  let signer: SigV4Signer
  let date: Date
  let clockOffset: TimeInterval
}
