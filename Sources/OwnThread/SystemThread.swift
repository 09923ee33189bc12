#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Starts threads of the operating system.
enum SystemThread {
  private final class Start {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  /// Runs `body` on a new thread; the system's error number, or 0.
  static func start(name: String, _ body: @escaping @Sendable () -> Void) -> Int32 {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Start(name: name, body: body)).toOpaque()
    let status = pthread_create(&thread, nil, main, context)
    if status == 0 { pthread_detach(thread) }
    return status
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    context in
    guard let context else { return nil }
    let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
    nameThisThread(start.name)
    start.body()
    return nil
  }

  /// Glibc's own call for this is hidden from Swift; the kernel offers a file for it.
  private static func nameThisThread(_ name: String) {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    var bytes = Array(name.utf8.prefix(15))
    _ = write(file, &bytes, bytes.count)
    close(file)
  }
}
