import Markdown
import OpenRPC
import Pages

extension ContractReference {
  /// A description, which is Markdown, in a division of its own; nothing without one.
  func markdown(_ text: String?, into html: inout HTMLText) {
    guard let text, !text.isEmpty, !html.isOutline else { return }
    html.raw("<div class=\"api-description\">")
    let document = MarkdownParser().parse(Array(text.utf8))
    var customization = DescriptionHTML(reference: self)
    html.write { MarkdownHTML.render(document, customization: &customization, into: &$0) }
    html.raw("</div>\n")
  }

  /// One line of Markdown without the paragraph around it.
  func inlineMarkdown(_ text: String, into html: inout HTMLText) {
    let document = MarkdownParser().parse(Array(text.utf8))
    let first = document[0].firstChild
    guard first >= 0, document[first].kind == .paragraph, document[first].nextSibling < 0 else {
      html.text(text)
      return
    }
    var customization = DescriptionHTML(reference: self)
    html.write {
      MarkdownHTML.render(childrenOf: first, of: document, customization: &customization, into: &$0)
    }
  }
}

/// Descriptions as HTML: names of methods, schemas and events and codes of errors in code spans become links.
private struct DescriptionHTML: MarkdownHTMLCustomization {
  let reference: ContractReference
  let rawHTML = RawHTML.filtered(.harmless)

  mutating func codeSpan(
    _ id: MarkdownDocument.NodeID, in document: MarkdownDocument, into output: inout [UInt8]
  ) -> Bool {
    let name = document.string(document[id].literal)
    let target: ContractReference.Target
    if reference.contract.method(named: name) != nil {
      target = .method(name)
    } else if reference.contract.schema(named: name) != nil {
      target = .schema(name)
    } else if reference.contract.webhook(named: name) != nil {
      target = .webhook(name)
    } else if let code = Int(name), reference.contract.error(code: code) != nil {
      target = .error(code)
    } else {
      return false
    }
    var html = HTMLText()
    reference.link(to: target, into: &html) { $0.code(name) }
    output += html.bytes
    return true
  }
}
