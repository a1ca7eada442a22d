"""Compares merged verification of Swift blocks with one `swiftc` per block.

    python3 Benchmarks/swift_blocks.py FLOWDOCS [--blocks 60]

Both compile and run the same blocks; each is then also measured warm, with nothing changed.
"""
import argparse
import os
import tempfile
import textwrap

from measure import row, run


def block(number: int) -> str:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("flowdocs")
    parser.add_argument("--blocks", type=int, default=60)
    arguments = parser.parse_args()
    flowdocs = os.path.abspath(arguments.flowdocs)
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "content"))
        os.makedirs(os.path.join(folder, "site"))
        with open(os.path.join(folder, "site", "portal.yml"), "w") as file:
            file.write("title: Benchmark\ncontent: content\npolicy:\n  swift: run\n")
        page = os.path.join(folder, "content", "index.md")
        with open(page, "w") as file:
            file.write(f"# Blocks\n\n```swift\n{block(1)}```\n")
        # Clang's modules of the system libraries are compiled once a project; `swiftc` alone has them, too.
        print(row("flowdocs verify, the first block of a project", run([flowdocs, "verify"], cwd=folder)), flush=True)
        with open(page, "w") as file:
            file.write("# Blocks\n")
            for number in range(arguments.blocks):
                file.write(f"\n```swift\n{block(number)}```\n")
        merged = run([flowdocs, "verify"], cwd=folder)
        print(row(f"flowdocs verify, {arguments.blocks} blocks, cold", merged), flush=True)
        print(row("flowdocs verify, nothing changed", run([flowdocs, "verify"], cwd=folder)), flush=True)
        with open(os.path.join(folder, "each.sh"), "w") as file:
            file.write("set -e\nfor n in $(seq 0 %d); do swiftc -swift-version 6 -o b$n b$n/main.swift; ./b$n.out; done\n"
                       .replace("-o b$n ", "-o b$n.out ") % (arguments.blocks - 1))
        for number in range(arguments.blocks):
            os.makedirs(os.path.join(folder, f"b{number}"))
            with open(os.path.join(folder, f"b{number}", "main.swift"), "w") as file:
                file.write(block(number))
        single = run(["bash", "each.sh"], cwd=folder)
        print(row(f"one swiftc per block, {arguments.blocks} blocks", single), flush=True)
        print(f"merged is {single.wall / merged.wall:.1f} times faster by the clock, "
              f"{single.cpu / merged.cpu:.1f} times in CPU time")


if __name__ == "__main__":
    main()
