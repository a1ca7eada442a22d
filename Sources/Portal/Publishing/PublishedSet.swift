import Project

/// The files that a portal has because its address is known, or because its settings ask for proof.
struct PublishedSet {
  let project: Project
  let generated: Set<String>
  let pages: [PageSummary]
  let navigation: Navigation
  let verification: VerificationPage
  /// The files of the theme, which are named for their content.
  let assets: [String]
  /// A draft is for its writers, not for search engines; so is a portal with pages that are drafts.
  let isDraft: Bool

  func files() -> [OutputFile] {
    var files = verification.isListed ? Badge(counts: verification.counts).files() : []
    guard let address = project.address else { return files }
    files.append(
      PortalManifest(project: project, generated: generated, verification: verification, pages: pages).file())
    files.append(PageList(project: project, address: address, navigation: navigation, pages: pages).file())
    files.append(HeadersFile.file(address, lasting: assets))
    if isDraft { return files }
    if let feed = Feed(project, address, pages) { files.append(feed.file()) }
    files.append(Sitemap.file(pages, address))
    if let robots = Sitemap.robots(address) { files.append(robots) }
    return files
  }
}
