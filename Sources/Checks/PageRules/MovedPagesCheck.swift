import Diagnostics
import Pages

extension Rule {
  public static let movedAddress = Rule(
    "moved-address", .error, "Former address that still exists, has no target, or is listed twice")
}

/// In the list of former addresses each new address exists, and each old one is listed once and no longer exists. Otherwise
/// readers with an old link do not get to what it was about.
struct MovedPagesCheck {
  static let check = Check(
    .pages, [.movedAddress], .settings { context, _ in MovedPagesCheck(context: context).findings() })

  let context: CheckContext

  func findings() -> [Diagnostic] {
    var seen: Set<MovedPlace.Place> = []
    return context.site.moved.flatMap { moved -> [Diagnostic] in
      guard seen.insert(moved.old).inserted else {
        return [
          finding(moved, "`\(Self.text(moved.old))` is listed more than once", fix: "remove one of the rows")
        ]
      }
      return [old(moved), new(moved)].compactMap { $0 }
    }
  }

  private func old(_ moved: MovedPlace) -> Diagnostic? {
    guard exists(moved.old) else { return nil }
    return finding(
      moved, "`\(Self.text(moved.old))` is listed as moved, but still exists",
      fix: "remove the row, or what is at the old address")
  }

  private func new(_ moved: MovedPlace) -> Diagnostic? {
    if exists(moved.new) { return nil }
    let known =
      context.site.page(moved.new.page).map { page in page.addresses.anchors.map { page.path + "#" + $0 } }
      ?? context.site.pages.map(\.path)
    let name = Self.text(moved.new)
    return Diagnostic(
      .movedAddress, "`\(Self.text(moved.old))` leads to `\(name)`, which does not exist", at: moved.span,
      name: name,
      guess: NearMiss.guess(for: name, in: known),
      otherwise: "write a page's path from `content`, as `guides/setup.md`")
  }

  private func exists(_ place: MovedPlace.Place) -> Bool {
    guard let page = context.site.page(place.page) else { return false }
    return place.anchor.map { page.addresses.anchor(of: $0) != nil } ?? true
  }

  private func finding(_ moved: MovedPlace, _ message: String, fix: String) -> Diagnostic {
    Diagnostic(.movedAddress, message, at: moved.span, fix: fix)
  }

  private static func text(_ place: MovedPlace.Place) -> String {
    place.page + (place.anchor.map { "#" + $0 } ?? "")
  }
}
