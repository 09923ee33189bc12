internal import Glibc

/// The threads that serve connections; several servers may share them.
///
/// The threads end when the last server and the last reference are gone.
public final class EventLoops: Sendable {
  let loops: [EventLoop]

  /// Starts that many threads; one a processor, and no more than four, if not said otherwise.
  public init(threads: Int? = nil) throws(HTTPServerError) {
    let count = threads ?? max(1, min(4, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    precondition(count > 0, "somebody has to do the work")
    var loops: [EventLoop] = []
    do throws(HTTPServerError) {
      for _ in 0..<count {
        let loop = try EventLoop()
        try loop.start()
        loops.append(loop)
      }
    } catch {
      for loop in loops { loop.stop() }
      throw error
    }
    self.loops = loops
  }

  deinit { for loop in loops { loop.stop() } }
}
