import Diagnostics
import Dialects
import Languages
import Symbols

/// A folder of documentation: where its content, contract and theme are, and what is required of each
/// language.
///
/// Read from `site/portal.yml`; a folder without that file is a project of plain Markdown with the defaults.
public struct Project: Sendable, Hashable {
  /// Absolute path of the project's root.
  public var root: String
  public var title: String
  public var description: String
  /// What the pages are written in, when they do not say.
  public var language = TextLanguage.english
  /// The URL that the portal is published at.
  public var address: PortalAddress?
  /// How the source of a page is edited: a URL in which `{page}` is the path of the page from the project's root.
  public var edit: String?
  /// The file that lists the former addresses of pages and headings.
  public var moved: SettingFile?
  /// The `portal.json` of the published portal, whose pages must not vanish.
  public var published: SettingFile?
  /// Whether pages say when they were last changed, as git knows it.
  public var showsLastChange = false
  /// Relative to the root, as are all paths below. `.` for a folder without `site/portal.yml`.
  public var content: String
  /// The OpenRPC document, when there is one.
  public var contract: String?
  /// Whether raw HTML in Markdown may be more than GitHub shows; see `htmlPolicy`.
  public var trustsHTML: Bool
  /// Files and folders whose files are published as they are, also those that a browser runs.
  public var trustedFiles: [String] = []
  /// Folders that examples read, linked into the fresh folder of sessions that name one of them: `examples`.
  public var linked: [String]
  /// Files and folders that programs in the linked folders read.
  public var linkedReads: [String] = []
  /// Pages, and folders of pages, whose examples may connect to other machines; relative to the content folder.
  public var network: [String] = []
  /// What is required of a block without an attribute, by language.
  public var policy: [String: ProofLevel]
  /// Folders from which examples import, by the id of the language.
  public var imports: [String: [ImportedFolder]]
  /// Languages that the settings describe.
  public var languages: [DeclaredLanguage] = []
  /// What examples talk to; `nil` for nothing.
  public var service: Service?
  /// Services that some pages need besides, in the order of the settings.
  public var services: [PageService] = []
  /// A JSON file with the metrics that the service exports.
  public var metrics: String?
  public var clients: [Client] = []
  /// Programs of the project that judge blocks, in the order of the settings.
  public var checkers: [CheckerSettings] = []
  /// The titles of top-level folders and their order: folder → title.
  public var sections: [Section]
  /// What every page must have.
  public var pages: PageRules
  /// The kinds of names that inline code is checked against, in the order in which they are tried.
  public var symbols: [SymbolSettings]
  /// The section that is generated from the contract.
  public var reference: ReferenceOptions
  public var otherTools = OtherTools()
  /// Phrases that the pages do not use.
  public var words: [AvoidedWords] = []
  /// The page that defines terms, and where they are linked to it.
  public var glossary: Glossary?
  /// Where readers report what is wrong with a page: a URL in which `{page}` is the path of the page.
  public var feedback: String?
  /// How much findings matter where the settings differ from the rules. Of several that apply, the last counts.
  public var checks: [CheckSettings] = []
  /// The least severity that makes `flowdocs check` fail and keeps `flowdocs build` from writing.
  public var failsOn = Severity.error
  /// How the pages are to be read, and why.
  public var reading = DialectReading()
  public var dialect: Dialect { reading.dialect }
  /// The order of the pages that the settings of their tool give.
  public var order = PageOrder()
  /// The folders that the settings of their tool name for files that pages include.
  public var includeFolders: [String] = []
  /// Files that their tool puts at the end of every page, as an include names them.
  public var appendedFiles: [String] = []
  /// The markup in text that the settings of their tool allow pages.
  public var textMarkup: TextMarkup = Dialect.github.text
  /// Whether the settings of their tool say that pages are MDX by the ending of their files alone.
  public var detectsMDX = false
  /// Whether the settings of their tool have a function that makes the addresses of headings.
  public var hasOwnSlugs = false
  /// Folders of the host that the settings of their tool put the site into.
  public var bases: [String] = []
  /// Names of folders that paths may begin with.
  public var aliases: [PathAlias] = []
  /// Programs of the pages' site that change them before they are shown, by their names.
  public var preprocessors: [String] = []
  /// Addresses of the site that the settings of their tool name, because they lead on to others.
  var addresses: Set<String> = []
  /// Whether the settings of their tool make pages from code, whose names links may lead to.
  public var documentsCode = false
  /// Whether the project has a `site/portal.yml`.
  public var isConfigured: Bool
  /// What the settings say in a way that a later version will not accept.
  public var warnings: [Diagnostic] = []

  /// A client of the contract's API, whose source `flowdocs check` compares with the contract.
  public struct Client: Sendable, Hashable {
    /// The id of a language whose clients can be read.
    public var language: String
    /// A file, or a folder whose files of the language are the client.
    public var path: String
    /// What types of the client are called in the contract, where that differs: type → schema.
    public var types: [String: String]
    /// Fields, as `Type.field`, that are optional in the client although the service always returns them.
    public var loose: [String]
    /// Methods that the client does not implement.
    public var without: [String]
    /// Where the definition says the names of `types`, `loose` and `without`, by name.
    public var places: [String: SourceSpan]

    public init(
      language: String, path: String, types: [String: String] = [:], loose: [String] = [],
      without: [String] = [], places: [String: SourceSpan] = [:]
    ) {
      self.language = language
      self.path = path
      self.types = types
      self.loose = loose
      self.without = without
      self.places = places
    }
  }

  public struct Section: Sendable, Hashable {
    public var folder: String
    public var title: String

    public init(folder: String, title: String) {
      self.folder = folder
      self.title = title
    }
  }

  /// How much the findings of some rules matter on some pages.
  public struct CheckSettings: Sendable, Hashable {
    /// Ids of rules and names of groups; empty for all.
    public var rules: [String] = []
    /// Pages and folders of pages, relative to the content folder; empty for the whole project.
    public var pages: [String] = []
    /// `nil` when such findings are not reported.
    public var severity: Severity?
    /// Where the settings name these rules and pages.
    public var places: [String: SourceSpan] = [:]

    public init() {}
  }

  /// Words of other tools on the pages, which are not reported as misspelt.
  public struct OtherTools: Sendable, Hashable {
    /// Keys of the front matter.
    public var frontMatter: [String] = []
    /// Attributes of fences.
    public var fences: [String] = []

    public init() {}
  }

  /// Phrases that pages do not use, and what they say instead.
  public struct AvoidedWords: Sendable, Hashable {
    public var phrases: [String] = []
    public var instead = ""

    public init() {}
  }

  /// A page whose headings are terms, each with its definition below it.
  public struct Glossary: Sendable, Hashable {
    public var place: SymbolPlace?
    public var span: SourceSpan?
    /// Pages and folders of pages on which terms are linked, relative to the content folder; empty for all.
    public var pages: [String] = []

    public init() {}
  }

  /// A file that the settings name, and where.
  public struct SettingFile: Sendable, Hashable {
    public var file: String
    public var span: SourceSpan

    public init(file: String, span: SourceSpan) {
      self.file = file
      self.span = span
    }
  }

  /// The requirements for each page of a portal; landing pages and plain folders of Markdown have none.
  public struct PageRules: Sendable, Hashable {
    /// Keys of the front matter that may not be missing: `kind`, `audience`, `minutes`, `title`, `description`.
    public var required: [String]
    /// The heading of the section that every page must end with.
    public var ending: String?

    public init(required: [String] = [], ending: String? = nil) {
      self.required = required
      self.ending = ending
    }
  }

  public init(
    root: String, title: String = "Documentation", description: String = "", content: String = ".",
    contract: String? = nil, trustsHTML: Bool = false, linked: [String] = [],
    policy: [String: ProofLevel] = [:], imports: [String: [ImportedFolder]] = [:],
    service: Service? = nil, sections: [Section] = [], pages: PageRules = .init(),
    symbols: [SymbolSettings] = [], reference: ReferenceOptions = .init(), isConfigured: Bool = false
  ) {
    self.root = root
    self.title = title
    self.description = description
    self.content = content
    self.contract = contract
    self.trustsHTML = trustsHTML
    self.linked = linked
    self.policy = policy
    self.imports = imports
    self.service = service
    self.sections = sections
    self.pages = pages
    self.symbols = symbols
    self.reference = reference
    self.isConfigured = isConfigured
  }
}

extension Project {
  /// Whether the examples of a page may connect to other machines.
  public func opensNetwork(_ page: String) -> Bool { Self.list(network, has: page) }

  /// The services that the examples of a page find besides `service`.
  public func services(of page: String) -> [PageService] {
    services.filter { Self.list($0.pages, has: page) }
  }

  /// Whether a list of pages and folders of pages has a page; the empty path is the content folder.
  private static func list(_ paths: [String], has page: String) -> Bool {
    paths.contains { $0.isEmpty || $0 == "." || page == $0 || page.hasPrefix($0 + "/") }
  }

  /// Whether a page is MDX.
  public func isMDX(_ page: String) -> Bool { page.hasSuffix(".mdx") || dialect.readsMDX && !detectsMDX }

  /// The content folder; empty for the project's root.
  public var contentFolder: String { content == "." ? "" : content }

  /// The path from the project's root to a page, which is named relative to the content folder.
  public func path(ofPage path: String) -> String {
    content.isEmpty || content == "." ? path : content + "/" + path
  }
}

extension Project {
  /// Whether the settings of the pages' tool name an address.
  ///
  /// - Parameter path: from the root of the site.
  public func namesAddress(_ path: String) -> Bool { addresses.contains(ToolAddresses.key(path)) }
}
