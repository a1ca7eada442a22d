import Dialects
import Synchronization

/// What links may call the headings of a page: their own addresses, and those that other tools would give them where a
/// dialect allows that.
///
/// The latter are made for the first link that needs them, once: a page may have as many such links as headings.
public final class HeadingAddresses: Sendable {
  private let headings: [Heading]
  private let dialect: Dialect
  /// Whether the settings of the tool have a function that makes addresses: then only letters and digits count.
  private let hasOwnSlugs: Bool
  /// An index of the headings of a page with many, so that following many links is fast.
  private let known: Set<String>?
  /// The headings that other spellings mean; `nil` for a spelling of several headings.
  private let others = Mutex<[String: String?]?>(nil)

  init(_ headings: [Heading], _ dialect: Dialect, hasOwnSlugs: Bool = false) {
    self.headings = headings
    self.hasOwnSlugs = hasOwnSlugs
    self.dialect = dialect
    known = headings.count > 64 ? Set(headings.map(\.anchor)) : nil
  }

  /// The anchors of all headings in page order.
  public var anchors: [String] { headings.map(\.anchor) }

  /// The anchor of the heading that the fragment of a link means; `nil` when it means none, or several.
  public func anchor(of fragment: String) -> String? {
    if known?.contains(fragment) ?? headings.contains(where: { $0.anchor == fragment }) { return fragment }
    if dialect.slugs.count < 2, !dialect.ignoresCaseOfAnchors, !hasOwnSlugs { return nil }
    let others = others.withLock { others in
      if let others { return others }
      let made = otherSpellings()
      others = made
      return made
    }
    if let found = others[fragment] { return found }
    if hasOwnSlugs, let found = others[Self.bare(fragment)] { return found }
    if dialect.isCatalogue, let style = dialect.slugs.first,
      let found = others[style.slug(fragment).lowercased()]
    {
      return found
    }
    return dialect.ignoresCaseOfAnchors ? others[fragment.lowercased()] ?? nil : nil
  }

  /// The letters and digits of an address, which no other spelling has.
  private static func bare(_ address: String) -> String {
    "#" + address.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private func otherSpellings() -> [String: String?] {
    var meant: [String: String?] = [:]
    func add(_ spelling: String, _ anchor: String) {
      if let known = meant[spelling], known != anchor {
        meant[spelling] = .some(nil)
      } else {
        meant[spelling] = anchor
      }
    }
    var counters = dialect.slugs.dropFirst().map { Anchors($0) }
    for heading in headings {
      if hasOwnSlugs { add(Self.bare(heading.anchor), heading.anchor) }
      if dialect.ignoresCaseOfAnchors { add(heading.anchor.lowercased(), heading.anchor) }
      // A heading with a name of its own has no other in any tool.
      if heading.isNamed { continue }
      for index in counters.indices { add(counters[index].next(for: heading.text), heading.anchor) }
    }
    return meant
  }
}
