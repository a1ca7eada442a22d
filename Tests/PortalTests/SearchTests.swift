import Foundation
import Pages
import Testing

struct SearchTests {
  /// The lines of a shard, which is a script with one string in it.
  func terms(_ file: String) -> [String: String] {
    let quoted = file.split(separator: "\"", omittingEmptySubsequences: false)
    var lines: [String: String] = [:]
    for line in (quoted.count == 3 ? String(quoted[1]) : "").components(separatedBy: "\\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { lines[String(parts[0])] = String(parts[1]) }
    }
    return lines
  }

  @Test func indexFoldsAndWeightsWords() async throws {
    let portal = try await TinyPortal([
      "README.md": "# Reward\n\n## Reward shapes\n\nA *reward*-function, `step_reward`.\n",
      "b.md": "# Éclair\n\n```swift\nlet reward2 = 1\n```\n“Größe” x\n",
    ])
    let terms = terms(portal["search/terms-0.js"])
    // Title 100, its heading 30, the heading 30, and four times in the text, both headings' texts included.
    #expect(terms["reward"] == "0.4k")
    #expect(terms["shapes"] == "0.v")
    #expect(terms["function"] == "0")
    #expect(terms["step"] == "0")
    #expect(terms["reward2"] == "1")
    #expect(terms["eclair"] == "1.3n")
    #expect(terms["große"] == "1")
    #expect(terms["step_reward"] == "0")
    #expect(terms["reward-function"] == nil)
    #expect(terms["x"] == nil)
    #expect(
      portal["search/index.js"]
        == #"flowdocsSearch.index({"shards":["eclair"],"blocks":[0],"texts":[0],"sections":[["",0]]});"#
        + "\n")
  }

  @Test func identifiersAreFoundWholeAndInParts() async throws {
    let portal = try await TinyPortal([
      "a.md":
        "# Quick start\n\n`TRAINING_URL`, p-value, getStatus, GRPOConfig, HTTPServer, a_b-c.d, Word, v1.2, end.\n",
      "b.md": "---\naliases: [API key, /old/]\n---\n\n# Tokens\n",
    ])
    let terms = terms(portal["search/terms-0.js"])
    let whole = [
      "training_url", "p-value", "getstatus", "grpoconfig", "httpserver", "a_b-c.d", "v1.2", "quickstart",
    ]
    #expect(whole.filter { terms[$0] == nil } == [])
    let parts = [
      "training", "url", "value", "get", "status", "grpo", "config", "http", "server", "word", "v1", "end",
    ]
    #expect(parts.filter { terms[$0] == nil } == [])
    #expect(terms["api"] == "1.1o" && terms["key"] == "1.1o")
    #expect(terms["old"] == nil && terms["end."] == nil)
  }

  @Test func signsAreAPartOfNamesOfLanguages() async throws {
    let portal = try await TinyPortal([
      "a.md": "# C++\n\n`C#`, F#, i++ and notepad++; a#b, x+++y, C+, issue #7.\n"
    ])
    let terms = terms(portal["search/terms-0.js"])
    #expect(["c++", "c#", "f#", "i++", "notepad++"].filter { terms[$0] == nil } == [])
    #expect(terms.keys.filter { $0.contains("#") || $0.contains("+") }.count == 5)
  }

  @Test func sentencesOfPagesAreInPiecesOfABoundedSize() async throws {
    let long = String(repeating: "Words of a long page. ", count: 200)
    let portal = try await TinyPortal([
      "a.md":
        "# A\n\nOne *line*\nand two.\n\n- An item\n\n| Cell |\n|---|\n| \"x\" |\n\n```sh\ncode\n```\n",
      "b.md": "# B\n\n\(long)\n\n\(long)\n", "c.md": "# C\n\nLast.\n",
    ])
    #expect(
      portal["search/texts-0.js"].hasPrefix(
        #"flowdocsSearch.texts({"0":"One line and two. An item Cell \"x\"","# + "\n\"1\":\"Words"))
    #expect(portal["search/texts-0.js"].utf8.count < 12_500)
    #expect(portal["search/index.js"].contains(#""texts":[0"#))
  }

  @Test func theIndexHasWhatPagesAreFilteredBy() async throws {
    let tree = [
      "index.md": "# Home\n", "api/index.md": "# API\n", "api/b.md": "# B\n\n```sh\nls\n```\n",
      "guides/a.md": "# A\n\n```sh\npwd\n```\n",
    ]
    let plain = try await TinyPortal(tree)
    #expect(plain["search/index.js"].contains(#""sections":[["API",0],["Guides",2],["",3]]"#))
    #expect(!plain["search/index.js"].contains("proven"))
  }

  @Test func languagesWithoutSpacesAreIndexedByPairs() async throws {
    let portal = try await TinyPortal(["a.md": "# 全文検索\n\nﾃｽﾄ と Ｆｕｌｌ हिन्दी 한국어 中\n"])
    let terms = terms(portal["search/terms-0.js"])
    let words = ["全文", "文検", "検索", "テス", "スト", "full", "हिन्दी", "한국", "국어", "中"]
    #expect(words.filter { terms[$0] == nil } == [])
  }

  @Test func indexesRenderedDirectivesButNotHiddenBlocks() async throws {
    let portal = try await TinyPortal(
      [
        "a.md":
          "# A\n\n<!-- flowdocs:methods -->\n\n```sh run hide\necho secretly\n```\n\n```sh run\necho openly\n```\n"
      ],
      contract: #"""
        {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"},
         "methods": [{"name": "job.launch", "summary": "Tom & <Jerry>", "params": []}]}
        """#)
    let terms = terms(portal["search/terms-0.js"])
    #expect(terms["launch"] == "0" && terms["jerry"] == "0" && terms["openly"] == "0")
    #expect(terms["secretly"] == nil)
    #expect(terms["amp"] == nil && terms["href"] == nil && terms["lt"] == nil)
  }

  @Test func pageIndexHasTitlesAddressesAndHeadingsEscapedForScripts() async throws {
    let portal = try await TinyPortal([
      "guides/a b.md": "# Say \"hi\"\n\nFirst </script> words.\n\n## One\n"
    ])
    #expect(
      portal["search/pages-0.js"].hasPrefix(
        #"flowdocsSearch.pages(0,[["Say \"hi\"","guides/a%20b.html","Guides","First  words.","#
          + #"["One","one"]],"#
          + "\n[\"Tiny\",\"index.html\","))
  }

  @Test func indexShardsAreSortedAndLimitedInSize() async throws {
    var tree: [String: String] = [:]
    for page in 0..<300 {
      let words = (0..<60).map { "w\(page)x\($0)" }.joined(separator: " ")
      tree["p\(page).md"] = "# Page\n\ncommon \(words)\n"
    }
    let portal = try await TinyPortal(tree)
    let index = portal["search/index.js"]
    let shards = portal.files.keys.filter { $0.hasPrefix("search/terms-") }
    #expect(shards.count > 2)
    var firsts: [String] = []
    for number in 0..<shards.count {
      let file = portal["search/terms-\(number).js"]
      #expect(file.utf8.count < 26_000)
      let words = terms(file).keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      firsts.append(try #require(words.first))
    }
    #expect(firsts == firsts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(index.contains("\"shards\":[" + firsts.map { "\"\($0)\"" }.joined(separator: ",") + "]"))
    let common = try #require(terms(portal["search/terms-0.js"])["common"])
    #expect(common.split(separator: " ").count == 201)
    #expect(common.hasSuffix(" +"))
  }
}
