import Pages

extension PageRendering {
  /// Renders a directive. An invalid one is reported by the checks and renders nothing.
  mutating func write(_ directive: Directive, into output: inout [UInt8]) {
    guard case .html(let html)? = site.directives[directive.name]?.content else { return }
    let start = output.count
    let own = links.paths.output(of: page.path)
    let place = DirectivePlace(page: page) { [symbols] in symbols.address(ofGenerated: $0, from: own) }
    output += html(directive, place)
    drawnText.append(contentsOf: HTMLText.visible(output[start...]))
  }
}
