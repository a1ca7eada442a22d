import Diagnostics
import Markdown
import Pages
import Project

extension FuzzTarget {
  /// A page, and the HTML of its Markdown.
  static let markdown = FuzzTarget(name: "markdown") { input in
    let files = FileReader.memory(["a.py": "# region: one\nprint(1)\n# endregion\n"])
    let reader = PageReader(project: Project(root: "/p"), files: files)
    let page = reader.page("p.md", SourceText(path: "p.md", bytes: input))
    let size = page.source.bytes.count
    for block in page.blocks where block.range.upperBound > size || block.infoRange.upperBound > size {
      return "a block ends at \(block.range.upperBound) of \(size) bytes"
    }
    var places = LinkPlaces(page)
    for link in page.links where places.span(of: link).range.upperBound > size {
      return "a link ends behind the page"
    }
    for policy in [HTMLPolicy.harmless, .trusted] {
      let html = MarkdownHTML.render(page.document, rawHTML: .filtered(policy))
      if let problem = problem(in: html, policy) { return problem }
    }
    return nil
  }

  /// What a browser would run or load in HTML that was made from a page.
  private static func problem(in html: [UInt8], _ policy: HTMLPolicy) -> String? {
    let written: Set<String> = ["section", "input"]
    for case .start(let tag, _) in HTMLTokens(html[...]) {
      if !policy.shows(tag.name), !written.contains(tag.name) { return "<\(tag.name)> is written" }
      for attribute in tag.attributes {
        if attribute.name.hasPrefix("on") || attribute.name == "style" {
          return "`\(attribute.name)` is written"
        }
        let isAddress = ["href", "src", "poster"].contains(attribute.name)
        if isAddress, attribute.value.contains(":"), !LinkScheme.isAllowed(attribute.value) {
          return "`\(attribute.value)` is an address"
        }
      }
    }
    return nil
  }

  /// The words behind three backticks.
  static let fences = FuzzTarget(name: "fences") { input in
    let info = FenceAttributes.parse(input, input.indices)
    for (name, range) in info.ranges where range.lowerBound < 0 || range.upperBound > input.count {
      return "`\(name)` is at \(range) of \(input.count) bytes"
    }
    for issue in info.issues where issue.range.upperBound > input.count {
      return "an issue ends behind the line"
    }
    return nil
  }

  /// `site/portal.yml`.
  static let settings = FuzzTarget(name: "settings") { input in
    // As UTF-8: other bytes are reported before YAML is read.
    let text = String(decoding: input, as: UTF8.self)
    let files = FileReader.memory([
      Project.definition: text, "content/index.md": "# T\n", "openrpc.json": "{}", "site/check": "",
    ])
    do throws(DiagnosticError) {
      let project = try Project.load(root: "/p", files: files)
      if files.kind(project.content) != .folder { return "the content `\(project.content)` is no folder" }
    } catch {
      if error.diagnostics.isEmpty { return "an error without a finding" }
    }
    return nil
  }
}
