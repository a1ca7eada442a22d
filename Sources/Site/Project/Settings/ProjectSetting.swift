import Languages

/// One key of `site/portal.yml`: its documentation.
///
/// The entry that reads a key documents it, so the list on the page of settings is complete.
public struct ProjectSetting: Sendable, Hashable {
  public let key: String
  /// The value of the key, as words that follow "takes".
  public let takes: String
  /// The default, as Markdown.
  public let otherwise: String
  /// Markdown, one or two sentences.
  public let meaning: String
  /// The keys of the mapping below it, or of each mapping in the list below it.
  public let inner: [ProjectSetting]
  /// The key as it is in a file, with all inner keys.
  public let sample: String
  /// How it enters the cache keys of verdicts.
  public let cacheKey: CacheKey

  /// How a key enters the cache keys of verdicts, as the documentation describes it.
  public enum CacheKey: Sendable, Hashable {
    /// Its value and the contents of the files that it names.
    case inputs
    /// By the keys below it.
    case below
    /// With the blocks that it concerns; says how.
    case blocks(String)
    /// Excluded; the reason.
    case none(String)
  }

  /// Every key, in the order in which they are listed to people.
  ///
  /// - Parameter languages: those of the site, some of which have keys of their own.
  public static func all(_ languages: Languages = .all) -> [ProjectSetting] {
    RootSettings.all(languages).map(\.documentation)
  }
}
