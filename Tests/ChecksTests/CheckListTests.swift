import Checks
import Diagnostics
import Testing

extension Rule {
  fileprivate static let toDo = Rule("to-do", .warning, "A heading says TODO")
}

/// A check that no product has: it is known through the list of checks alone.
private enum ToDoCheck {
  static let check = Check(
    .pages, [.toDo],
    .shownPage { checked in
      checked.page.headings.filter { $0.text.contains("TODO") }.map { heading in
        Diagnostic(
          .toDo, "`\(heading.text)` is not written yet", at: checked.page.source.span(ofLine: heading.line))
      }
    })
}

struct CheckListTests {
  @Test func aCheckIsAValueInAList() async throws {
    let tree = Tree.plain("# TODO: install\n\n[x](gone.md)\n").with { $0.checks = [ToDoCheck.check] }
    try await expectEqual(tree.lines(), ["page.md:1:1: `TODO: install` is not written yet"])
    try await expectEqual(
      tree.with { $0.checks += Checks.all }.lines(),
      ["page.md:1:1: `TODO: install` is not written yet", "page.md:3:5: No page `gone.md`"])
  }

  @Test func itsRulesAreInTheCatalogue() {
    let groups = Checks.ruleGroups(Checks.all + [ToDoCheck.check])
    #expect(groups.first?.title == "Pages, links and names")
    #expect(groups.first?.rules.last == .toDo)
    let ids = groups.flatMap(\.rules).map(\.id)
    #expect(Set(ids).count == ids.count)
  }
}
