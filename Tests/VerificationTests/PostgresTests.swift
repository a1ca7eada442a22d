import Diagnostics
import Foundation
import Languages
import Pages
import Processes
import TestSupport
import Testing
import Verification

@testable import Project

/// Blocks of SQL that run in the ready-made PostgreSQL.
@Suite(.serialized, .enabled(if: Executables.find("psql") != nil, "PostgreSQL is not installed"))
struct PostgresTests {
  private func folder(
    _ page: String, seed: String = "INSERT INTO jobs VALUES (1, 'failed'), (2, 'failed');\n"
  )
    throws -> ProjectFolder
  {
    try ProjectFolder([
      "page.md": page, "schema.sql": "CREATE TABLE jobs (id int PRIMARY KEY, status text NOT NULL);\n",
      "seed.sql": seed,
    ])
  }

  private func verify(
    _ folder: ProjectFolder, starter: ProcessStarter = .direct, options: VerificationOptions = .init()
  ) async throws -> VerificationReport {
    try await folder.verify(options, starter: starter) { project in
      var declaration = ServiceDeclaration(command: [])
      declaration.use = .postgres
      declaration.schema = ["schema.sql"]
      declaration.seed = ["seed.sql"]
      ReadyService.postgres.complete(&declaration)
      project.services = [PageService(name: "jobs", pages: ["page.md"], declaration: declaration)]
    }
  }

  @Test func aSessionKeepsItsStateAndItsOutputIsCompared() async throws {
    let report = try await verify(
      folder(
        """
        ```sql run session=a
        CREATE TEMPORARY TABLE done AS SELECT * FROM jobs;
        DELETE FROM jobs;
        ```

        ```output
        SELECT 2
        DELETE 2
        ```

        ```sql run session=a
        SELECT (SELECT count(*) FROM done) AS done, (SELECT count(*) FROM jobs) AS jobs;
        ```

        ```output
         done | jobs
        ------+------
            2 |    0
        (1 row)
        ```

        Each other session has the rows of the seed:

        ```sql run
        SELECT id FROM jobs ORDER BY id
        ```

        ```output
         id
        ----
          1
        ```
        """))
    #expect(
      report.lines == [
        "page.md:31:1 error output-mismatch: The output of the example differs from this block"
      ])
    #expect(report.verdicts(of: "page.md") == ["ran", "ran", "ran", "ran", "failed", "failed"])
  }

  @Test func anErrorIsAtItsLineAndColumn() async throws {
    let report = try await verify(
      folder(
        """
        ```sql run
        SELECT 1;
        SELECT id,
          stat FROM jobs;
        ```

        ```sql run
        SELECT 1;
        \\nonsense
        ```

        ```sql run
        INSERT INTO jobs
        VALUES (1, NULL);
        ```
        """))
    #expect(
      report.lines == [
        "page.md:4:3 error example-failed: This example failed: column \"stat\" does not exist",
        "page.md:9:1 error example-failed: This example failed: invalid command \\nonsense",
        "page.md:14:1 error example-failed: This example failed: null value in column \"status\" of relation "
          + "\"jobs\" violates not-null constraint",
      ])
    #expect(
      report.diagnostics.first?.details == """
        ERROR:  column "stat" does not exist
        LINE 2:   stat FROM jobs;
                  ^
        HINT:  Perhaps you meant to reference the column "jobs.status".
        """)
  }

  @Test func aStatedErrorIsRequiredAndTheSessionGoesOn() async throws {
    let report = try await verify(
      folder(
        """
        ```sql run session=a fails="violates not-null constraint"
        INSERT INTO jobs VALUES (3, NULL);
        ```

        ```sql run session=a fails="division by zero"
        SELECT count(*) FROM jobs;
        ```
        """))
    #expect(report.verdicts(of: "page.md") == ["failed as stated", "failed"])
    #expect(
      report.lines == [
        "page.md:5:29 error did-not-fail: This block should fail with \"division by zero\", but it succeeds"
      ])
  }

  /// What follows `\q` is not run, and psql goes on after an error when it is told to.
  @Test func noErrorIsLeftOutByCommandsOfPsql() async throws {
    let report = try await verify(
      folder(
        """
        ```sql run
        SELECT 1;
        \\q
        SELECT * FROM missing;
        ```

        ```sql run
        \\set ON_ERROR_STOP off
        SELECT * FROM missing;
        SELECT 1;
        ```

        ```sql run session=a
        \\unset ON_ERROR_STOP
        SELECT 1;
        ```

        ```sql run session=a
        SELECT 1/0;
        SELECT 2;
        ```

        ```sql run
        SELECT 1;
          \\! (exit 3) # 'why'
        ```

        ```sql run
        \\! printf 'SELECT 1/0;\\nSELECT 2;' > other.sql
        \\set ON_ERROR_STOP off
        \\i other.sql
        SELECT 1;
        ```
        """))
    #expect(
      report.lines == [
        "page.md:3:1 error example-failed: This example ends here with exit code 0, so what follows in the block did "
          + "not run",
        "page.md:9:15 error example-failed: This example failed: relation \"missing\" does not exist",
        "page.md:19:1 error example-failed: This example failed: division by zero",
        "page.md:25:3 error example-failed: This example failed: `(exit 3) # 'why'` ended with exit code 3",
        "page.md:28:1 error example-failed: This example failed: division by zero",
      ])
  }

  @Test func commandsOfPsqlThatLeaveNothingOutAreRight() async throws {
    let report = try await verify(
      folder(
        """
        ```sql run session=a
        SELECT count(*) FROM jobs
        ```

        ```sql run session=a
        COPY jobs FROM stdin;
        7	done
        ```

        ```sql run session=a
        SELECT '
        \\! false
        \\q' AS text, count(*) FROM jobs;
        \\! echo "it's $((1 + 1))"
        \\q
        -- The end.
        ```

        ```sql run fails="relation"
        SELECT 1
          FROM missing
        ```
        """))
    #expect(report.lines == [])
  }

  @Test func aBlockHasATimeOfItsOwn() async throws {
    let report = try await verify(
      folder(
        """
        ```sql run session=a timeout=20s
        SELECT 1;
        ```

        ```sql run session=a timeout=1s
        SELECT pg_sleep(60);
        ```

        ```sql run session=a
        SELECT 1;
        ```
        """))
    #expect(report.verdicts(of: "page.md") == ["ran", "failed", "failed"])
    #expect(
      report.lines == [
        "page.md:5:1 error example-timed-out: Still running after 1 s; killed with every process that it started",
        "page.md:9:1 error example-not-run: This block did not run, because the session ended before it",
      ])
  }

  @Test func otherLanguagesFindTheDatabaseByItsVariables() async throws {
    let report = try await verify(
      folder(
        """
        ```sql run session=a
        INSERT INTO jobs VALUES (3, 'queued');
        ```

        ```sh session=a
        psql -At "$DATABASE_URL" -c 'SELECT count(*) FROM jobs'
        psql -At -c 'SELECT current_user'
        ```

        ```output
        3
        docs
        ```

        It is not started for code that does not name it:

        ```sh
        env | grep -c '^PG' || true
        ```

        ```output
        0
        ```
        """))
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == ["ran", "ran", "ran", "ran", "ran"])
  }

  @Test func aMistakeInTheSeedIsReportedWithItsPlace() async throws {
    let report = try await verify(
      folder("```sql run\nSELECT 1;\n```\n", seed: "\nINSERT INTO job VALUES (1);\n"))
    #expect(report.verdicts(of: "page.md") == ["failed"])
    let lines = report.lines.joined().split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "page.md:1:1 error environment-broken: The session could not be set up: `jobs` of `services`: "
          + "`setup` of the service failed with exit code 3:",
        "psql:seed.sql:2: ERROR:  relation \"job\" does not exist",
        "LINE 1: INSERT INTO job VALUES (1);",
        "                    ^",
      ])
  }

  @Test func aChangeOfTheSeedRunsItsSessionsAgain() async throws {
    let folder = try folder("```sql run\nSELECT 1;\n```\n\n```sh\necho 1\n```\n")
    #expect(try await verify(folder).executed == 2)
    #expect(try await verify(folder).executed == 0)
    try folder.write("seed.sql", "INSERT INTO jobs VALUES (9, 'queued');\n")
    #expect(try await verify(folder).executed == 1)
  }

  /// As if `initdb` were not there.
  private static let withoutServer = ProcessStarter(
    find: { name, path in name == "initdb" ? nil : ProcessStarter.direct.find(name, path) },
    run: ProcessStarter.direct.run)

  @Test func withoutTheServerItsBlocksAreNotRun() async throws {
    let page = "```sql run\nSELECT 1;\n```\n\n```output\n1\n```\n\n```sh\necho 1\n```\n"
    let report = try await verify(folder(page), starter: Self.withoutServer)
    #expect(report.verdicts(of: "page.md") == ["skipped", "skipped", "ran"])
    #expect(
      report.lines == [
        "page.md:1:1 warning tool-missing: This block was not run: PostgreSQL is not installed"
      ])
    #expect(
      report.diagnostics.first?.fix == "install it: `apt-get install postgresql`, which brings `initdb`")
    #expect(report.ledger.records.first?.reason == "PostgreSQL is not installed")
    var options = VerificationOptions()
    options.requiresTools = true
    let required = try await verify(folder(page), starter: Self.withoutServer, options: options)
    #expect(
      required.lines == [
        "page.md:1:1 error tool-missing: This block was not run: PostgreSQL is not installed"
      ])
  }
}
