"""Verifies a page of many Swift or Python blocks, cold and again.

    python3 Benchmarks/blocks.py FLOWDOCS swift [--blocks 60] [--each]
    python3 Benchmarks/blocks.py FLOWDOCS python [--blocks 300]

With --each the same blocks are also compiled and run one `swiftc` at a time.
"""
import argparse
import os
import tempfile
import textwrap

from measure import Run, row, run


def swift(number: int) -> str:
    """An example as pages have them; every fourth declares a type, which costs the compiler most."""
    if number % 4 == 0:
        return textwrap.dedent(f"""\
            import Foundation

            struct Reward: Codable, Equatable {{
              var value: Double
              var weight = {number}.5
            }}

            let rewards = (0..<{number + 3}).map {{ Reward(value: Double($0) / 4) }}
            let data = try JSONEncoder().encode(rewards)
            let back = try JSONDecoder().decode([Reward].self, from: data)
            print(back == rewards, data.count)
            """)
    return textwrap.dedent(f"""\
        import Foundation

        let rewards = [0.5, 1.0, 0.25, {number}.0]
        let mean = rewards.reduce(0, +) / Double(rewards.count)
        let best = rewards.max() ?? 0
        for (index, reward) in rewards.enumerated() where reward > mean {{
          print("trajectory \\(index) is better than its group by \\(reward - mean)")
        }}
        print(String(format: "mean %.3f, best %.3f", mean, best))
        """)


def python(number: int) -> str:
    """Each is a session of its own."""
    return textwrap.dedent(f"""\
        rewards = [0.5, 1.0, 0.25, {number}.0]
        mean = sum(rewards) / len(rewards)
        print(f"mean {{mean:.3f}}, best {{max(rewards):.3f}}")
        """)


BLOCKS = {"swift": swift, "python": python}


def write(page: str, language: str, numbers: range) -> None:
    with open(page, "w") as file:
        file.write("# Blocks\n")
        for number in numbers:
            file.write(f"\n```{language}\n{BLOCKS[language](number)}```\n")


def each(folder: str, blocks: int) -> Run:
    """One `swiftc` for each block."""
    with open(os.path.join(folder, "each.sh"), "w") as file:
        file.write(f"set -e\nfor n in $(seq 0 {blocks - 1}); do"
                   " swiftc -swift-version 6 -o b$n.out b$n/main.swift; ./b$n.out; done\n")
    for number in range(blocks):
        os.makedirs(os.path.join(folder, f"b{number}"))
        with open(os.path.join(folder, f"b{number}", "main.swift"), "w") as file:
            file.write(swift(number))
    return run(["bash", "each.sh"], cwd=folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("flowdocs")
    parser.add_argument("language", choices=list(BLOCKS))
    parser.add_argument("--blocks", type=int, default=60)
    parser.add_argument("--each", action="store_true", help="also compile Swift blocks one by one")
    options = parser.parse_args()
    if options.each and options.language != "swift":
        parser.error("--each is for Swift")
    name, verify = f"{options.blocks} {options.language} blocks", [os.path.abspath(options.flowdocs), "verify"]
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "content"))
        os.makedirs(os.path.join(folder, "site"))
        with open(os.path.join(folder, "site", "portal.yml"), "w") as file:
            file.write(f"title: Benchmark\ncontent: content\npolicy:\n  {options.language}: run\n")
        page = os.path.join(folder, "content", "index.md")
        write(page, options.language, range(1, 2))
        # Clang's modules of the system libraries are compiled once a project; `swiftc` alone has them, too.
        print(row("verify, the first block of a project", run(verify, cwd=folder)), flush=True)
        write(page, options.language, range(options.blocks))
        merged = run(verify, cwd=folder)
        print(row(f"verify, {name}, cold", merged), flush=True)
        print(row("verify, nothing changed", run(verify, cwd=folder)), flush=True)
        if options.each:
            single = each(folder, options.blocks)
            print(row(f"one swiftc a block, {name}", single), flush=True)
            print(f"merged is {single.wall / merged.wall:.1f} times faster by the clock, "
                  f"{single.cpu / merged.cpu:.1f} times in CPU time")


if __name__ == "__main__":
    main()
