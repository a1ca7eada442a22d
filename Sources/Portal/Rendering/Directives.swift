import Pages

extension PageRendering {
  /// What a directive becomes. One that is wrong is an error of the checks and nothing here.
  mutating func write(_ directive: Directive, into output: inout [UInt8]) {
    guard case .html(let html)? = site.directives[directive.name]?.content else { return }
    let start = output.count
    let own = links.paths.output(of: page.path)
    output += html(directive, DirectivePlace { [symbols] in symbols.address(ofGenerated: $0, from: own) })
    drawnText.append(contentsOf: HTMLText.visible(output[start...]))
  }
}
