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
  private var byOutput: [String: GonePage] = [:]

  /// - Parameter taken: the other files of the portal, which keep their places.
  init(_ site: Site, taken: [String] = []) {
    paths = site.paths
    let named = site.pages.filter { !$0.frontMatter.formerAddresses.isEmpty }
    if site.moved.isEmpty && named.isEmpty { return }
    for moved in site.moved where paths.contains(moved.new.page) {
      add(moved, title: site.page(moved.new.page)?.title ?? "")
    }
    for page in named { addAddresses(of: page) }
    let pages = site.pages.map { paths.output(of: $0.path) }
    gone = Self.free(byOutput.values.sorted { $0.output < $1.output }, Set(pages + taken))
  }

  private mutating func add(_ moved: MovedPlace, title: String) {
    guard paths.contains(moved.old.page) else { return addGone(moved, title: title) }
    guard let anchor = moved.old.anchor else { return }
    let target = link(to: moved.new, from: paths.output(of: moved.old.page))
    headings[moved.old.page, default: []].append((anchor, target))
  }

  private mutating func addGone(_ moved: MovedPlace, title: String) {
    let output = FormerAddress.output(ofPage: moved.old.page)
    let target = link(to: moved.new, from: output)
    var page = byOutput[output] ?? GonePage(output: output, target: target, title: title)
    if let anchor = moved.old.anchor {
      page.headings.append((anchor, target))
    } else {
      page.target = target
      page.title = title
    }
    byOutput[output] = page
  }

  /// The former addresses in a page's front matter.
  private mutating func addAddresses(of page: Page) {
    for address in page.frontMatter.formerAddresses {
      guard let output = FormerAddress.output(address), byOutput[output] == nil else { continue }
      let target = link(to: MovedPlace.Place(path: page.path), from: output)
      byOutput[output] = GonePage(output: output, target: target, title: page.title)
    }
  }

  /// Those whose place nothing else has, neither as a file nor as a folder.
  private static func free(_ gone: [GonePage], _ taken: Set<String>) -> [GonePage] {
    var files = taken
    var folders = Set(taken.flatMap(RelativePath.folders))
    return gone.filter { page in
      let above = RelativePath.folders(of: page.output)
      guard !folders.contains(page.output), !PortalOutput.isReserved(page.output),
        !above.contains(where: files.contains), files.insert(page.output).inserted
      else { return false }
      folders.formUnion(above)
      return true
    }
  }

  private func link(to place: MovedPlace.Place, from output: String) -> String {
    var link: [UInt8] = []
    link.put(path: RelativePath.link(to: paths.output(of: place.page), from: RelativePath.folder(of: output)))
    if let anchor = place.anchor {
      link.put("#")
      link.put(fragment: anchor)
    }
    return String(decoding: link, as: UTF8.self)
  }
}
