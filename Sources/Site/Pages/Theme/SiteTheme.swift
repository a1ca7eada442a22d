import Diagnostics
import Markdown
import Project

/// The look of a portal, as the files of `site/theme/` change it. What none of them changes is as it is without them.
///
///     site/theme/theme.yml      colours, fonts, links at the top and in the footer
///     site/theme/theme.css      further styles
///     site/theme/logo.svg       the mark beside the portal's name; logo-dark.svg on dark pages
///     site/theme/favicon.svg
///     site/theme/footer.html    HTML in place of the footer's text; see `Place`
///     site/theme/words/de.yml   the words around the text in a language
///     site/theme/assets/…       images and fonts that the others use
///
/// A file with a mistake is left out, so that nothing that was refused can reach a page.
public struct SiteTheme: Sendable {
  public static let folder = "site/theme"

  /// Where a piece of HTML goes.
  public enum Place: String, Sendable, Hashable, CaseIterable {
    /// Above everything.
    case banner
    /// In the bar at the top, before its links.
    case header
    /// Below the list of pages.
    case sidebar
    /// Below the text of each page.
    case pageEnd = "page-end"
    /// In the footer, in place of its text.
    case footer

    var file: String { rawValue + ".html" }
  }

  /// An image of the theme.
  public struct Image: Sendable, Hashable {
    public var bytes: [UInt8]
    /// The ending of its name, without the dot.
    public var ending: String

    public init(bytes: [UInt8], ending: String) {
      self.bytes = bytes
      self.ending = ending
    }
  }

  public var settings = ThemeSettings()
  public internal(set) var styles: ThemeStyles?
  public internal(set) var logo: Image?
  public internal(set) var darkLogo: Image?
  public internal(set) var favicon: Image?
  public internal(set) var fragments: [Place: SourceText] = [:]
  /// Images and fonts, by their names below `assets/`.
  public internal(set) var assets: [String: Image] = [:]

  /// The words around the text, by languages in lower case.
  public internal(set) var words: [String: ThemeWords] = [:]

  public init() {}

  /// The words of a language: of `pt-BR`, else of `pt`, else English.
  public func words(of language: TextLanguage) -> ThemeWords {
    let tag = language.tag.lowercased()
    return words[tag] ?? words[String(tag.prefix { $0 != "-" })] ?? ThemeWords()
  }

  /// The path below the theme's folder that an address in it names; `nil` for one that does not begin with `assets/`.
  public static func asset(_ address: String) -> String? {
    RelativePath.normalized(address).flatMap { RelativePath.inside("assets", $0) }
  }
}

extension SiteTheme {
  /// A link in HTML of the theme, or in its settings.
  public struct Link: Sendable, Hashable {
    public var address: String
    public var isImage: Bool
    public var span: SourceSpan?
  }

  /// Everything that must lead somewhere.
  public var links: [Link] {
    let own = (settings.header + settings.footer).map {
      Link(address: $0.address, isImage: false, span: $0.span)
    }
    let inFragments = Place.allCases.compactMap { fragments[$0] }.flatMap { source in
      HTMLTokens(source.bytes[...]).flatMap { token -> [Link] in
        guard case .start(_, let range) = token else { return [] }
        return HTMLPolicy.theme.addresses(in: source.bytes[range]).map {
          Link(address: $0.destination, isImage: $0.isImage, span: source.span(range))
        }
      }
    }
    return own + inFragments
  }
}
