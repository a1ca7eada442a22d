/// The order and the names of pages and folders that the settings of a tool give.
public struct PageOrder: Sendable, Hashable {
  /// By the path of a page or folder, relative to the content folder.
  public private(set) var positions: [String: Int] = [:]
  /// Names in the navigation, by the same paths.
  public private(set) var titles: [String: String] = [:]

  public init() {}

  public var isEmpty: Bool { positions.isEmpty && titles.isEmpty }

  /// The place that a tool gives with a number: Docusaurus allows 1.5 between 1 and 2.
  public static func position(_ number: Double) -> Int? {
    number.magnitude < 1e6 ? Int((number * 100).rounded()) : nil
  }

  /// Adds a page after those that are there.
  mutating func append(_ path: String?, title: String?) {
    guard let path, positions[path] == nil else { return }
    positions[path] = positions.count
    if let title, !title.isEmpty { titles[path] = title }
  }

  mutating func set(_ path: String, position: Int?, title: String?) {
    if let position { positions[path] = position }
    if let title, !title.isEmpty { titles[path] = title }
  }
}
