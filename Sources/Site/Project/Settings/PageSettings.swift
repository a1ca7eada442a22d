import Diagnostics
import Yams

/// `pages:` of `site/portal.yml`.
enum PageSettings {
  static let setting = Setting<Project>(
    "pages", "a mapping", "What every page must have, except landing pages.", cacheKey: .checked,
    inner: keys.map(\.documentation),
    sample: """
      pages:
        require: [kind, audience, minutes]
        ending: Where to go next
      """
  ) { node, project, reader in
    _ = reader.read(
      node, "`pages`", into: &project.pages, keys, fix: "write `pages: {require: [kind, audience, minutes]}`")
  }

  private static let keys: [Setting<Project.PageRules>] = [
    Setting(
      "require", "a list of keys of the front matter", "Keys that every page must have.", cacheKey: .checked
    ) {
      node, pages, reader in
      for item in reader.list(node, "require") {
        guard let name = reader.string(item, "require") else { continue }
        if reader.pageKeys.contains(name) {
          pages.required.append(name)
        } else {
          reader.fail(
            item, "Unknown key of the front matter `\(name)`", name: name, among: reader.pageKeys,
            otherwise: "the keys of the front matter are "
              + reader.pageKeys.map { "`\($0)`" }.joined(separator: ", "))
        }
      }
    },
    .string(
      "ending", \.ending, "The heading of the section that every page must end with.", cacheKey: .checked),
  ]
}

/// `otherTools:` of `site/portal.yml`.
enum OtherToolSettings {
  static let setting = Setting<Project>(
    "otherTools", "a mapping", otherwise: "unknown words are errors, which catches typing errors",
    "Words on the pages that belong to other tools. `flowdocs init` lists those that it finds.",
    cacheKey: .checked,
    inner: keys.map(\.documentation),
    sample: """
      otherTools:
        frontMatter: [sidebar_position, tags]
        fences: [linenums, hl_lines]
      """
  ) { node, project, reader in
    _ = reader.read(
      node, "`otherTools`", into: &project.otherTools, keys, fix: SettingsReader.mappingFix("otherTools"))
  }

  private static let keys: [Setting<Project.OtherTools>] = [
    .strings(
      "frontMatter", \.frontMatter, "a list of keys", "Front matter keys that FlowDocs ignores.",
      cacheKey: .checked),
    .strings(
      "fences", \.fences, "a list of words", "Fence attributes that FlowDocs ignores.",
      cacheKey: .checked),
  ]
}
