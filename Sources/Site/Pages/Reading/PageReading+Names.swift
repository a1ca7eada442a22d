import Diagnostics
import Dialects
import Foundation
import Markdown

/// The names of the headings and places of a page under construction, each of which there is once.
struct PageNames {
  var anchors: Anchors
  /// The lines of the names that the page gives.
  var given: [String: Int] = [:]
  /// The lines of those in raw HTML.
  var inHTML: [String: Int] = [:]
  /// The places of the headings without a name of their own; made for the first name that is already taken.
  var unnamed: [String: Int]?
  /// The labels of MyST, in order.
  var labels: [String] = []
  /// The label that was read last, and its node.
  var label: (name: String, node: MarkdownDocument.NodeID)?
}

extension PageReading {
  /// Takes a name that the page gives; `false` when it has given it before, which is reported.
  mutating func takeName(_ name: String, at node: MarkdownDocument.Node) -> Bool {
    let line = line(of: node)
    if let first = names.given[name] {
      diagnostics.append(duplicate(name, on: line, first: first))
      return false
    }
    reportInHTML(name, on: line)
    names.given[name] = line
    if names.anchors.take(name) { return true }
    // The heading that had it by its text gets the next one, as in Python-Markdown.
    var unnamed =
      names.unnamed
      ?? Dictionary(
        headings.enumerated().filter { !$0.element.isNamed }.map { ($0.element.anchor, $0.offset) },
        uniquingKeysWith: { first, _ in first })
    if let index = unnamed.removeValue(forKey: name) {
      let anchor = names.anchors.next(for: addressText(headings[index].text))
      headings[index].anchor = anchor
      unnamed[anchor] = index
    }
    names.unnamed = unnamed
    return true
  }

  /// How many lines an HTML anchor may be from the place with the same name, and mean the same place: `<a id="setup"></a>`
  /// above `## Set up {#setup}`, for tools of which each knows one.
  private static let samePlace = 2

  private mutating func reportInHTML(_ name: String, on line: Int) {
    guard let first = names.inHTML[name], abs(line - first) > Self.samePlace else { return }
    diagnostics.append(duplicate(name, on: line, first: first))
  }

  /// Takes the names that raw HTML gives, `<a id="setup"></a>`, and reports those that the page has given before.
  mutating func takeNames(ofHTML node: MarkdownDocument.Node) {
    let line = line(of: node)
    let html = document.bytes(node.literal)
    let isTerm = project.dialect.hasTerms && html.firstRange(of: "<dt id=") != nil
    for name in project.htmlPolicy.anchors(in: html) {
      if let first = names.given[name], abs(line - first) > Self.samePlace {
        diagnostics.append(duplicate(name, on: line, first: first))
      } else {
        reportInHTML(name, on: line)
      }
      if names.inHTML[name] == nil { names.inHTML[name] = line }
      // A heading after a term of the same name has the next address.
      if isTerm { _ = names.anchors.take(name) }
    }
  }

  private func duplicate(_ name: String, on line: Int, first: Int) -> Diagnostic {
    let content = lines.content(line, in: source.bytes)
    let place = source.bytes[content].ranges(of: Array(name.utf8)).last ?? content
    return Diagnostic(
      .duplicateAnchor, "`\(name)` names two places of the page, so links lead to the first one",
      at: source.span(place), notes: [.init("the first one", span: source.span(ofLine: first))],
      fix: "give one of them another name")
  }

  mutating func takeLabel(_ name: String, at id: MarkdownDocument.NodeID) {
    if project.dialect.hasLabels { names.labels.append(name) }
    names.label = (name, id)
  }

  /// The anchor of a heading, and whether the page gives it.
  mutating func anchor(
    ofHeading id: MarkdownDocument.NodeID, _ text: String, named name: String?
  ) -> (anchor: String, isGiven: Bool) {
    if let name, takeName(name, at: document[id]) { return (name, true) }
    let text = addressText(text)
    // `(install)=` above `# Install`: the heading is what the label names.
    if let (label, place) = names.label, document[document[place].parent].nextSibling == id,
      project.dialect.slugs.contains(where: { $0.slug(text) == label })
    {
      document.nodes[Int(place)].kind = .text
      document.nodes[Int(place)].literal = 0..<0
      return (label, false)
    }
    let anchor = names.anchors.next(for: text)
    names.unnamed?[anchor] = headings.count
    return (anchor, false)
  }

  /// The text of a heading without what tools do not put into its address: templates, and white space at its ends, such as
  /// that before an HTML anchor.
  private func addressText(_ text: String) -> String {
    if project.dialect == .github { return text }
    var text = text
    while let open = text.firstRange(of: "{{"), let close = text[open.upperBound...].firstRange(of: "}}") {
      text.removeSubrange(open.lowerBound..<close.upperBound)
    }
    return text.trimmingCharacters(in: .whitespaces)
  }
}
