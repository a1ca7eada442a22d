import struct Mermaid.Color

/// A colour of the portal by its use. Pages and drawings take theirs from this table, and `site/theme/theme.yml` may
/// change each.
public struct PaletteColor: Sendable, Hashable {
  /// As settings name it; styles call it `--NAME`.
  public let name: String
  public let light: Color
  public let dark: Color
  /// One sentence.
  public let meaning: String

  init(_ name: String, _ light: UInt32, dark: UInt32, _ meaning: String) {
    self.name = name
    self.light = Color(light)
    self.dark = Color(dark)
    self.meaning = meaning
  }

  /// Every colour, in the order in which they are listed to people. Those of text meet WCAG 2.2 AA (4.5:1) on their
  /// grounds.
  public static let all: [PaletteColor] = [
    .init("page", 0xFFFFFF, dark: 0x0F1218, "The page."),
    .init("raised", 0xFFFFFF, dark: 0x171B24, "What lies on the page: menus, cards."),
    .init("sunken", 0xF6F7F9, dark: 0x151922, "Code and quotes."),
    .init("sunken-strong", 0xECEEF2, dark: 0x1F2530, "Heads of tables, marked places in code."),
    .init("line", 0xE2E5EA, dark: 0x262D3A, "Lines and borders."),
    .init("line-strong", 0xC9CED6, dark: 0x3A4454, "Borders that are pointed at."),
    .init("text", 0x1B2130, dark: 0xE4E8F0, "Text."),
    .init("text-soft", 0x505A6B, dark: 0xA9B3C4, "Secondary text."),
    .init("text-faint", 0x646D7D, dark: 0x8F9AAD, "Details, such as numbers of lines."),
    .init(
      "accent", 0x3D4ED0, dark: 0x9BA8FF,
      "Links, the current page, buttons. The three below follow it unless they are set."),
    .init("accent-strong", 0x2F3DB0, dark: 0xB9C2FF, "Links that are pointed at."),
    .init("accent-wash", 0xEEF0FE, dark: 0x1E2444, "Behind the current page in the sidebar."),
    .init("on-accent", 0xFFFFFF, dark: 0x10142E, "Text on the accent."),
    .init("good", 0x0F6B3E, dark: 0x6FD39B, "Verdicts that prove a block."),
    .init("good-wash", 0xE5F5EC, dark: 0x12291D, "Behind them."),
    .init("warn", 0x855000, dark: 0xECB863, "Warnings, and blocks that were skipped."),
    .init("warn-wash", 0xFDF3E0, dark: 0x2D2312, "Behind them."),
    .init("bad", 0xB3261E, dark: 0xFF9A90, "Failures and cautions."),
    .init("bad-wash", 0xFDECEA, dark: 0x341A19, "Behind them."),
    .init("note", 0x1F5FB0, dark: 0x82B7F7, "Notes."),
    .init("note-wash", 0xE9F2FC, dark: 0x13243A, "Behind them."),
    .init("important", 0x7335B8, dark: 0xCBA6F7, "Important remarks."),
    .init("important-wash", 0xF4ECFD, dark: 0x261B38, "Behind them."),
    .init("mark", 0xFDF0B5, dark: 0x463B0F, "Words that a search found."),
    .init("code-keyword", 0xA0216E, dark: 0xFF8FC7, "Code: keywords."),
    .init("code-literal", 0x9A3412, dark: 0xFFB38A, "Code: literals."),
    .init("code-string", 0x1A6B3C, dark: 0x8FD9A8, "Code: strings."),
    .init("code-escape", 0x8A5A00, dark: 0xE8C574, "Code: escapes."),
    .init("code-comment", 0x626B7A, dark: 0x8A95A8, "Code: comments."),
    .init("code-number", 0x9A3412, dark: 0xFFB38A, "Code: numbers."),
    .init("code-type", 0x0B6380, dark: 0x7FD4EE, "Code: types."),
    .init("code-function", 0x3546C4, dark: 0xA8B4FF, "Code: functions."),
    .init("code-attribute", 0x7335B8, dark: 0xCBA6F7, "Code: attributes."),
    .init("code-property", 0x1F5A9E, dark: 0x8FC1F5, "Code: properties."),
    .init("code-variable", 0x9C4510, dark: 0xF5B78A, "Code: variables."),
  ]
}
