import Diagnostics
import Pages
import Project

/// The text of a page in its plain form, with links that name files.
struct PlainPage {
  private let page: Page
  private let site: Site

  /// - Parameter page: as `PageReader.plainForm` reads it.
  init(_ page: Page, _ site: Site) {
    self.page = page
    self.site = site
  }

  var text: [UInt8] {
    let bytes = page.source.bytes
    var text: [UInt8] = []
    var copied = 0
    for (range, destination) in edits where range.lowerBound >= copied {
      text += bytes[copied..<range.lowerBound]
      text += destination.utf8
      copied = range.upperBound
    }
    return text + bytes[copied...]
  }

  /// The lines of the file with destinations that change.
  var changedLines: [Int] {
    edits.map { page.source.span($0.range).start.line }
  }

  /// The destinations that change, in the order of the page. Links that share a definition share its place.
  private var edits: [(range: Range<Int>, destination: String)] {
    var places = LinkPlaces(page)
    var found: [Int: (range: Range<Int>, destination: String)] = [:]
    for link in page.links where link.written == nil {
      guard let plain = plain(link.destination), let range = places.range(of: link),
        page.source.bytes[range].elementsEqual(link.destination.utf8), !isAutolink(range)
      else { continue }
      found[range.lowerBound] = (range, plain)
    }
    return found.values.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// `<doc:Setup>`, which has no text beside its destination.
  private func isAutolink(_ range: Range<Int>) -> Bool {
    let before = page.source.bytes[..<range.lowerBound].suffix(2)
    return before.last == UInt8(ascii: "<") && before.first != UInt8(ascii: "(") && before.first != 0x20
  }

  /// The destination that names a file and one of its anchors; `nil` when it does so already, or leads elsewhere.
  private func plain(_ destination: String) -> String? {
    let target = LinkDestination(destination)
    if target.kind == .external || target.path.isEmpty { return nil }
    switch site.links.target(of: target.path, on: page.path) {
    case .page(let path, let isExact):
      if isExact, target.kind == .relative { return nil }
      return written(site.project.path(ofPage: path)) + tail(of: target, on: path)
    case .file(let path) where target.kind == .absolute || target.path.hasPrefix("@"):
      return written(path) + target.tail
    case .label(let label):
      let path = label.page == page.path ? "" : written(site.project.path(ofPage: label.page))
      return path + "#" + label.name
    case .file, .folder, .besideProject, .outsideProject, .missing: return nil
    }
  }

  private func written(_ path: String) -> String {
    let folder = RelativePath.folder(of: site.project.path(ofPage: page.path))
    return LinkDestination.written(RelativePath.link(to: path, from: folder))
  }

  private func tail(of target: LinkDestination, on path: String) -> String {
    guard let fragment = target.fragment,
      let anchor = site.page(path)?.addresses.anchor(of: fragment), anchor != fragment
    else { return target.tail }
    return "#" + anchor
  }
}
