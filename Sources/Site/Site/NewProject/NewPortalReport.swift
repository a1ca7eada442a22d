import Project

extension NewPortal {
  /// What was done and what comes next.
  public func report(named folder: String) -> String {
    var lines = files.map { "wrote \($0.path)" } + ["ignored .flowdocs/ and _site/ in .gitignore"]
    if pages > 0 {
      let place = content == "." ? "the folder" : "`\(content)/`"
      lines.append("the pages are the \(pages) Markdown file\(pages == 1 ? "" : "s") in \(place)")
    }
    if lookalikes > 0 {
      lines.append(
        "left out: \(lookalikes) `.mdx` file\(lookalikes == 1 ? "" : "s"); the name of a page ends with `.md` or `.markdown`"
      )
    }
    let words = otherTools.frontMatter.count + otherTools.fences.count
    if words > 0 {
      lines.append(
        "\(words) word\(words == 1 ? " on the pages is" : "s on the pages are") left to other tools: `otherTools` in site/portal.yml"
      )
    }
    if let contract { lines.append("the contract is \(contract)") }
    lines += ["", "Next:"]
    if DiskPath.absolute(folder) != DiskPath.absolute(".") { lines.append("  cd \(folder)") }
    lines += [
      "  flowdocs check     find what is wrong, without running anything",
      pages == 0
        ? "  flowdocs verify    run the examples"
        : "  flowdocs verify    run the examples that are marked `run`",
      "  flowdocs build     render to _site/",
      "  flowdocs serve     write, with the pages in the browser reloading",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
