/// The project's part of each block's key, as the project is now: a record of the ledger with another one was made
/// before something changed.
public struct CurrentKeys: Sendable, Hashable {
  private var keys: [String: [Int: String]] = [:]

  public init() {}

  /// The key of a block, by its page's path in the content folder and its position on the page; empty when unknown.
  public subscript(page: String, block: Int) -> String {
    get { keys[page]?[block] ?? "" }
    set { keys[page, default: [:]][block] = newValue }
  }

  /// The keys of all blocks.
  public var all: Set<String> { Set(keys.values.flatMap(\.values)) }
}
