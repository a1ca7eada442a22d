import CMarkGFM
import Synchronization

/// Memory for libcmark-gfm's trees: allocated from the front of a block, freed all at once.
///
/// A parse makes thousands of small allocations with one lifetime. Freeing them one by one costs a third of the parse,
/// and fragments the heap between the pages that stay.
package struct ParseArena {
  private let state: UnsafeMutablePointer<State>

  /// Addresses of arenas that are not in use: their blocks are warm, and making one costs more than a short
  /// parse.
  private static let idle = Mutex<[UInt]>([])

  /// Lends an arena for the time of `body`.
  package static func borrowed<Result>(_ body: (ParseArena) -> Result) -> Result {
    let arena = ParseArena(state: idleState() ?? newState())
    defer { arena.giveBack() }
    return body(arena)
  }

  private static func idleState() -> UnsafeMutablePointer<State>? {
    idle.withLock { $0.popLast() }.flatMap { UnsafeMutablePointer(bitPattern: $0) }
  }

  private static func newState() -> UnsafeMutablePointer<State> {
    let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(to: State())
    return state
  }

  private func giveBack() {
    state.pointee.reset()
    let address = UInt(bitPattern: state)
    let isLarge = state.pointee.isLarge
    let isKept = Self.idle.withLock { idle in
      if isLarge || idle.count >= 16 { return false }
      idle.append(address)
      return true
    }
    if isKept { return }
    state.pointee.freeAll()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Frees all allocations.
  func reset() { state.pointee.reset() }

  /// The allocation functions that the library calls in place of `malloc`; they live as long as the process.
  static var functions: UnsafeMutablePointer<cmark_mem> { ArenaFunctions.table }

  /// Lets the library allocate from this arena while `body` runs. Only one arena of the process can do so at a time:
  /// the caller has the parser's lock.
  func serve(_ body: () -> Void) {
    ArenaFunctions.current = state
    body()
    ArenaFunctions.current = nil
  }

  fileprivate struct State {
    private var block: UnsafeMutableRawPointer?
    private var capacity = 0
    private var used = 0
    /// Blocks that were too small for a later allocation.
    private var full: [UnsafeMutableRawPointer] = []

    /// Each allocation begins with its size, and all are aligned to this.
    private static let unit = 16

    mutating func allocate(_ size: Int) -> UnsafeMutableRawPointer {
      let needed = (size + 2 * Self.unit - 1) & ~(Self.unit - 1)
      if used + needed > capacity { grow(by: needed) }
      // `grow` has made a block that is large enough.
      let start = block.unsafelyUnwrapped + used
      used += needed
      start.storeBytes(of: size, as: Int.self)
      return start + Self.unit
    }

    mutating func reallocate(_ pointer: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer {
      guard let pointer else { return allocate(size) }
      let header = pointer - Self.unit
      let old = header.load(as: Int.self)
      if size <= old { return pointer }
      // The latest allocation grows where it is, as buffers do that are appended to.
      if let block, header >= block, header - block + Self.rounded(old) == used,
        header - block + Self.rounded(size) <= capacity
      {
        used = header - block + Self.rounded(size)
        header.storeBytes(of: size, as: Int.self)
        return pointer
      }
      let new = allocate(size)
      new.copyMemory(from: pointer, byteCount: old)
      return new
    }

    private static func rounded(_ size: Int) -> Int { (size + 2 * unit - 1) & ~(unit - 1) }

    private mutating func grow(by needed: Int) {
      if let block { full.append(block) }
      capacity = max(needed, capacity == 0 ? 128 << 10 : min(2 * capacity, 8 << 20))
      block = .allocate(byteCount: capacity, alignment: Self.unit)
      used = 0
    }

    /// Whether it is larger than the memory that is worth reserving for a later parse.
    var isLarge: Bool { capacity > 1 << 20 }

    /// Keeps the largest block for the next parse, unless one page was so large that it would stay for nothing.
    mutating func reset() {
      for old in full { old.deallocate() }
      full.removeAll()
      used = 0
      if capacity > 8 << 20 { freeAll() }
    }

    mutating func freeAll() {
      for old in full { old.deallocate() }
      full.removeAll()
      block?.deallocate()
      block = nil
      capacity = 0
      used = 0
    }
  }
}

private enum ArenaFunctions {
  /// Written and read only under the parser's lock.
  nonisolated(unsafe) static var current: UnsafeMutablePointer<ParseArena.State>?

  nonisolated(unsafe) static let table: UnsafeMutablePointer<cmark_mem> = {
    let table = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    table.initialize(
      to: cmark_mem(
        calloc: { count, size in
          let bytes = count * size
          let memory = ArenaFunctions.current?.pointee.allocate(bytes)
          memory?.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
          return memory
        },
        realloc: { pointer, size in ArenaFunctions.current?.pointee.reallocate(pointer, size) },
        free: { _ in }))
    return table
  }()
}
