import CCurl
import Glibc

/// The linked list of header lines libcurl reads, laid over bytes we own: no allocation for each
/// line.
@safe struct HeaderList: ~Copyable {
  private var nodes: UnsafeMutablePointer<curl_slist>
  private var capacity: Int

  init() {
    capacity = 16
    unsafe nodes = .allocate(capacity: capacity)
  }

  deinit { unsafe nodes.deallocate() }

  /// Links the lines of `head`, whose bytes must stay where they are until the transfer ends.
  mutating func link(_ head: RequestHead) -> UnsafeMutablePointer<curl_slist> {
    if head.count > capacity {
      unsafe nodes.deallocate()
      capacity = head.count
      unsafe nodes = .allocate(capacity: capacity)
    }
    unsafe head.lines.withUnsafeBufferPointer { bytes in
      guard var line = bytes.baseAddress else { return }
      for index in 0..<head.count {
        let isLast = index == head.count - 1
        let text = unsafe UnsafeMutableRawPointer(mutating: line).assumingMemoryBound(
          to: CChar.self
        )
        unsafe nodes[index] = curl_slist(data: text, next: isLast ? nil : nodes + index + 1)
        if !isLast { unsafe line += strlen(text) + 1 }
      }
    }
    return unsafe nodes
  }
}
