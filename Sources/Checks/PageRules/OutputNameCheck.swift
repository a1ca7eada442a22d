import Diagnostics
import Pages

extension Rule {
  public static let longFileName = Rule(
    "long-file-name", .error, "The name of a page is too long for a file of the portal")
}

/// Each page has a file of the portal to itself, on every file system.
///
/// Linux keeps `Setup.html` and `setup.html` apart, and the two normal forms of `é`; macOS and Windows do not, neither
/// where the portal is built nor where the project is checked out.
enum OutputNameCheck {
  static let check = Check(
    .pages, [.duplicateFile, .longFileName],
    .links { checked, index in
      [tooLong(checked.page, index), finding(checked.page, index)].compactMap(\.self)
    })

  /// Of one name in a path, in bytes, on the file systems of Linux, macOS and Windows.
  private static let longest = 255

  /// `.md` becomes `.html`, so that a name may be too long for the portal alone.
  private static func tooLong(_ page: Page, _ index: OutlineIndex) -> Diagnostic? {
    let name = index.paths.output(of: page.path).split(separator: "/").last ?? ""
    guard name.utf8.count > longest else { return nil }
    return Diagnostic(
      .longFileName,
      "The file of this page has a name of \(name.utf8.count) bytes, and file systems allow \(longest)",
      at: page.source.span(0..<0), fix: "give the page a shorter name")
  }

  private static func finding(_ page: Page, _ index: OutlineIndex) -> Diagnostic? {
    let output = index.paths.output(of: page.path)
    let earlier = index.pages(writtenTo: output).map(\.path).prefix { !$0.utf8.elementsEqual(page.path.utf8) }
    // One finding for each page but the first, about the page that is nearest to it.
    let twins = earlier.map { (path: $0, output: index.paths.output(of: $0)) }
    guard
      let (first, other) = twins.first(where: { $0.output.utf8.elementsEqual(output.utf8) })
        ?? twins.first(where: { $0.output == output }) ?? twins.first
    else { return nil }
    let start = page.source.span(0..<0)
    if output.utf8.elementsEqual(other.utf8) {
      return Diagnostic(
        .duplicateFile,
        "The pages `\(first)` and `\(page.path)` become the same file of the portal, `\(output)`",
        at: start, fix: "rename one of them")
    }
    if output == other {
      return Diagnostic(
        .duplicateFile, "The names of two pages `\(page.path)` differ in Unicode normalization only",
        at: start,
        fix: "rename one of them")
    }
    return Diagnostic(
      .duplicateFile,
      "The names of the pages `\(first)` and `\(page.path)` differ in upper and lower case only, and are one file on macOS and Windows",
      at: start, fix: "rename one of them", severity: .warning)
  }
}
