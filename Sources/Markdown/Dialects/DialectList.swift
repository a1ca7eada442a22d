extension Dialect {
  /// A folder without the settings of any tool. Whoever wrote it may use any of them, so that links may use the
  /// addresses of all.
  public static let github = Dialect(
    "github", "GitHub Markdown", marks: [], slugs: [.github, .vitePress, .pythonMarkdown, .docC],
    ignoresCaseOfAnchors: true, servesFolders: true, dropsNumbers: true, assets: ["static", "public"],
    containers: .all, text: [.dollars, .emoji])

  /// Every dialect, in the order in which they are recognised.
  public static let all: [Dialect] = [
    github,
    Dialect(
      "mkdocs", "MkDocs", marks: ["mkdocs.yml", "mkdocs.yaml"],
      variants: Variants(
        stem: "mkdocs", endings: [".yml", ".yaml"], keys: ["site_name:", "INHERIT:", "site_url:", "nav:"]),
      // Many Material sites set `slugify` of `toc` to the style of GitHub.
      slugs: [.pythonMarkdown, .github], servesFolders: true, assets: [],
      hasSummary: true, containers: [.indented, .slashes], includes: .snippets,
      textSwitches: [
        TextSwitch("pymdownx.arithmatex", [.dollars, .brackets]), TextSwitch("pymdownx.emoji", .emoji),
        TextSwitch("pymdownx.keys", .keys), TextSwitch("pymdownx.mark", .marks),
        TextSwitch("def_list", .definitions), TextSwitch("abbr", .abbreviations),
        TextSwitch("extra", [.definitions, .abbreviations]),
        TextSwitch("pymdownx.extra", [.definitions, .abbreviations]),
      ], readsHTML: true),
    Dialect(
      "docusaurus", "Docusaurus",
      marks: ["js", "ts", "mjs", "cjs", "mts", "cts"].map { "docusaurus.config." + $0 },
      slugs: [.github], servesFolders: true, dropsNumbers: true, assets: ["static"],
      containers: [.colons, .components], text: .emoji,
      textSwitches: [TextSwitch("remark-math", .dollars)], readsMDX: true, leavesOutParts: true),
    Dialect(
      "vitepress", "VitePress", marks: [".vitepress"], slugs: [.vitePress], assets: ["public"],
      containers: [.colons, .components], includes: .vitePress, text: .emoji,
      textSwitches: [TextSwitch("math: true", .dollars), TextSwitch("mathjax", .dollars)], hasComponents: true
    ),
    Dialect(
      "starlight", "Starlight", marks: ["mjs", "js", "ts", "mts"].map { "astro.config." + $0 },
      slugs: [.github], servesFolders: true, ignoresCaseOfPaths: true, assets: ["public"],
      containers: [.colons, .components],
      textSwitches: [TextSwitch("remark-math", .dollars)], leavesOutParts: true),
    Dialect(
      "hugo", "Hugo",
      marks: ["toml", "yaml", "yml", "json"].map { "hugo." + $0 } + ["config/_default", "archetypes"],
      variants: Variants(
        names: ["config.toml", "config.yaml", "config.yml"],
        keys: ["baseURL", "baseurl", "languageCode", "disableKinds", "[markup.goldmark", "[outputs]"]),
      slugs: [.github], servesFolders: true, ignoresCaseOfPaths: true, hasTerms: true,
      assets: ["static", "assets"], text: .definitions,
      textSwitches: [
        TextSwitch("enableEmoji", .emoji), TextSwitch("passthrough", [.dollars, .brackets]),
      ], hasShortcodes: true),
    Dialect(
      "mdbook", "mdBook", marks: ["book.toml"], slugs: [.github], assets: [], hasSummary: true,
      includes: .braces, text: .definitions,
      textSwitches: [TextSwitch("mathjax-support", .doubleBrackets)], hidesLines: true),
    Dialect(
      "myst", "Sphinx with MyST", marks: ["conf.py", "myst.yml", "_toc.yml"], slugs: [.github, .docutils],
      hasLabels: true, assets: ["_static"], containers: [.colons, .directives], includes: .directives,
      text: .roles,
      textSwitches: [
        TextSwitch("dollarmath", [.dollars, .columns]), TextSwitch("deflist", .definitions),
        // `mystmd` has them without being told.
        TextSwitch("myst.yml", [.dollars, .columns, .definitions]),
      ]),
    // Many repositories have it for their README on GitHub Pages: what code hosts read is read, too.
    Dialect(
      "jekyll", "Jekyll", marks: ["_config.yml", "_config.yaml"], slugs: [.github, .pythonMarkdown],
      ignoresCaseOfAnchors: true, servesFolders: true, assets: [], containers: .all,
      text: [.dollars, .emoji],
      hasLiquid: true, readsHTML: true),
    Dialect(
      "docc", "DocC", marks: [], slugs: [.docC, .github], ignoresCaseOfAnchors: true, assets: [],
      isCatalogue: true),
  ]
}
