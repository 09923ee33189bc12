import Glibc

/// A thread outside the cooperative pool, which the loop may block.
enum LoopThread {
  private final class Work {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs `work` on a new thread that is never joined; `false` if the system has none left.
  static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(Work(work))
    guard unsafe pthread_create(&thread, nil, main, context.toOpaque()) == 0 else {
      unsafe context.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    context in
    guard let context = unsafe context else { return nil }
    // A peer that hangs up is an error to libcurl; nothing on its way there may end the process
    // instead.
    var pipe = sigset_t()
    unsafe sigemptyset(&pipe)
    unsafe sigaddset(&pipe, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &pipe, nil)
    unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
    return nil
  }
}
