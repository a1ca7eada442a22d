/// A page that is gone: what the portal has at the place of its file.
struct GonePage {
  /// Relative to the output folder.
  var output: String
  /// Where the page is now, relative to the folder of `output`.
  var target: String
  /// That of the page there.
  var title: String
  /// Headings that have moved elsewhere: former address and link to the new one.
  var headings: [(old: String, link: String)] = []
}
