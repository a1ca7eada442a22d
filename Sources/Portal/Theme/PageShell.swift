import Diagnostics
import Pages
import Project

/// What surrounds the HTML of a page: head, bar, sidebar, table of contents, neighbours.
struct PageShell: Sendable {
  let project: Project
  let pages: [PageSummary]
  /// Pages that are generated, and have no source file to edit.
  let generated: Set<String>
  let navigation: Navigation
  let theme: PortalTheme
  /// Shown on the first page alone, so that a new verdict does not change every file.
  let verification: VerificationPage
  /// Of pages whose headings had other addresses: the former address and a link to the new one.
  let moved: [String: [(old: String, link: String)]]
  /// The findings of a portal that is written although it has some; `nil` for one to release.
  let draft: Draft?
  let tabs: SectionTabs
  /// The list of news; `nil` for a portal without any.
  private let feed: String?

  init(
    project: Project, pages: [PageSummary], generated: Set<String>, navigation: Navigation,
    theme: PortalTheme, verification: VerificationPage, moved: [String: [(old: String, link: String)]],
    draft: Draft?, feed: String?
  ) {
    self.project = project
    self.pages = pages
    self.generated = generated
    self.navigation = navigation
    self.theme = theme
    self.verification = verification
    self.moved = moved
    self.draft = draft
    tabs = SectionTabs(navigation, pages, theme.words)
    self.feed = feed
  }

  /// The words around the text.
  var words: ThemeWords { theme.words }

  /// The home page, to which the name in the bar leads.
  var home: String {
    navigation.sequence.first.map { pages[$0].output } ?? "index.html"
  }

  /// The whole file of page `number`.
  func write(_ number: Int, body: [UInt8], sidebar: SidebarCache, into output: inout [UInt8]) {
    let page = pages[number]
    let root = PagePaths.root(from: page.output)
    let contents = page.isLanding ? [] : TableOfContents.entries(of: page.headings)
    head(page, number, root: root, into: &output)
    output.put(page.isLanding ? "<body class=\"landing\">\n" : "<body>\n")
    bar(section: navigation.trail(of: number).first, root: root, into: &output)
    frame(contents, of: page, into: &output)
    output.put("<details class=\"drawer\"><summary>")
    output.put(.menu, of: words)
    output.put("</summary>\n<nav class=\"sidebar\" aria-label=\"")
    output.put(.pages, of: words)
    output.put("\">\n")
    sidebar.write(for: number, into: &output)
    theme.write(.sidebar, root: root, into: &output)
    output.put("</nav></details>\n")
    TableOfContents.write(contents, words, into: &output)
    output.put("<main id=\"flowdocs.content\" tabindex=\"-1\">\n<div class=\"page\"")
    // What is around the text is in the language of the portal.
    if let language = page.language, language != project.language {
      output.put(attributesOf: language, inside: project.language.isRightToLeft)
    }
    output.put(">\n")
    draft?.writeBanner(root: root, into: &output)
    if page.isDraft { DraftMarks.writeBanner(words, into: &output) }
    if !page.isLanding { breadcrumb(number, root: root, into: &output) }
    output.append(contentsOf: body)
    theme.write(.pageEnd, root: root, into: &output)
    if !page.isLanding { pager(number, root: root, into: &output) }
    output.put("</div>\n</main>\n</div>\n")
    foot(isHome: navigation.sequence.first == number, of: page, root: root, into: &output)
  }

  private func frame(
    _ contents: [TableOfContents.Entry], of page: PageSummary, into output: inout [UInt8]
  ) {
    output.put("<div class=\"frame")
    if contents.isEmpty { output.put(" no-toc") }
    if page.hasColumns { output.put(" wide") }
    output.put("\">\n")
  }

  /// A page outside the navigation.
  ///
  /// - Parameter root: what leads from it to the root of the portal.
  func page(_ title: String, at path: String, root: String, _ body: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    let page = PageSummary(
      path: path, output: path, title: title, label: "", description: "", order: nil, isLanding: false,
      headings: [])
    head(page, root: root, into: &output)
    output.put("<body>\n")
    bar(root: root, into: &output)
    output.put(
      "<div class=\"frame no-toc\">\n<main id=\"flowdocs.content\" tabindex=\"-1\">\n<div class=\"page\">\n")
    output += body
    output.put("</div>\n</main>\n</div>\n")
    foot(root: root, into: &output)
    return output
  }

  /// The page that lists what is not verified.
  func write(_ verification: VerificationPage, into output: inout [UInt8]) {
    let page = PageSummary(
      path: "", output: verification.output, title: VerificationPage.title, label: "", description: "",
      order: nil, isLanding: false, headings: [])
    head(page, root: "", into: &output)
    output.put("<body>\n")
    bar(root: "", into: &output)
    output.put(
      "<div class=\"frame no-toc\">\n<main id=\"flowdocs.content\" tabindex=\"-1\">\n<div class=\"page\">\n")
    verification.write(into: &output)
    output.put("</div>\n</main>\n</div>\n")
    foot(root: "", into: &output)
  }

  /// The files at the places of pages that are gone, and the script that they and others need.
  func files(of gone: [GonePage]) -> [OutputFile] {
    if gone.isEmpty && moved.isEmpty { return [] }
    return [theme.assets.moved]
      + gone.map { page in
        OutputFile(
          path: page.output,
          bytes: MovedElements.page(
            page, script: theme.assets.moved.path, root: PagePaths.root(from: page.output),
            project.language, words))
      }
  }

  /// - Parameter number: that of a page in the navigation.
  private func head(
    _ page: PageSummary, _ number: Int? = nil, root: String, into output: inout [UInt8]
  ) {
    output.put("<!doctype html>\n<html")
    output.put(attributesOf: project.language)
    output.put(">\n<head>\n<meta charset=\"utf-8\">\n")
    ContentSecurityPolicy.write(readsOwnFiles: page.twin != nil, into: &output)
    output.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
    output.put(text: page.title)
    if page.title != project.title {
      output.put(" · ")
      output.put(text: project.title)
    }
    output.put("</title>\n")
    let description = page.description.isEmpty ? project.description : page.description
    if !description.isEmpty {
      output.put("<meta name=\"description\" content=\"")
      output.put(text: description)
      output.put("\">\n")
    }
    if draft != nil || page.isDraft { output.put("<meta name=\"robots\" content=\"noindex\">\n") }
    if let number { metadata(page, number, description, root: root, into: &output) }
    output.put("<meta name=\"generator\" content=\"FlowDocs ")
    output.put(text: Release.version)
    output.put("\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
    output.put("<link rel=\"icon\" href=\"")
    output.put(raw: root)
    output.put(raw: theme.assets.icon.path)
    output.put("\" type=\"")
    output.put(raw: theme.assets.icon.type)
    output.put("\">\n<link rel=\"stylesheet\" href=\"")
    output.put(raw: root)
    output.put(raw: theme.assets.style)
    output.put("\">\n<script src=\"")
    output.put(raw: root)
    output.put(raw: theme.assets.boot)
    output.put("\"></script>\n<script src=\"")
    output.put(raw: root)
    output.put(raw: theme.assets.script)
    output.put("\" data-search=\"")
    output.put(raw: root)
    output.put(raw: theme.assets.search)
    output.put("\" data-root=\"")
    output.put(raw: root)
    output.put("\" defer></script>\n")
    if page.hasDrawings { script(theme.assets.drawing, root: root, into: &output) }
    if page.hasConsole { script(theme.assets.console, root: root, into: &output) }
    if page.hasPrograms { script(theme.assets.program, root: root, into: &output) }
    if let steps = page.steps { script(steps, root: root, into: &output) }
    if let headings = moved[page.path] {
      MovedElements.script(
        theme.assets.moved.path, root: root, headings: headings, target: nil, into: &output)
    }
    if let values = page.values { script(values, root: root, into: &output) }
    output.put("</head>\n")
  }

  /// Only a portal whose address is known has addresses that others can use.
  private func metadata(
    _ page: PageSummary, _ number: Int, _ description: String, root: String, into output: inout [UInt8]
  ) {
    guard let address = project.address else { return }
    let trail = navigation.trail(of: number).map { navigation.folders[$0] }.filter { $0.index != number }
    PageMetadata(
      address: address, project: project, description: description,
      trail: trail.map { ($0.title, $0.index.map { pages[$0].output }) }, image: theme.assets.preview,
      feed: feed
    ).write(page, root: root, into: &output)
  }

  private func script(_ path: String, root: String, into output: inout [UInt8]) {
    output.put("<script src=\"")
    output.put(raw: root)
    output.put(raw: path)
    output.put("\" defer></script>\n")
  }

  private func script(_ steps: PageSteps, root: String, into output: inout [UInt8]) {
    output.put("<script src=\"")
    output.put(raw: root)
    output.put(raw: theme.assets.walkthrough)
    output.put("\" data-version=\"")
    output.put(raw: steps.version)
    output.put("\" data-steps=\"")
    output.put(text: steps.anchors.joined(separator: " "))
    output.put("\" defer></script>\n")
  }

  private func script(_ values: PageValues, root: String, into output: inout [UInt8]) {
    output.put("<script src=\"")
    output.put(raw: root)
    output.put(raw: theme.assets.values)
    output.put("\" data-variables=\"")
    output.put(text: values.variables.joined(separator: " "))
    output.put("\" defer></script>\n")
  }

  /// - Parameter section: the top-level folder of the reader.
  private func bar(section: Int? = nil, root: String, into output: inout [UInt8]) {
    output.put("<a class=\"skip\" href=\"#flowdocs.content\">")
    output.put(.skip, of: words)
    output.put("</a>\n")
    theme.write(.banner, root: root, into: &output)
    output.put("<header class=\"top\">\n<a class=\"brand\" href=\"")
    output.put(raw: root)
    output.put(path: home)
    output.put("\">")
    mark(root: root, into: &output)
    output.put("<span class=\"brand-name\">")
    output.put(text: project.title)
    output.put("</span></a>\n")
    theme.write(.header, root: root, into: &output)
    if let links = theme.header {
      output.put("<nav class=\"top-links\" aria-label=\"")
      output.put(.links, of: words)
      output.put("\">\n")
      links.write(root: root, into: &output)
      output.put("</nav>\n")
    } else {
      tabs.write(current: section, root: root, into: &output)
    }
    searchButton(into: &output)
    output.put("\n<button class=\"theme-toggle\" type=\"button\" aria-label=\"")
    output.put(.colors, of: words)
    output.put("\"></button>\n</header>\n")
  }

  func searchButton(into output: inout [UInt8]) {
    output.put("<button class=\"search-open\" type=\"button\" aria-label=\"")
    output.put(.search, of: words)
    output.put("\"><span>")
    output.put(.search, of: words)
    output.put("</span><kbd>/</kbd></button>")
  }

  /// The image beside the portal's name, which says what it is.
  private func mark(root: String, into output: inout [UInt8]) {
    guard let logo = theme.assets.logo else { return output.put(ThemeAssets.mark) }
    let dark = theme.assets.darkLogo
    for (image, markup) in [
      (
        logo,
        dark == nil
          ? "<img class=\"logo\" alt=\"\" src=\""
          : "<img class=\"logo logo-light\" alt=\"\" src=\"" as StaticString
      ),
      (dark, "<img class=\"logo logo-dark\" alt=\"\" src=\""),
    ] {
      guard let image else { continue }
      output.put(markup)
      output.put(raw: root)
      output.put(raw: image.path)
      output.put("\">")
    }
  }

  private func breadcrumb(_ number: Int, root: String, into output: inout [UInt8]) {
    // The current page is not part of its own breadcrumb.
    let trail = navigation.trail(of: number).filter { navigation.folders[$0].index != number }
    guard !trail.isEmpty else { return }
    output.put("<nav class=\"breadcrumb\" aria-label=\"")
    output.put(.breadcrumb, of: words)
    output.put("\"><ol>")
    for folder in trail {
      let folder = navigation.folders[folder]
      output.put("<li>")
      if let index = folder.index {
        output.put("<a href=\"")
        output.put(raw: root)
        output.put(path: pages[index].output)
        output.put("\">")
        output.put(text: folder.title)
        output.put("</a>")
      } else {
        output.put(text: folder.title)
      }
      output.put("</li>")
    }
    output.put("<li aria-current=\"page\">")
    output.put(text: pages[number].label)
    output.put("</li></ol></nav>\n")
  }

  private func pager(_ number: Int, root: String, into output: inout [UInt8]) {
    let previous = navigation.previous(of: number)
    let next = navigation.next(of: number)
    guard previous != nil || next != nil else { return }
    output.put("<nav class=\"pager\" aria-label=\"")
    output.put(.neighbours, of: words)
    output.put("\">")
    for (page, name, markup) in [
      (previous, .previous, "<a class=\"previous\" rel=\"prev\" href=\""),
      (next, .next, "<a class=\"next\" rel=\"next\" href=\""),
    ] as [(Int?, ThemeWord, StaticString)] {
      guard let page else { continue }
      output.put(markup)
      output.put(raw: root)
      output.put(path: pages[page].output)
      output.put("\"><small>")
      output.put(name, of: words)
      output.put("</small>")
      output.put(text: pages[page].label)
      output.put("</a>")
    }
    output.put("</nav>\n")
  }

  /// - Parameter page: the page that readers may report a mistake of.
  private func foot(
    isHome: Bool = false, of page: PageSummary? = nil, root: String, into output: inout [UInt8]
  ) {
    output.put("<footer class=\"foot\">\n")
    if let links = theme.footer {
      output.put("<nav class=\"foot-links\" aria-label=\"")
      output.put(.more, of: words)
      output.put("\">\n")
      links.write(root: root, into: &output)
      output.put("</nav>\n")
    }
    if theme.fragments[.footer] != nil {
      theme.write(.footer, root: root, into: &output)
    } else {
      footText(isHome: isHome, of: page, into: &output)
    }
    output.put("</footer>\n</body>\n</html>\n")
  }

  private func footText(isHome: Bool, of page: PageSummary?, into output: inout [UInt8]) {
    output.put("<p>")
    output.put(text: project.title)
    if isHome, verification.counts.verified > 0 || verification.isListed {
      output.put(" · ")
      verification.summary(words, into: &output)
    }
    if let changed = page?.changed {
      output.put(" · ")
      output.put(.lastChange, of: words) { $1.put(day: changed, in: project.language) }
    }
    if let page, let feedback = project.feedback {
      link(feedback, to: page.path, .report, into: &output)
    }
    if let page, let edit = project.edit, !generated.contains(page.path) {
      link(edit, to: project.path(ofPage: page.path), .edit, into: &output)
    }
    if let page, let twin = page.twin {
      output.put(" · <a href=\"")
      output.put(raw: PagePaths.root(from: page.output))
      output.put(path: twin)
      output.put("\">")
      output.put(.markdown, of: words)
      output.put("</a> <button class=\"copy-page\" type=\"button\">")
      output.put(.copyMarkdown, of: words)
      output.put("</button>")
    }
    output.put(" · ")
    output.put(.builtWith, of: words) { $1.put("FlowDocs") }
    output.put("</p>\n")
  }

  /// A link outside of the portal, to a URL in which `{page}` stands for a path.
  private func link(_ pattern: String, to path: String, _ text: ThemeWord, into output: inout [UInt8]) {
    var encoded: [UInt8] = []
    encoded.put(path: path)
    output.put(" · <a href=\"")
    output.put(
      url: pattern.split(separator: "{page}", omittingEmptySubsequences: false)
        .joined(separator: String(decoding: encoded, as: UTF8.self)))
    output.put("\">")
    output.put(text, of: words)
    output.put("</a>")
  }
}
