import JSON

/// `package.json` of a site of documentation.
enum SiteManifest {
  /// Whether a manifest is that of a site of documentation, whose pages are about the programs of their readers.
  static func isSite(_ manifest: JSON) -> Bool {
    let names = ["dependencies", "devDependencies"].flatMap { manifest[$0]?.object?.names ?? [] }
    return !tools.isDisjoint(with: names)
      && ["main", "module", "exports", "bin", "workspaces"].allSatisfy { manifest[$0] == nil }
  }

  private static let tools: Set<String> = [
    "vitepress", "vuepress", "@docusaurus/core", "@astrojs/starlight", "nextra", "fumadocs-core", "docsify",
    "mintlify", "gitbook", "rspress",
  ]
}
