import Digests
import Pages
import Project

/// The data of a page that the rest of the portal needs once its own HTML is made.
struct PageSummary: Sendable {
  /// Relative to the content folder: `guides/start.md`.
  var path: String
  /// Relative to the output folder: `guides/start.html`.
  var output: String
  var title: String
  /// The text in the sidebar.
  var label: String
  var description: String
  var order: Int?
  var isLanding: Bool
  /// Whether its samples are next to its parameters.
  var hasColumns = false
  var headings: [PageHeading]
  /// The day of the news that the page is.
  var date: CalendarDay?
  /// Whether it is not to be published yet, and says so.
  var isDraft = false
  /// What it is written in, when it is not the language of the portal.
  var language: TextLanguage?
  /// The day on which it was last changed; `nil` when that is not known.
  var changed: CalendarDay?
  /// Whether it has drawings that open in a dialog.
  var hasDrawings = false
  /// Whether a form makes requests of its method.
  var hasConsole = false
  /// Whether readers can download blocks as one program.
  var hasPrograms = false
  /// `nil` for a page that is not a walkthrough.
  var steps: PageSteps?
  /// The page as Markdown, relative to the output folder; `nil` when it is not published.
  var twin: String?
  /// `nil` for a page that takes no values of readers.
  var values: PageValues?
}

/// What the script of readers' values needs of a page.
struct PageValues: Sendable, Hashable {
  /// Variables that readers have from elsewhere: the address of their service, and their token.
  var variables: [String] = []

  /// `nil` for a page that captures nothing, unless it is a walkthrough that uses one of these variables.
  init?(_ page: Page, _ project: Project) {
    let blocks = page.blocks.filter { !$0.attributes.isHidden }
    if page.frontMatter.isWalkthrough {
      variables = [project.reference.url, project.reference.token].compactMap(\.self)
        .filter { name in blocks.contains { $0.code.contains(name) } }
    }
    if variables.isEmpty, !blocks.contains(where: { !$0.attributes.captures.isEmpty }) { return nil }
  }
}

/// What the script of walkthroughs needs of a page.
struct PageSteps: Sendable, Hashable {
  /// Changes with the page: ticks are of one version of it.
  var version: String
  /// Those of the headings of its steps.
  var anchors: [String]

  init(_ walkthrough: Walkthrough) {
    version = String(SHA256.hex(walkthrough.page.source.bytes).prefix(16))
    anchors = walkthrough.steps.map(\.heading.anchor)
  }
}

struct PageHeading: Sendable, Hashable {
  var level: Int
  var text: String
  var anchor: String
}
