"""SQL on the pages, run in a throw-away PostgreSQL: its own data folder and socket, no port, gone afterwards."""

import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

import blocks
import deploy

# A block that begins with this line runs as the superuser, as its page says.
SUPERUSER = "-- as postgres"
ROWS = pathlib.Path(__file__).parent / "rows.sql"


def check(given, answers):
    with database() as psql:
        if problem := fill(psql, pathlib.Path.cwd()):
            raise SystemExit(problem)
        included = set()
        for number, block in enumerate(given):
            if block.fails:
                answers.leave_out(block, "it is run, and must fail")
                continue
            # Parts of the schema follow each other on an empty database; all else has the tables and some rows.
            name = "included_" + "".join(c for c in block.page if c.isalnum()) if block.file else f"block_{number}"
            if name not in included:
                if problem := psql("postgres", "postgres", f"CREATE DATABASE {name} TEMPLATE "
                                   f"{'template1' if block.file else 'training'} OWNER training;"):
                    raise SystemExit(f"no database for {block.path}:{block.line}: {problem}")
            if block.file:
                included.add(name)
            user = "postgres" if block.code.startswith(SUPERUSER) else "training"
            # On the first line, so that lines keep their numbers.
            if problem := psql(name, user, "SET client_min_messages = warning; " + block.code):
                answers.add(block, *place(problem, block.code))
            if not block.file:
                psql("postgres", "postgres", f"DROP DATABASE {name};")


def place(problem, code):
    """(line, message, column) of what psql says: PostgreSQL shows the line and marks the column below it."""
    first, *rest = problem.splitlines()
    line, message = re.fullmatch(r"line (\d+): (?:ERROR: +)?(.*)", first).groups()
    for shown, mark in zip(rest, rest[1:]):
        if found := re.fullmatch(r"(LINE \d+: )(.*)", shown):
            at = [number for number, text in enumerate(code.splitlines(), 1) if text.strip() == found[2].strip()]
            if at and mark.strip() == "^":
                text = code.splitlines()[at[0] - 1]
                moved = len(text) - len(text.lstrip()) - (len(found[2]) - len(found[2].lstrip()))
                return at[0], message, len(mark) - len(found[1]) + moved
    return int(line), "\n".join([message, *rest]), None


def fill(psql, project):
    """Makes the database `training` with the schema and rows for the queries to find; says what went wrong."""
    psql("postgres", "postgres", "CREATE ROLE training LOGIN; CREATE DATABASE training OWNER training;"
         "ALTER DATABASE training SET statement_timeout = '10s';")
    for path in (project / deploy.DEPLOY / "schema.sql", ROWS):
        if problem := psql("training", "training", path.read_text()):
            return f"{path.name}: {problem}"
    return ""


@contextlib.contextmanager
def database():
    """Yields psql(database, user, sql) -> what went wrong, or nothing."""
    programs = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    # The server refuses to run as root.
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    # That user passes through /tmp.
    folder = pathlib.Path(tempfile.mkdtemp(prefix="postgresql-", dir="/tmp" if user else None))
    if user:
        shutil.chown(folder, "postgres", "postgres")
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "PGHOST": str(folder), "TZ": "UTC"}
    server = None
    try:
        subprocess.run([programs / "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync",
                        folder / "data"], check=True, capture_output=True, env=environment, cwd=folder, **user)
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=folder, **user)
        for _ in range(300):
            if subprocess.run([programs / "pg_isready", "-q", "-t", "1"], env=environment).returncode == 0:
                break
            # It is refused at once while there is no socket yet.
            time.sleep(0.1)
        else:
            raise SystemExit("PostgreSQL does not answer within 30 s")

        def psql(name, role, sql):
            result = subprocess.run(
                [programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", role, "-d", name, "-f", "-"], input=sql,
                capture_output=True, text=True, env=environment, cwd=folder, timeout=60)
            return result.stderr.strip().replace("psql:<stdin>:", "line ") if result.returncode != 0 else ""

        psql.environment = environment
        psql.folder = folder
        yield psql
    finally:
        if server:
            server.terminate()
            server.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    blocks.main(check)
