import Pages
import Project
import Site

/// Old addresses of the portal that lead to new ones: files at the places of pages that are gone, and headings of pages that
/// still exist.
struct Redirects {
  private(set) var gone: [GonePage] = []
  /// Of pages that exist, by their paths: former addresses of headings, and links to where they are now.
  private(set) var headings: [String: [(old: String, link: String)]] = [:]

  private let paths: PagePaths

  init(_ site: Site, titles pages: [PageSummary]) {
    paths = site.paths
    guard !site.moved.isEmpty || site.pages.contains(where: { !$0.frontMatter.formerAddresses.isEmpty })
    else {
      return
    }
    let titles = Dictionary(pages.map { ($0.path, $0.title) }, uniquingKeysWith: { first, _ in first })
    var byOutput: [String: GonePage] = [:]
    for moved in site.moved where paths.contains(moved.new.page) {
      if paths.contains(moved.old.page) {
        guard let anchor = moved.old.anchor else { continue }
        let link = Self.link(to: moved.new, from: paths.output(of: moved.old.page), paths)
        headings[moved.old.page, default: []].append((anchor, link))
      } else {
        let output = PageName.withoutEnding(moved.old.page) + ".html"
        let link = Self.link(to: moved.new, from: output, paths)
        var page =
          byOutput[output] ?? GonePage(output: output, target: link, title: titles[moved.new.page] ?? "")
        if let anchor = moved.old.anchor {
          page.headings.append((anchor, link))
        } else {
          page.target = link
          page.title = titles[moved.new.page] ?? ""
        }
        byOutput[output] = page
      }
    }
    for page in site.pages {
      for address in page.frontMatter.formerAddresses {
        guard let output = Self.output(of: address), byOutput[output] == nil else { continue }
        let link = Self.link(to: MovedPlace.Place(path: page.path), from: output, paths)
        byOutput[output] = GonePage(output: output, target: link, title: page.title)
      }
    }
    gone = Self.free(
      byOutput.values.sorted { $0.output < $1.output }, Set(site.pages.map { paths.output(of: $0.path) }))
  }

  /// Those whose place nothing else has, neither as a file nor as a folder.
  private static func free(_ gone: [GonePage], _ pages: Set<String>) -> [GonePage] {
    var files = pages
    var folders = Set(pages.flatMap(RelativePath.folders))
    return gone.filter { page in
      let above = RelativePath.folders(of: page.output)
      guard !folders.contains(page.output), !PortalOutput.isReserved(page.output),
        !above.contains(where: files.contains), files.insert(page.output).inserted
      else { return false }
      folders.formUnion(above)
      return true
    }
  }

  /// The file at a former address: `old/index.html` for `/old/` and `/old`, which hosts read alike.
  static func output(of address: String) -> String? {
    let path = LinkDestination(address).path
    guard let path = RelativePath.normalized(String(path.drop { $0 == "/" })), !path.isEmpty,
      HiddenFile.mayBePublished(path), path.split(separator: "/").allSatisfy({ $0.utf8.count < 200 })
    else { return nil }
    if path.hasSuffix(".html") { return path }
    return PageName.isPage(path) ? PageName.withoutEnding(path) + ".html" : path + "/index.html"
  }

  private static func link(to place: MovedPlace.Place, from output: String, _ paths: PagePaths) -> String {
    var link: [UInt8] = []
    link.put(path: RelativePath.link(to: paths.output(of: place.page), from: RelativePath.folder(of: output)))
    if let anchor = place.anchor {
      link.put("#")
      link.put(fragment: anchor)
    }
    return String(decoding: link, as: UTF8.self)
  }
}
