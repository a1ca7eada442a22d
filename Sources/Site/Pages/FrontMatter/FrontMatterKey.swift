import Diagnostics
import Project

/// One key of a page's front matter: how its value is read, and its documentation.
///
/// A key is one entry in `all`; reading, the table in the documentation and `pages: {require: []}` follow from it.
public struct FrontMatterKey: Sendable {
  public let name: String
  /// Markdown, one sentence.
  public let meaning: String
  /// A value as it is written.
  public let sample: String
  /// Whether a page gives it a value.
  public let isSet: @Sendable (FrontMatter) -> Bool
  let read: @Sendable (FrontMatterValue, inout FrontMatter) -> Void

  /// Every key, in the order in which they are listed to people.
  public static let all: [FrontMatterKey] = [
    text("title", \.title, "The page's title. Default: its first heading."),
    text("description", \.description, "One sentence, for search results and lists."),
    choice("kind", \.kind, among: kinds, "The kind of page: ", sample: "how-to"),
    text(
      "audience", \.audience, "Who the page is for, as a phrase that follows \"for\".",
      sample: "developers who \u{2026}"),
    number(
      "minutes", \.minutes, "The reading time in minutes.", sample: "10", minimum: 1,
      fix: "write the reading time in minutes, such as `15`"),
    number(
      "order", \.order, "The position in its folder. Pages without it come last, sorted by title.",
      sample: "1",
      fix: "write the page's position in its folder, such as `2`"),
    text("navigationTitle", \.navigationTitle, "A shorter title for the sidebar."),
    FrontMatterKey(
      name: "date",
      meaning:
        "The day of a page that is news, shown below its title. Pages with one are in the feed, the newest first.",
      sample: "2027-03-01", isSet: { $0.date != nil },
      read: { value, front in
        // Other tools add a time.
        front.date = value.scalar.flatMap { CalendarDay(String($0.prefix(10))) }
        if front.date == nil {
          value.fail("`date` must be a day", fix: "write the day as `2027-03-01`")
        }
      }),
    FrontMatterKey(
      name: "draft",
      meaning:
        "`true` for a page that is not to be published yet: `build` leaves it out, `serve` and `build --draft` show it with a mark.",
      sample: "true", isSet: { $0.isDraft },
      read: { value, front in
        front.isDraft = value.scalar == "true"
        if !["true", "false"].contains(value.scalar) {
          value.fail("`draft` must be `true` or `false`", fix: "write `draft: true`, or remove the line")
        }
      }),
    FrontMatterKey(
      name: "lang",
      meaning: "The language of a page that is not in that of the portal, as a tag (BCP 47).",
      sample: "ar", isSet: { $0.language != nil },
      read: { value, front in
        front.language = value.scalar.flatMap { TextLanguage(String($0)) }
        if front.language == nil {
          value.fail("`lang` must be a language tag", fix: "write it as `en`, `pt-BR` or `zh-Hant`")
        }
      }),
    FrontMatterKey(
      name: "aliases",
      meaning:
        "Other names of the page, for the search, and addresses that it had before, which have a `/` or an ending and lead here.",
      sample: "[API key, /guides/setup/, old.html]",
      isSet: { !$0.formerAddresses.isEmpty || !$0.otherNames.isEmpty },
      read: { value, front in
        for text in value.texts() {
          let isAddress = text.contains("/") || text.hasSuffix(".html") || PageName.isPage(text)
          if isAddress { front.formerAddresses.append(text) } else { front.otherNames.append(text) }
          front.addresses.append(text)
        }
      }),
    FrontMatterKey(
      name: "ignoredSymbols",
      meaning:
        "Names in inline code that look like symbols but are not, each with the reason: `NAME: reason`.",
      sample: "{ NAME: reason }", isSet: { !$0.ignoredSymbols.isEmpty },
      read: { value, front in front.ignoredSymbols += value.ignoredSymbols() }),
  ]

  static let kinds = [
    FrontMatter.landing, FrontMatter.walkthrough, "tutorial", "how-to", "reference", "explanation",
  ]
  static let names = all.map(\.name)
  private static let positions = Dictionary(
    uniqueKeysWithValues: all.enumerated().map { ($0.element.name, $0.offset) })

  public static func named(_ name: String) -> FrontMatterKey? { positions[name].map { all[$0] } }

  private typealias Path<Value> = WritableKeyPath<FrontMatter, Value?> & Sendable

  private static func text(
    _ name: String, _ path: Path<String>, _ meaning: String, sample: String = "\u{2026}"
  ) -> FrontMatterKey {
    FrontMatterKey(
      name: name, meaning: meaning, sample: sample, isSet: { $0[keyPath: path] != nil },
      read: { value, front in front[keyPath: path] = value.text() })
  }

  private static func choice(
    _ name: String, _ path: Path<String>, among choices: [String], _ meaning: String, sample: String
  ) -> FrontMatterKey {
    let known = choices.map { "`\($0)`" }.joined(separator: ", ")
    return FrontMatterKey(
      name: name, meaning: meaning + known + ".", sample: sample, isSet: { $0[keyPath: path] != nil },
      read: { value, front in
        let text = value.text()
        front[keyPath: path] = text
        guard let text, !choices.contains(text) else { return }
        value.fail(
          "`\(name)` must be one of \(known), not `\(text)`", written: text,
          guess: NearMiss.guess(for: text, in: choices))
      })
  }

  private static func number(
    _ name: String, _ path: Path<Int>, _ meaning: String, sample: String, minimum: Int = .min, fix: String
  ) -> FrontMatterKey {
    FrontMatterKey(
      name: name, meaning: meaning, sample: sample, isSet: { $0[keyPath: path] != nil },
      read: { value, front in
        let number = value.scalar.flatMap { Int($0) }.flatMap { $0 >= minimum ? $0 : nil }
        front[keyPath: path] = number
        guard number == nil else { return }
        value.fail(
          "`\(name)` must be a whole number" + (minimum == .min ? "" : " of at least \(minimum)"), fix: fix)
      })
  }
}
