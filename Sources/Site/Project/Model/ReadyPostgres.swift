extension ReadyService {
  /// One cluster a run, in which each session has a database of its own: a copy of one with the schema and the seed.
  static let postgres = ReadyService(
    name: "postgres", label: "PostgreSQL", tools: ["psql", "initdb"], folders: ["/usr/lib/postgresql/*/bin"],
    installation: "apt-get install postgresql", words: ["psql", "pg_dump", "pgbench", "psycopg"]
  ) { service in
    let user = service.user ?? "docs"
    service.command =
      ["sh", "-c", Postgres.start, "postgres", ServiceDeclaration.portPlaceholder] + service.schema
      + service.seed
    service.ready = .line("database system is ready to accept connections")
    service.timeout = .seconds(60)
    service.scope = .run
    service.transport = .tcp
    service.needsAccount = true
    service.setup = ["sh", "-c", Postgres.template, "postgres", user] + service.schema + service.seed
    service.begin = ["sh", "-c", Postgres.begin, "postgres", ServiceDeclaration.sessionPlaceholder, user]
    service.end = ["sh", "-c", Postgres.end, "postgres", ServiceDeclaration.sessionPlaceholder]
    let (port, session) = (ServiceDeclaration.portPlaceholder, ServiceDeclaration.sessionPlaceholder)
    let variables = [
      "PGHOST": "127.0.0.1", "PGPORT": port, "PGUSER": user, "PGDATABASE": session,
      "DATABASE_URL": "postgresql://\(user)@127.0.0.1:\(port)/\(session)",
    ]
    service.variables.merge(variables) { own, _ in own }
  }
}

private enum Postgres {
  /// Debian has the programs of the server in a folder for each version.
  private static let path = """
    for folder in /usr/lib/postgresql/*/bin; do if [ -x "$folder/psql" ]; then PATH="$folder:$PATH"; fi; done

    """

  /// The cluster is thrown away, so that nothing has to reach the disk. It is in memory where the sandbox has a folder there,
  /// because each database has 300 files; what is filled from more than 8 MiB would need too much of it.
  static let start =
    path + """
      set -e
      port=$1 data=$HOME/cluster
      shift
      if [ -n "$FLOWDOCS_MEMORY_FOLDER" ] && [ "$(cat /dev/null "$@" | wc -c)" -le 8388608 ]; then
        data=$FLOWDOCS_MEMORY_FOLDER/cluster
      fi
      initdb -D "$data" --auth=trust --username=postgres --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$HOME/initdb.log"
      exec postgres -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \\
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c shared_buffers=32MB \\
        -c timezone=UTC -c log_timezone=UTC 2>&1
      """

  private static let psql = "psql -X -q -v ON_ERROR_STOP=1"

  /// The database that sessions get a copy of.
  static let template =
    path + """
      set -e
      user=$1
      shift
      printf 'CREATE ROLE "%s" LOGIN;\\nCREATE DATABASE template_of_sessions OWNER "%s";\\n' "$user" "$user" \\
        | \(psql) -U postgres -d postgres
      for file; do \(psql) -U "$user" -d template_of_sessions -f "$file"; done
      """

  /// Copying files is the faster of the two ways since PostgreSQL 15, which has both.
  static let begin =
    path + """
      \(psql) -U postgres -d postgres -v database="$1" -v owner="$2" <<'END'
      DROP DATABASE IF EXISTS :"database";
      SELECT current_setting('server_version_num')::int >= 150000 AS has_strategies \\gset
      \\if :has_strategies
      CREATE DATABASE :"database" TEMPLATE template_of_sessions OWNER :"owner" STRATEGY file_copy;
      \\else
      CREATE DATABASE :"database" TEMPLATE template_of_sessions OWNER :"owner";
      \\endif
      END
      """

  static let end =
    path + """
      printf 'DROP DATABASE IF EXISTS :"database" WITH (FORCE);' \\
        | \(psql) -U postgres -d postgres -v database="$1"
      """
}
