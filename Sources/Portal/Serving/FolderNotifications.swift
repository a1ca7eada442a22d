import CLinux
import Foundation
import Synchronization

/// Changes below a few folders, as Linux reports them (inotify(7)): while nothing changes, nothing is done.
struct FolderNotifications: Sendable {
  private let queue: NotificationQueue
  private let watch: FolderWatch
  /// The folder of each watch descriptor.
  private var folders: [Int32: String] = [:]

  /// `nil` where Linux does not report all changes: on a disk of another machine, or when the user may not watch so many
  /// folders.
  init?(_ watch: FolderWatch) {
    guard watch.folders.allSatisfy(RemoteDisk.isLocal), let queue = NotificationQueue() else { return nil }
    self.queue = queue
    self.watch = watch
    for folder in watch.folders {
      guard add(folder) else { return nil }
    }
    for file in watch.included {
      let folder = (file as NSString).deletingLastPathComponent
      // A folder that is not there yet is watched when it is made.
      if access(folder, F_OK) == 0, !add(only: folder) { return nil }
    }
  }

  /// Waits until something changes, then until nothing changes for a moment: editors write a file in several steps.
  ///
  /// - Returns: the changed paths, sorted; those of all folders when so much changed that Linux lost count.
  mutating func next() async throws -> [String] {
    while true {
      var signals = queue.signals.makeAsyncIterator()
      guard await signals.next() != nil else { throw CancellationError() }
      var changed: Set<String> = []
      var passing: Set<String> = []
      while true {
        let events = queue.take()
        if events.isEmpty { break }
        for event in events { note(event, &changed, &passing) }
        try await Task.sleep(for: Self.quiet)
      }
      changed = changed.filter { !passing.contains($0) || access($0, F_OK) == 0 }
      if !changed.isEmpty { return changed.sorted() }
    }
  }

  private static let quiet = Duration.milliseconds(8)

  private static let wanted = UInt32(
    IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ONLYDIR)

  /// - Parameter passing: files that were made in the meantime, which may be gone already.
  private mutating func note(
    _ event: NotificationQueue.Event, _ changed: inout Set<String>, _ passing: inout Set<String>
  ) {
    if event.has(IN_Q_OVERFLOW) {
      // What was lost may be a folder that is not watched yet.
      for folder in watch.folders where add(folder) { changed.insert(folder) }
      return
    }
    if event.has(IN_IGNORED) {
      folders[event.watch] = nil
      return
    }
    guard let folder = folders[event.watch], !event.name.isEmpty else { return }
    let path = folder + "/" + event.name
    if event.has(IN_ISDIR) {
      noteFolder(path, event, &changed)
    } else if isWatched(path) {
      changed.insert(path)
      if event.has(IN_CREATE) { passing.insert(path) }
    }
  }

  private mutating func noteFolder(
    _ path: String, _ event: NotificationQueue.Event, _ changed: inout Set<String>
  ) {
    let holdsIncluded = watch.included.contains { ($0 as NSString).deletingLastPathComponent == path }
    if event.has(IN_CREATE) || event.has(IN_MOVED_TO), holdsIncluded, add(only: path) {
      changed.formUnion(watch.included.filter { $0.hasPrefix(path + "/") && access($0, F_OK) == 0 })
    }
    guard isEntered(path) else { return }
    if event.has(IN_MOVED_FROM) {
      for (watch, folder) in folders where folder == path || folder.hasPrefix(path + "/") {
        inotify_rm_watch(queue.descriptor, watch)
        folders[watch] = nil
      }
    }
    // A folder may have files before it is watched.
    if event.has(IN_CREATE) || event.has(IN_MOVED_TO), add(path) {
      changed.formUnion(watch.files(below: path))
    } else if event.has(IN_DELETE) || event.has(IN_MOVED_FROM) {
      changed.insert(path)
    }
  }

  private func isEntered(_ folder: String) -> Bool {
    !watch.ignored.contains(folder) && !(folder as NSString).lastPathComponent.hasPrefix(".")
  }

  private func isWatched(_ path: String) -> Bool {
    if watch.included.contains(path) { return true }
    let folder = (path as NSString).deletingLastPathComponent
    // Of the folder of an included file that is hidden itself, nothing else counts.
    guard isEntered(folder) || watch.folders.contains(folder), isEntered(path) else { return false }
    var status = stat()
    guard stat(path, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFREG && !watch.written.contains(FileIdentity(status))
  }

  /// Watches a folder and those in it.
  private mutating func add(_ folder: String) -> Bool {
    guard add(only: folder) else { return false }
    return watch.folders(in: folder).allSatisfy { add($0) }
  }

  private mutating func add(only folder: String) -> Bool {
    let number = inotify_add_watch(queue.descriptor, folder, Self.wanted)
    // A folder that is gone again needs no watch.
    guard number >= 0 else { return errno == ENOENT || errno == ENOTDIR }
    folders[number] = folder
    return true
  }
}

/// Disks whose changes Linux does not see when another machine makes them.
private enum RemoteDisk {
  static func isLocal(_ folder: String) -> Bool {
    let kind = disk_kind(folder)
    return kind >= 0 && !kinds.contains(UInt32(truncatingIfNeeded: kind))
  }

  /// NFS, SMB, CIFS, 9P, FUSE, Ceph, AFS and the shared folders of VirtualBox and VMware (statfs(2)).
  private static let kinds: Set<UInt32> = [
    0x6969, 0xFE53_4D42, 0xFF53_4D42, 0x0102_1997, 0x6573_5546, 0x00C3_6400, 0x5346_414F, 0x786F_4256,
    0xBACB_ACBC,
  ]
}

/// What Linux has reported and nobody has taken yet.
private final class NotificationQueue: Sendable {
  struct Event {
    var watch: Int32
    var mask: UInt32
    /// The name in the watched folder.
    var name: String

    func has(_ flag: Int32) -> Bool { mask & UInt32(bitPattern: flag) != 0 }
  }

  let descriptor: Int32
  /// One for all that was reported since the last one was taken.
  let signals: AsyncStream<Void>
  /// Open as long as this is.
  private let end: Int32
  private let reported: Reported

  /// The part that the reading thread shares.
  private final class Reported: Sendable {
    let bytes = Mutex<[UInt8]>([])
  }

  init?() {
    let descriptor = inotify_init1(O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      close(descriptor)
      return nil
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let reported = Reported()
    let end = ends[0]
    (self.descriptor, self.end, self.signals, self.reported) = (descriptor, ends[1], signals, reported)
    // It waits in the kernel, which no task may do.
    Thread.detachNewThread {
      Self.read(descriptor, until: end, into: reported, signal)
      close(descriptor)
      close(end)
      signal.finish()
    }
  }

  // The other end is then at its end, which ends the thread.
  deinit { close(end) }

  private static func read(
    _ descriptor: Int32, until end: Int32, into reported: Reported, _ signal: AsyncStream<Void>.Continuation
  ) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var sources = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: end, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&sources, 2, -1) < 0, errno != EINTR { return }
      if sources[1].revents != 0 { return }
      if sources[0].revents == 0 { continue }
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      reported.bytes.withLock { $0.append(contentsOf: buffer[..<count]) }
      signal.yield()
    }
  }

  /// What was reported since the last time.
  func take() -> [Event] {
    let bytes = reported.bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
    var events: [Event] = []
    bytes.withUnsafeBytes { bytes in
      let head = MemoryLayout<inotify_event>.size
      var place = 0
      while place + head <= bytes.count {
        let event = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
        let name = bytes[(place + head)..<(place + head + Int(event.len))].prefix { $0 != 0 }
        events.append(Event(watch: event.wd, mask: event.mask, name: String(decoding: name, as: UTF8.self)))
        place += head + Int(event.len)
      }
    }
    return events
  }
}
