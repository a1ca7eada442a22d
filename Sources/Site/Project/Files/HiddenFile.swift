/// Files and folders whose names begin with a dot: settings of tools, and secrets such as `.env` and `.git/config`.
public enum HiddenFile {
  /// Hidden files that contain no secrets by nature, so that pages may quote them and checks may read them.
  private static let readable: Set<String> = [
    ".flowdocs", ".github", ".gitlab", ".circleci", ".devcontainer", ".vitepress", ".vuepress", ".docusaurus",
    ".storybook", ".well-known", ".env.example", ".env.sample", ".env.template", ".gitignore",
    ".gitattributes",
    ".gitlab-ci.yml", ".dockerignore", ".editorconfig", ".pre-commit-config.yaml", ".swift-format", ".pages",
    ".nav.yml", ".markdownlint.json", ".markdownlint.yaml", ".markdownlint.yml", ".prettierrc",
    ".eslintrc.json", ".snippets", ".includes",
  ]

  /// Whether the file at a path of the project may be read for a page, and so be quoted on it or in a finding.
  public static func mayBeRead(_ path: String) -> Bool {
    hiddenParts(of: path).allSatisfy { readable.contains(String($0)) }
  }

  /// Whether the file at a path of the project may be part of the portal: no hidden one, except for those that hosts look
  /// for (RFC 8615).
  public static func mayBePublished(_ path: String) -> Bool {
    hiddenParts(of: path).allSatisfy { $0 == ".well-known" }
  }

  private static func hiddenParts(of path: String) -> [Substring] {
    path.split(separator: "/").filter { $0.hasPrefix(".") && $0 != "." && $0 != ".." }
  }
}
