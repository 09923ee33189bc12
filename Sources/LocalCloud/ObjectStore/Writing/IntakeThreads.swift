import EventLog
import HTTPWire
import OwnThread
import Synchronization

/// Takes in the bodies of requests: short ones where they are, long ones on threads of its own,
/// so that hashing and writing hold up nobody else.
final class IntakeThreads: Sendable {
  /// Hashing less than this takes less time than changing threads twice.
  private static let shortBody = 32 * 1024

  private let files: BlobFiles?
  private let executors: [ThreadExecutor]
  private let next = Atomic(0)

  init(files: BlobFiles?) {
    self.files = files
    executors = (0..<2).map { ThreadExecutor(name: "s3-intake-\($0)") }
  }

  /// Reads a body to its end, checks it, and keeps its bytes.
  func take(_ body: HTTPBody, _ checks: BodyChecks) async throws(S3Failure) -> TakenBody {
    var intake = BodyIntake(checks, BlobWriter(files: files))
    switch body {
    case .empty: return try intake.finish()
    case .bytes(let bytes) where bytes.count <= Self.shortBody:
      try intake.take(bytes)
      return try intake.finish()
    default: break
    }
    let number = next.wrappingAdd(1, ordering: .relaxed).newValue
    let worker = IntakeWorker(intake, on: executors[number % executors.count])
    do {
      for try await chunk in body.chunks { try await worker.take(chunk) }
      return try await worker.finish()
    } catch let failure as S3Failure {
      throw failure
    } catch {
      // The client went away or broke its own framing: there is nobody left to tell more.
      throw .incompleteBody
    }
  }
}

/// One body on its way in, on a thread where it may take its time.
private actor IntakeWorker {
  private let executor: ThreadExecutor
  private var intake: BodyIntake

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ intake: BodyIntake, on executor: ThreadExecutor) {
    self.intake = intake
    self.executor = executor
  }

  func take(_ bytes: [UInt8]) throws(S3Failure) { try intake.take(bytes) }

  func finish() throws(S3Failure) -> TakenBody { try intake.finish() }
}

extension IntakeThreads {
  /// Runs the digests over bytes that are stored already.
  func measure(
    _ blob: Blob,
    _ checks: BodyChecks,
    disk: DiskThread?
  ) async throws(S3Failure) -> TakenBody {
    var checks = checks
    checks.keepsBytes = false
    return try await take(try await blob.body(on: disk), checks)
  }
}
