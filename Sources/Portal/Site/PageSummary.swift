import Digests
import Pages

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
  var headings: [PageHeading]
  /// `nil` for a page that is not a walkthrough.
  var steps: PageSteps?
  /// The page as Markdown, relative to the output folder; `nil` when it is not published.
  var twin: String?
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
