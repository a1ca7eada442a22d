import Foundation
import TestSupport
import Testing

@testable import flowdocs

/// `lastChange: true` in repositories.
struct LastChangeTests {
  private func repository() async throws -> TestFolder {
    let project = try TestFolder([
      "site/portal.yml": "lastChange: true\n", "content/index.md": "# Home\n", "content/a.md": "# A\n",
    ])
    try await project.git("init", "-q", "-b", "main")
    try await project.git("add", ".")
    return project
  }

  private func pagesWithDays(_ project: TestFolder) async throws -> [String] {
    _ = try await PortalBuild(program: .test, root: project.root, output: project.root + "/_site").run()
    return ["index", "a"].filter {
      project.read("_site/\($0).html")?.contains(" · Last change <time datetime=\"") == true
    }
  }

  @Test func pagesThatAreNotCommittedAsTheyAreSayNothing() async throws {
    let project = try await repository()
    #expect(try await pagesWithDays(project) == [])
    try await project.git("commit", "-q", "-m", "x")
    #expect(try await pagesWithDays(project) == ["index", "a"])
    try project.write("content/a.md", "# A\n\nMore.\n")
    #expect(try await pagesWithDays(project) == ["index"])
    // A page that was removed and is written again is not committed.
    try await project.git("rm", "-q", "-f", "content/a.md")
    try await project.git("commit", "-q", "-m", "y")
    try project.write("content/a.md", "# A\n")
    #expect(try await pagesWithDays(project) == ["index"])
  }

  /// The repository names the program that checks them.
  @Test func signaturesAreNotChecked() async throws {
    let project = try await repository()
    try project.write(
      "gpg",
      """
      #!/bin/sh
      case "$*" in *--verify*) touch '\(project.root)/has-run' ;; esac
      cat > /dev/null
      printf '\\n[GNUPG:] SIG_CREATED x\\n' >&2
      echo '-----BEGIN PGP SIGNATURE-----'
      """)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: project.root + "/gpg")
    try await project.git("config", "gpg.program", project.root + "/gpg")
    try await project.git("config", "log.showSignature", "true")
    try await project.git("commit", "-q", "-S", "-m", "x")
    #expect(try await pagesWithDays(project) == ["index", "a"])
    #expect(!project.listing.contains("has-run"))
  }
}
