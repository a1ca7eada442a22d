"""Folders of plain Markdown without settings: many findings on one page, and a build of 100 pages.

    python3 Benchmarks/folders.py .build/release/flowdocs
"""
import argparse
import os
import tempfile

from measure import cold, median, row, run

PAGE = """# Page {number}

Some words with `code`, a [link](page-0.md) and a list:

- one
- two

```sh
make install
```

| A | B |
|---|---|
| 1 | 2 |
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("flowdocs")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    program = os.path.abspath(options.flowdocs)

    for count in (10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "page.md"), "w") as page:
                page.write("# Page\n\n")
                page.writelines(f"[link {n}](missing-{n}.md) text\n" for n in range(count))
            found = cold([program, "check", "page.md"], folder, options.runs, expect=1, cwd=folder)
        print(row(f"check, {count:,} dead links on one page", found), flush=True)

    with tempfile.TemporaryDirectory() as folder:
        for number in range(2_000):
            with open(os.path.join(folder, f"page-{number}.md"), "w") as page:
                page.write("# Page\n\n")
                page.writelines(f"[link {n}](missing-{number}-{n}.md) text\n" for n in range(10))
        found = cold([program, "check", folder], folder, options.runs, expect=1, cwd=folder)
    print(row("check, 20,000 dead links on 2,000 pages", found), flush=True)

    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "docs"))
        for number in range(100):
            with open(os.path.join(folder, "docs", f"page-{number}.md"), "w") as page:
                page.write(PAGE.format(number=number))
        runs = [
            run([program, "build", "docs", "--out", f"site-{number}"], cwd=folder)
            for number in range(options.runs)
        ]
        print(row("build, 100 pages without settings", median(runs)))


if __name__ == "__main__":
    main()
