/// How one documentation tool reads a folder of Markdown: which files say that it is the one, how it addresses headings
/// and pages, and where it keeps images.
///
/// A dialect is one value in `Dialect.all`. Markup that only one tool gives a meaning, such as `{#id}` after a
/// heading, is read in every dialect; a dialect decides what tools disagree on.
public struct Dialect: Sendable {
  /// As `dialect:` of the settings names it: `mkdocs`.
  public let id: String
  /// As reports name it: `MkDocs`.
  public let name: String
  /// Files or folders of which one is in the folder of the tool's settings.
  public let marks: [String]
  /// Files with similar names, where none of `marks` is there.
  public let variants: Variants?
  /// How headings get their addresses. The first style gives them; links may use those of all.
  public let slugs: [SlugStyle]
  /// Whether links to headings need not have their capitals: code hosts look for them in lower case.
  public let ignoresCaseOfAnchors: Bool
  /// Whether `guide.md` is served as `guide/`, so that a relative link may begin there.
  public let servesFolders: Bool
  /// Whether `01-setup.md` is addressed as `setup`.
  public let dropsNumbers: Bool
  /// Whether the addresses of pages are in lower case, whatever the names of their files are.
  public let ignoresCaseOfPaths: Bool
  /// Whether a link may lead to a label on any page: `(setup)=`.
  public let hasLabels: Bool
  /// Whether the terms of definition lists are anchors.
  public let hasTerms: Bool
  /// Folders whose files are at the root of the published site.
  public let assets: [String]
  /// Whether `SUMMARY.md` lists the pages in their order, and is not a page itself.
  public let hasSummary: Bool
  /// Which markup opens boxes and tabs.
  public let containers: Containers
  /// Which markup puts the text of files into pages.
  public let includes: Includes
  /// Which markup in text is read whatever the settings of the tool say, and which is with a word in them.
  public let text: TextMarkup
  public let textSwitches: [TextSwitch]
  /// Whether the folder is a catalogue, whose links name pages, headings and images without their folders and as they are
  /// written: DocC.
  public let isCatalogue: Bool
  /// Whether links may be short codes: `{{< ref "setup" >}}` of Hugo.
  public let hasShortcodes: Bool
  /// Whether pages are MDX whatever the ending of their files is.
  public let readsMDX: Bool

  /// Whether tags of components are read in Markdown, too, as Vue has them.
  public let hasComponents: Bool
  /// Whether `{% link … %}` and such are read: Jekyll.
  public let hasLiquid: Bool
  /// Whether an element of HTML ends with its end tag, and may hold Markdown: `<div markdown="1">`.
  public let readsHTML: Bool
  /// Whether lines of Rust that begin with `# ` are not shown: mdBook.
  public let hidesLines: Bool
  /// Whether files and folders whose names begin with `_` have no pages, but parts of pages.
  public let leavesOutParts: Bool

  /// Settings of which a folder has several, or which have a name of their own, `mkdocs-online.yml` and `site.mkdocs.yml`,
  /// or one that many tools use: `config.toml`.
  public struct Variants: Sendable {
    var names: Set<String> = []
    var stem = ""
    var endings: [String] = []
    /// What settings have on a line of its own. The more of them a file has, the more it is the one that is published.
    public let keys: [String]

    public func has(_ name: String) -> Bool {
      if names.contains(name) { return true }
      guard let ending = endings.first(where: name.hasSuffix) else { return false }
      let bare = name.dropLast(ending.count)
      return ["-", "_", "."].contains { bare.hasPrefix(stem + $0) || bare.hasSuffix($0 + stem) }
    }
  }

  /// Forms of markup that includes files.
  public enum Includes: Sendable {
    case none
    /// `--8<-- "file"`, `{! file !}` and `{* file *}` of plugins of MkDocs.
    case snippets
    /// `{{#include file}}` of mdBook.
    case braces
    /// `<<< @/file` and `<!--@include: file-->` of VitePress.
    case vitePress
    /// `{literalinclude}` and `{include}` of Sphinx.
    case directives
  }

  /// Forms of markup that opens boxes and tabs.
  public struct Containers: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// `!!! note`, `??? note` and `=== "Tab"`, with an indented body.
    public static let indented = Containers(rawValue: 1)
    /// `:::note`.
    public static let colons = Containers(rawValue: 2)
    /// `/// note`.
    public static let slashes = Containers(rawValue: 4)
    /// `<Aside>`, `<TabItem>`.
    public static let components = Containers(rawValue: 8)
    /// A fence of code whose language is `{note}`.
    public static let directives = Containers(rawValue: 16)
    public static let all: Containers = [.indented, .colons, .slashes, .components, .directives]
  }

  init(
    _ id: String, _ name: String, marks: [String], variants: Variants? = nil, slugs: [SlugStyle],
    ignoresCaseOfAnchors: Bool = false,
    servesFolders: Bool = false, dropsNumbers: Bool = false, ignoresCaseOfPaths: Bool = false,
    hasLabels: Bool = false, hasTerms: Bool = false, assets: [String], hasSummary: Bool = false,
    containers: Containers = [], includes: Includes = .none, text: TextMarkup = [],
    textSwitches: [TextSwitch] = [], readsMDX: Bool = false, isCatalogue: Bool = false,
    hasShortcodes: Bool = false, hasComponents: Bool = false, hidesLines: Bool = false,
    leavesOutParts: Bool = false, hasLiquid: Bool = false, readsHTML: Bool = false
  ) {
    self.hasLiquid = hasLiquid
    self.readsHTML = readsHTML
    self.hasComponents = hasComponents
    self.hidesLines = hidesLines
    self.leavesOutParts = leavesOutParts
    self.includes = includes
    self.text = text
    self.textSwitches = textSwitches
    self.readsMDX = readsMDX
    self.isCatalogue = isCatalogue
    self.hasShortcodes = hasShortcodes
    self.ignoresCaseOfPaths = ignoresCaseOfPaths
    self.hasLabels = hasLabels
    self.hasTerms = hasTerms
    self.hasSummary = hasSummary
    self.containers = containers
    self.id = id
    self.name = name
    self.marks = marks
    self.variants = variants
    self.slugs = slugs
    self.ignoresCaseOfAnchors = ignoresCaseOfAnchors
    self.servesFolders = servesFolders
    self.dropsNumbers = dropsNumbers
    self.assets = assets
  }

  /// Whether any markup opens boxes or tabs.
  var hasContainers: Bool { !containers.isEmpty || hasShortcodes }

  public static func named(_ id: String) -> Dialect? { all.first { $0.id == id } }
}

extension Dialect: Hashable {
  /// There is one dialect of each id.
  public static func == (left: Dialect, right: Dialect) -> Bool { left.id == right.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension Dialect {
  /// The markup that pages may have.
  ///
  /// - Parameter settings: whether the settings of the tool have a word.
  public func textMarkup(_ settings: (String) -> Bool) -> TextMarkup {
    textSwitches.filter { settings($0.word) }.reduce(text) { $0.union($1.markup) }
  }
}
