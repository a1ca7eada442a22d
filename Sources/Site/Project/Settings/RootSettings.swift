import Diagnostics
import Dialects
import Languages
import Yams

/// The keys at the root of `site/portal.yml`.
enum RootSettings {
  /// Every key, in the order in which they are listed to people.
  ///
  /// - Parameter languages: those of the site, some of which have keys of their own.
  static func all(_ languages: Languages) -> [Setting<Project>] {
    general + languages.list.compactMap(imports) + [
      LanguageSettings.setting, ServiceSetting.setting, PageServiceSetting.setting, metrics,
    ]
      + [
        ClientSettings.setting(languages), CheckerSetting.setting, sections, PageSettings.setting,
        WordSettings.setting, SymbolKindSettings.setting, ReferenceSettings.setting(languages),
        CheckSettings.setting, CheckSettings.failsOn, OtherToolSettings.setting, GlossarySettings.setting,
        feedback, edit, moved, published, lastChange,
      ]
  }

  private static let general: [Setting<Project>] =
    [
      .string(
        "title", \.title, otherwise: "that of the tool's settings, or `\(Project(root: "").title)`",
        "The name of the portal.",
        cacheKey: .shown,
        sample: "title: Payments API"),
      .string(
        "description", \.description,
        "One sentence for search engines and for the top of the landing page.", cacheKey: .shown,
        sample: "description: How to take payments, with every example run."),
      address,
      lang,
      Setting(
        "content", "a folder", otherwise: "`content`",
        "Where the pages are. `.` is the project's own folder.",
        cacheKey: .none("where a page is does not change what its examples do"), sample: "content: docs"
      ) { node, project, reader in
        if let path = reader.path(node, "content") { project.content = path.isEmpty ? "." : path }
      },
      dialect,
      .path(
        "contract", \.contract, .file, takes: "a file",
        "The OpenRPC or OpenAPI document that pages are validated against.",
        cacheKey: .inputs { _ in [.contract] },
        sample: "contract: docs/api/openrpc.json"),
      Setting(
        "trustsHTML", "`true` or `false`", otherwise: "`false`: only what GitHub allows",
        "Whether HTML in Markdown may use any element, class and attribute except those that run or load something. Set it only if you trust everyone who writes pages.",
        cacheKey: .shown, gives: GrantedRight(\.trustsHTML),
        sample: "trustsHTML: false"
      ) { node, project, reader in
        if let value = reader.bool(node, "trustsHTML") { project.trustsHTML = value }
      },
      Setting(
        "trustedFiles", "a list of files and folders",
        "Linked files that are published although a browser would run them: `.html` files, and SVG files with scripts. They run as part of the portal.",
        cacheKey: .shown, gives: GrantedRight(\.trustedFiles),
        sample: "trustedFiles: [docs/demos]"
      ) { node, project, reader in
        project.trustedFiles = reader.list(node, "trustedFiles").compactMap {
          reader.path($0, "trustedFiles")
        }
      },
      .folders(
        "linked", \.linked,
        "Folders that examples read or start programs from. A session that names one of them finds all of them in its fresh folder, as links.",
        cacheKey: .inputs { $0.linked.map { .linked($0) } }, gives: GrantedRight(\.linked),
        sample: "linked: [examples]"),
      Setting(
        "linkedReads", "a list of files and folders",
        "What programs in the `linked` folders read elsewhere in the project. A session that names a linked folder can read it at its own place.",
        cacheKey: .inputs { $0.linkedReads.map { .linkedRead($0) } }, gives: GrantedRight(\.linkedReads),
        sample: "linkedReads: [docs/api/openrpc.json]"
      ) { node, project, reader in
        project.linkedReads = reader.list(node, "linkedReads").compactMap { item in
          guard let path = reader.path(item, "linkedReads") else { return nil }
          if reader.files.kind(path.isEmpty ? "." : path) != nil { return path }
          reader.fail(item, "`linkedReads` names `\(path)`, but there is no such file or folder")
          return nil
        }
      },
      Setting(
        "network", "a list of pages and folders of pages",
        "Pages whose examples may connect to other machines, relative to `content`. All others reach only their own session and its service. The portal says at each verdict of such a page that it had network access.",
        cacheKey: .blocks("whether its page is among them"), gives: GrantedRight(\.network),
        sample: "network: [guides/download.md]"
      ) { node, project, reader in
        project.network = reader.list(node, "network").compactMap { reader.path($0, "network") }
      },
      policy,
    ]

  private static let metrics = Setting<Project>.path(
    "metrics", \.metrics, .file, takes: "a JSON file",
    "The metrics that the service exports: a list of objects with `name`, `type` (`counter`, `gauge` or `histogram`), `labels`, `help` and, for histograms, `buckets`. Their names are symbols, and `<!-- flowdocs:metrics -->` shows them as a table.",
    cacheKey: .shown, sample: "metrics: docs/metrics.json")

  private static let dialect = Setting<Project>(
    "dialect", Dialect.all.map { "`\($0.id)`" }.joined(separator: ", "),
    otherwise: "recognized by the settings of the tool, such as `mkdocs.yml`",
    "The tool that the pages were written for, which decides how links and addresses of headings are read.",
    cacheKey: .none("examples are the same in all dialects"), sample: "dialect: mkdocs"
  ) { node, project, reader in
    guard let id = reader.choice(node, "dialect", among: Dialect.all.map(\.id)),
      let dialect = Dialect.named(id)
    else { return }
    project.reading = DialectReading(dialect, isSet: true)
  }

  private static let address = Setting<Project>(
    "address", "a URL",
    "The URL of the published portal. With it the portal has a sitemap, canonical links, data for previews and for programs, and `404.html` finds its style at any path.",
    cacheKey: .shown,
    sample: "address: https://docs.example.org/payments/"
  ) { node, project, reader in
    guard let text = reader.string(node, "address") else { return }
    guard let address = PortalAddress(text) else {
      return reader.fail(
        node, "`address` must be the URL of the portal",
        fix: "write it with its scheme and host, as `https://docs.example.org/team/`")
    }
    project.address = address
  }

  private static let lang = Setting<Project>(
    "lang", "a language tag", otherwise: "`en`",
    "The language that the pages are written in, as in `lang` attributes (BCP 47). Pages of Arabic, Hebrew, Persian and the other languages that are written from right to left are laid out so.",
    cacheKey: .shown, sample: "lang: pt-BR"
  ) { node, project, reader in
    guard let text = reader.string(node, "lang") else { return }
    guard let language = TextLanguage(text) else {
      return reader.fail(
        node, "`lang` must be a language tag, not `\(text)`", fix: "write it as `en`, `pt-BR` or `zh-Hant`")
    }
    project.language = language
  }

  private static let edit = Setting<Project>(
    "edit", "a URL",
    "Where the source of a page is edited, linked at the foot of each page. `{page}` in it becomes the path of the page's file from the project's root.",
    cacheKey: .shown, sample: "edit: https://code.example.org/payments/edit/main/{page}"
  ) { node, project, reader in
    guard let text = reader.string(node, "edit") else { return }
    guard ["https://", "http://"].contains(where: text.hasPrefix), text.contains("{page}") else {
      return reader.fail(
        node, "`edit` must be a URL with `{page}` in it",
        fix: "write where a page is edited, as `https://code.example.org/payments/edit/main/{page}`")
    }
    project.edit = text
  }

  private static let moved = Setting<Project>(
    "moved", "a YAML, JSON or CSV file",
    "Former addresses of pages and headings: rows with `old` and `new`, each the path of a page from `content`, with `#heading` for a heading. Old addresses lead to the new ones.",
    cacheKey: .shown, sample: "moved: docs/moved.yml"
  ) { node, project, reader in project.moved = file(node, "moved", &reader) }

  private static let published = Setting<Project>(
    "published", "a JSON file",
    "The `portal.json` of the portal that is published. A page in it that is gone, and whose address leads to no other page, is an error.",
    cacheKey: .shown, sample: "published: site/published.json"
  ) { node, project, reader in project.published = file(node, "published", &reader) }

  private static func file(_ node: Node, _ name: String, _ reader: inout SettingsReader) -> Project
    .SettingFile?
  {
    reader.path(node, name, .file).map { Project.SettingFile(file: $0, span: reader.text.span(node)) }
  }

  private static let lastChange = Setting<Project>(
    "lastChange", "`true` or `false`", otherwise: "`false`",
    "Whether each page says at its foot on which day it was last changed, as its last commit in git says. Nothing is said of pages with changes that are not committed, nor of those that a shallow clone knows too little of, nor in a repository that belongs to another user.",
    cacheKey: .shown, sample: "lastChange: true"
  ) { node, project, reader in
    if let value = reader.bool(node, "lastChange") { project.showsLastChange = value }
  }

  private static let feedback = Setting<Project>(
    "feedback", "a URL",
    "Where readers report what is wrong with a page, linked at the foot of each page. `{page}` in it becomes the path of the page.",
    cacheKey: .shown, sample: "feedback: https://code.example.org/payments/issues/new?title={page}"
  ) { node, project, reader in
    guard let text = reader.string(node, "feedback") else { return }
    guard ["https://", "http://", "mailto:"].contains(where: text.hasPrefix) else {
      return reader.fail(
        node, "`feedback` must be a URL",
        fix: "write where readers can report a mistake, as `mailto:docs@example.org?subject={page}`")
    }
    project.feedback = text
  }

  /// The setting of a language that names folders to import from.
  private static func imports(_ language: Language) -> Setting<Project>? {
    guard let setting = language.imports else { return nil }
    let (id, key) = (language.id, setting.key)
    return Setting(
      key, setting.form == .modules ? "name: folder" : "a list of folders", setting.meaning,
      cacheKey: .inputs { ($0.imports[id] ?? []).map { .imported($0, language: id) } },
      gives: GrantedRight(\.imports[id]), sample: setting.sample
    ) { node, project, reader in
      project.imports[id] =
        switch setting.form {
        case .folders:
          reader.list(node, key).compactMap { item in
            reader.path(item, key, .folder).map { ImportedFolder(path: $0) }
          }
        case .modules:
          reader.pairs(node, key).compactMap { name, value in
            reader.path(value, name, .folder).map { ImportedFolder(module: name, path: $0) }
          }.sorted { $0.module ?? "" < $1.module ?? "" }
        }
    }
  }

  private static let policy = Setting<Project>(
    "policy", "language: `text`, `parse`, `compile` or `run`",
    otherwise: "parsed; fragments are allowed",
    "What is required of a block whose fence does not say.",
    cacheKey: .blocks("the level that it gives a block"),
    sample: "policy: { python: run, sh: run, console: run, json: run, http: run }"
  ) { node, project, reader in
    for (language, value) in reader.pairs(node, "policy") {
      let levels = ProofLevel.allCases.map(\.rawValue)
      guard let word = reader.choice(value, "policy.\(language)", among: levels) else { continue }
      project.policy[reader.languages.id(named: language.utf8)] = ProofLevel(rawValue: word)
    }
  }

  private static let sections = Setting<Project>(
    "sections", "a list of sections", otherwise: "folders by name",
    "The top-level folders in the order of the navigation.", cacheKey: .shown,
    inner: section.map(\.documentation),
    sample: """
      sections:
        - folder: guides
          title: Guides
      """
  ) { node, project, reader in
    for item in reader.list(node, "sections") {
      var section = Project.Section(folder: "", title: "")
      let isMapping = reader.read(
        item, "a section", into: &section, Self.section,
        fix: "write `- folder: guides` and `title: Guides` below it")
      guard isMapping else { continue }
      if section.folder.isEmpty || section.title.isEmpty {
        reader.fail(item, "A section needs `folder` and `title`")
      } else {
        project.sections.append(section)
      }
    }
  }

  private static let section: [Setting<Project.Section>] = [
    Setting(
      "folder", "a folder of the content", otherwise: "required", "Where its pages are.", cacheKey: .shown
    ) {
      node, section, reader in
      if let path = reader.path(node, "folder") { section.folder = path }
    },
    .string("title", \.title, otherwise: "required", "Its name in the navigation.", cacheKey: .shown),
  ]
}
