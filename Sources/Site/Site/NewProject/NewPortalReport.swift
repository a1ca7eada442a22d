import Project

extension NewPortal {
  /// The result and the next steps.
  public func report(named folder: String) -> String {
    var lines = files.map { "wrote \($0.path)" } + ["added .flowdocs/ and _site/ to .gitignore"]
    if pages > 0 {
      let place = content == "." ? "the folder" : "`\(content)/`"
      lines.append("the pages are the \(pages) Markdown file\(pages == 1 ? "" : "s") in \(place)")
    }
    if let reading = reading.description { lines.append("the pages are " + reading) }
    let words = otherTools.frontMatter.count + otherTools.fences.count
    if words > 0 {
      lines.append(
        "listed \(words) word\(words == 1 ? "" : "s") of other tools under `otherTools` in site/portal.yml"
      )
    }
    if let contract { lines.append("the contract is \(contract)") }
    if let refusedContract {
      lines.append(
        "left out the contract \(refusedContract), which has errors: add `contract: \(refusedContract)` to see them"
      )
    }
    if !lowered.isEmpty {
      let errors = lowered.values.reduce(0, +)
      lines.append(
        "made \(errors) error\(errors == 1 ? "" : "s") of \(lowered.count) rule\(lowered.count == 1 ? "" : "s") warnings, so that the portal can be built: `checks` in site/portal.yml"
      )
    }
    lines += ["", "Next:"]
    if DiskPath.absolute(folder) != DiskPath.absolute(".") { lines.append("  cd \(folder)") }
    lines += [
      "  flowdocs check     check the pages without running anything",
      pages == 0
        ? "  flowdocs verify    run the examples"
        : "  flowdocs verify    run the examples that are marked `run`",
      "  flowdocs build     render to _site/",
      "  flowdocs serve     preview while you write, with live reload",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
