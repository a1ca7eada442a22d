import Foundation

/// A project in a folder of its own, removed when the test lets go of it.
final class TemporaryProject {
  let root: String

  /// `tree` is path → text.
  init(_ tree: [String: String]) throws {
    root = NSTemporaryDirectory() + "flowdocs-" + UUID().uuidString
    for (path, text) in tree { try write(path, text) }
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: root) } catch { print("left behind: \(root)") }
  }

  func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: root + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: root + "/" + path).map { String(decoding: $0, as: UTF8.self) }
  }
}
