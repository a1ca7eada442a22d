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
}

struct PageHeading: Sendable, Hashable {
  var level: Int
  var text: String
  var anchor: String
}
