/// One key of `site/portal.yml`: what the reader of that file accepts, and what people are told about it.
///
/// A key that is not here cannot be written, so the list on the page of settings is whole.
public struct ProjectSetting: Sendable, Hashable {
  public let key: String
  /// What stands after the key, as words that follow "it takes".
  public let takes: String
  /// What holds without the key, as Markdown.
  public let otherwise: String
  /// Markdown, one or two sentences.
  public let meaning: String
  /// The keys of the mapping below it, or of each mapping in the list below it.
  public let inner: [ProjectSetting]
  /// The key as it stands in a file, with all inner keys.
  public let sample: String

  private init(
    _ key: String, _ takes: String, otherwise: String = "nothing", _ meaning: String,
    inner: [ProjectSetting] = [], sample: String = ""
  ) {
    self.key = key
    self.takes = takes
    self.otherwise = otherwise
    self.meaning = meaning
    self.inner = inner
    self.sample = sample
  }

  /// The keys at the root of the file, or those below a key: `keys("reference", "versions")`.
  public static func keys(_ path: String...) -> [String] {
    var settings = all
    for key in path { settings = settings.first { $0.key == key }?.inner ?? [] }
    return settings.map(\.key)
  }

  /// Every key, in the order in which they are listed to people.
  public static let all: [ProjectSetting] =
    [
      ProjectSetting(
        "title", "text", otherwise: "`\(Project(root: "").title)`", "The name of the portal.",
        sample: "title: Payments API"),
      ProjectSetting(
        "description", "text", "One sentence for search engines and for the top of the landing page.",
        sample: "description: How to take payments, with every example run."),
      ProjectSetting(
        "address", "an address",
        "Where the portal will stand. Only `404.html` needs it, because servers show it at any depth.",
        sample: "address: https://docs.example.org/payments/"),
      ProjectSetting(
        "content", "a folder", otherwise: "`content`",
        "Where the pages are. `.` is the project's own folder.",
        sample: "content: docs"),
      ProjectSetting(
        "contract", "a file", "The OpenRPC document that pages are held against.",
        sample: "contract: docs/api/openrpc.json"),
      ProjectSetting(
        "trustsHTML", "`true` or `false`", otherwise: "`false`: what GitHub shows",
        "Whether HTML in Markdown may have any element, class and attribute but those that run or load something. Set it only when you trust everyone who writes pages.",
        sample: "trustsHTML: false"),
      ProjectSetting(
        "trustedFiles", "a list of files and folders",
        "Linked files that are published although a browser runs them: `.html` files, and drawings with scripts. They run as part of the portal.",
        sample: "trustedFiles: [docs/demos]"),
      ProjectSetting(
        "linked", "a list of folders",
        "Folders that examples read or start programs from; each is linked into the fresh folder that an example runs in.",
        sample: "linked: [examples]"),
      ProjectSetting(
        "policy", "language: `text`, `parse`, `compile` or `run`",
        otherwise: "parsed; a fragment may be left as it is",
        "What is asked of a block whose fence does not say so.",
        sample: "policy: { python: run, sh: run, console: run, json: run, http: run }"),
      ProjectSetting(
        "swiftModules", "name: folder",
        "Modules that Swift examples import, and the folders of their sources.",
        sample: "swiftModules: { Payments: Sources/Payments }"),
      ProjectSetting(
        "pythonPath", "a list of folders",
        "Folders put on the module path of Python, in Python and shell examples: those that hold a package.",
        sample: "pythonPath: [clients/python]"),
      ProjectSetting(
        "service", "`mock` or `none`", otherwise: "`none`",
        "The service that examples talk to: `mock` starts the bundled GRPO training service for each session.",
        sample: "service: none"),
    ] + [clients, checkers, sections, pages, symbols, reference, otherTools]

  private static let clients = ProjectSetting(
    "clients", "a list of clients", "Client libraries whose source is compared with the contract.",
    inner: [
      ProjectSetting("language", "`swift` or `python`", otherwise: "required", "The language of the source."),
      ProjectSetting("path", "a file or folder", otherwise: "required", "Where the source is."),
      ProjectSetting(
        "types", "type: schema", otherwise: "equal names",
        "What the client's types are called in the contract, where that differs."),
      ProjectSetting(
        "loose", "a list of `Type.field`",
        "Fields that the client leaves optional though the service always gives them."),
      ProjectSetting("without", "a list of methods", "Methods that the client does not offer."),
    ],
    sample: """
      clients:
        - language: python
          path: clients/python
          types: { PaymentInfo: Payment }
          loose: [PaymentInfo.note]
          without: [payments.refund]
      """)

  private static let checkers = ProjectSetting(
    "checkers", "a list of checkers",
    "Programs of yours that `flowdocs verify` gives the blocks of some languages to; see [your own checkers](checkers.md).",
    inner: [
      ProjectSetting(
        "name", "text", otherwise: "required", "What readers see beside the blocks that it accepts."),
      ProjectSetting(
        "languages", "a list of languages", otherwise: "required", "The blocks that it is given."),
      ProjectSetting(
        "command", "a list of words", otherwise: "required",
        "Program and arguments. It is started in the project's folder; a program with `/` in it is a file of the project."
      ),
      ProjectSetting(
        "reads", "a list of files and folders",
        "What its answers depend on besides the blocks and the files in `command`. When it changes, the blocks are judged again."
      ),
      ProjectSetting(
        "tools", "program: how to install it",
        "Programs that it calls. A missing one is an error that says how to install it; another version judges the blocks again."
      ),
      ProjectSetting(
        "timeout", "a time such as `20s` or `2m`", otherwise: "`2m`", "How long it may take for all blocks."),
    ],
    sample: """
      checkers:
        - name: sqlite
          languages: [sql]
          command: [clients/python/a.py, --strict]
          reads: [docs/api]
          tools: { sqlite3: apt-get install sqlite3 }
          timeout: 20s
      """)

  private static let sections = ProjectSetting(
    "sections", "a list of sections", otherwise: "folders by name",
    "The top-level folders in the order of the navigation.",
    inner: [
      ProjectSetting("folder", "a folder of the content", otherwise: "required", "Where its pages are."),
      ProjectSetting("title", "text", otherwise: "required", "Its name in the navigation."),
    ],
    sample: """
      sections:
        - folder: guides
          title: Guides
      """)

  private static let pages = ProjectSetting(
    "pages", "a mapping", "What every page must have. Landing pages are left out.",
    inner: [
      ProjectSetting(
        "require", "a list of keys of the front matter", "Keys that may not be missing."),
      ProjectSetting("ending", "text", "The heading of the section that a page ends with."),
    ],
    sample: """
      pages:
        require: [kind, audience, minutes]
        ending: Where to go next
      """)

  private static let otherTools = ProjectSetting(
    "otherTools", "a mapping", otherwise: "an unknown word is an error, which finds misspelt ones",
    "Words on pages that are for other tools. `flowdocs init` lists those that it finds.",
    inner: [
      ProjectSetting(
        "frontMatter", "a list of keys", "Keys of the front matter that FlowDocs leaves alone."),
      ProjectSetting("fences", "a list of words", "Attributes of fences that FlowDocs leaves alone."),
    ],
    sample: """
      otherTools:
        frontMatter: [sidebar_position, tags]
        fences: [linenums, hl_lines]
      """)

  private static let symbols = ProjectSetting(
    "symbols", "kind: mapping", otherwise: "nothing is asked of inline code",
    "Kinds of names in inline code that must exist, and the pages that explain them.",
    inner: [
      ProjectSetting(
        "pattern", "a pattern or a list of them",
        "How such names look: `*` stands for letters, digits and `_`; a regular expression stands between slashes."
      ),
      ProjectSetting(
        "page", "a page of the content, with `#anchor`", "Where names of this kind are explained."),
      ProjectSetting(
        "names", "a list of names, or name: summary", "Names that nothing else defines.",
        inner: [
          ProjectSetting("summary", "text", "What the name is, in one line."),
          ProjectSetting("page", "a page", otherwise: "the page of the kind", "Where the name is explained."),
        ]),
      ProjectSetting("label", "text", "For a kind of your own: the words for one of its names."),
    ],
    sample: """
      symbols:
        variable:
          pattern: [PAYMENTS_*]
          page: index.md
          names:
            PAYMENTS_URL: { summary: Where the service is, page: index.md }
        flag:
          label: feature flag
          names: [fast-start]
      """)

  private static let reference = ProjectSetting(
    "reference", "`none` or a mapping", otherwise: "generated when there is a contract",
    "The section of pages that is generated from the contract.",
    inner: [
      ProjectSetting(
        "folder", "a folder of the content", otherwise: "the contract's folder, else `api`",
        "Where its pages stand."),
      ProjectSetting(
        "url", "an environment variable", otherwise: "`\(ReferenceOptions().url)`",
        "Holds the service's address in samples."),
      ProjectSetting(
        "endpoint", "a path", otherwise: "empty", "Where requests are posted to, after the address."),
      ProjectSetting("token", "an environment variable", "Holds the bearer token in samples."),
      client("python", "Python"), client("swift", "Swift"),
      ProjectSetting(
        "versions", "a list of versions", "The versions of the contract, newest first.",
        inner: [
          ProjectSetting("version", "text", otherwise: "required", "Its number."),
          ProjectSetting("date", "a day", "When it was published."),
          ProjectSetting("notes", "Markdown", "What readers should know of it."),
          ProjectSetting(
            "contract", "a file", otherwise: "the present contract",
            "The contract as it was; what changed since is listed from it."),
        ]),
    ],
    sample: """
      reference:
        folder: api
        url: PAYMENTS_URL
        endpoint: /rpc
        token: PAYMENTS_TOKEN
        python: { module: payments, make: payments.Client() }
        swift: { module: Payments, make: Client() }
        versions:
          - { version: "1.1", date: 2026-11-22, notes: Refunds. }
          - { version: "1.0", contract: docs/api/openrpc-1.0.json }
      """)

  private static func client(_ key: String, _ language: String) -> ProjectSetting {
    ProjectSetting(
      key, "a mapping", otherwise: "the standard library", "The client that \(language) samples call.",
      inner: [
        ProjectSetting("module", "text", otherwise: "required", "What samples import."),
        ProjectSetting("make", "text", otherwise: "required", "The expression that makes a client."),
      ])
  }
}
