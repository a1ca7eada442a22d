import JSON
import Project

extension NewPortal {
  var definition: String {
    """
    # Settings of the portal. Every key is optional.
    title: \(JSON.string(title).text(.compact))
    content: \(content == "." ? "." : JSON.string(content).text(.compact))
    \(reading.mark.map { "# How the pages are read: by the rules of \(reading.dialect.name) (\($0)).\ndialect: \(reading.dialect.id)\n" } ?? "")\
    \(contract.map { "contract: \(JSON.string($0).text(.compact))\n" } ?? "")
    # What is required of the blocks of a language when the fence does not say: run, compile, parse or text.
    # Without an entry, blocks are parsed, and fragments are allowed.\(pages == 0 ? "" : Self.caution)
    \(pages == 0 ? "" : "# ")policy: { python: run, sh: run, console: run }
    \(foreignWords)\(severities)
    """
  }

  private static let caution = """

    # It runs all such blocks on your machine, even `pip install`: first write `parse` after the language of those.
    """

  private var foreignWords: String {
    func list(_ key: String, _ words: [String]) -> String {
      words.isEmpty
        ? "" : "  \(key): [" + words.map { JSON.string($0).text(.compact) }.joined(separator: ", ") + "]\n"
    }
    let lists = list("frontMatter", otherTools.frontMatter) + list("fences", otherTools.fences)
    return lists.isEmpty ? "" : "\n# Words on the pages that belong to other tools.\notherTools:\n" + lists
  }

  private var severities: String {
    guard !lowered.isEmpty else { return "" }
    let rules = lowered.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key).joined(separator: ", ")
    return """

      # Rules with errors on the pages when this file was written. They are warnings, so that the portal can be built:
      # remove a rule from the list when its findings are fixed.
      checks:
        - rules: [\(rules)]
          severity: warning

      """
  }

  var firstPage: String {
    """
    # \(title)

    This page is `\(content == "." ? "" : content + "/")index.md`. The block below is run by `flowdocs verify`, and what it prints is compared
    with the block after it.

    ```sh
    seq 3 | paste -sd+
    echo $((1 + 2 + 3))
    ```

    ```output
    1+2+3
    6
    ```

    Change a number in the output and run `flowdocs verify` again: the difference is an error at its line. With
    `flowdocs verify --update` the page is updated instead.

    """
  }

  static let job = """
    #!/bin/sh
    # The documentation job for any CI service: one step that runs this
    # file, with flowdocs on PATH. It ends with the exit code of the first
    # command that finds something: 1 for findings, 2 for a broken environment.
    # FORMAT is how findings are printed: text, json, github or sarif.
    # Do not start it for pull requests of people whom you do not know: they can
    # change it, and verify runs their code. In the settings of the CI service:
    #   flowdocs build --untrusted --out _site
    set -eu
    cd "$(dirname "$0")/.."
    flowdocs check --format "${FORMAT:-text}"
    flowdocs verify --format "${FORMAT:-text}"
    flowdocs build --out "${SITE:-_site}"

    """
}
