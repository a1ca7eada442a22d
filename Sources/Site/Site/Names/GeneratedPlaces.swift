import Pages

/// On which page each part of generated content is, by its `id`.
public struct GeneratedPlaces: Sendable {
  public struct Place: Sendable, Hashable {
    /// Relative to the content folder.
    public var page: String
    /// How many headings of the page precede it.
    public var section: Int
  }

  private var places: [String: Place] = [:]

  init(_ pages: [Page], _ directives: DirectiveList) {
    // Entries of an index usually have a place of their own.
    for isIndex in [false, true] {
      for page in pages {
        for directive in page.directives where directives[directive.name]?.isIndex == isIndex {
          let place = Place(page: page.path, section: page.section(of: directive.node))
          for anchor in directives.anchors(of: directive) where places[anchor] == nil {
            places[anchor] = place
          }
        }
      }
    }
  }

  public subscript(anchor: String) -> Place? { places[anchor] }
}
