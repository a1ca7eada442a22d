extension Dialect {
  /// A folder without the settings of any tool. Whoever wrote it may use any of them, so that links may use the
  /// addresses of all.
  public static let github = Dialect(
    "github", "GitHub Markdown", marks: [], slugs: [.github, .vitePress, .pythonMarkdown, .docC],
    ignoresCaseOfAnchors: true, servesFolders: true, dropsNumbers: true, assets: ["static", "public"],
    containers: .all)

  /// Every dialect, in the order in which they are recognised.
  public static let all: [Dialect] = [
    github,
    Dialect(
      "mkdocs", "MkDocs", marks: ["mkdocs.yml", "mkdocs.yaml"],
      // Many Material sites set `slugify` of `toc` to the style of GitHub.
      slugs: [.pythonMarkdown, .github], servesFolders: true, assets: [],
      hasSummary: true, containers: [.indented, .slashes], includes: .snippets),
    Dialect(
      "docusaurus", "Docusaurus",
      marks: ["js", "ts", "mjs", "cjs", "mts", "cts"].map { "docusaurus.config." + $0 },
      slugs: [.github], servesFolders: true, dropsNumbers: true, assets: ["static"],
      containers: [.colons, .components]),
    Dialect(
      "vitepress", "VitePress", marks: [".vitepress"], slugs: [.vitePress], assets: ["public"],
      containers: [.colons, .components], includes: .vitePress),
    Dialect(
      "starlight", "Starlight", marks: ["mjs", "js", "ts", "mts"].map { "astro.config." + $0 },
      slugs: [.github], servesFolders: true, assets: ["public"], containers: [.colons, .components]),
    Dialect(
      "hugo", "Hugo", marks: ["toml", "yaml", "yml", "json"].map { "hugo." + $0 } + ["config/_default"],
      slugs: [.github], servesFolders: true, ignoresCaseOfPaths: true, hasTerms: true,
      assets: ["static", "assets"]),
    Dialect(
      "mdbook", "mdBook", marks: ["book.toml"], slugs: [.github], assets: [], hasSummary: true,
      includes: .braces),
    Dialect(
      "myst", "Sphinx with MyST", marks: ["conf.py", "myst.yml", "_toc.yml"], slugs: [.github, .docutils],
      hasLabels: true, assets: ["_static"], containers: [.colons, .directives], includes: .directives),
    Dialect("docc", "DocC", marks: [], slugs: [.docC, .github], ignoresCaseOfAnchors: true, assets: []),
  ]
}
